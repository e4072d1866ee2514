using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class Negotiation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "refusal_id",
                schema: "inquiries",
                table: "quote_line",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "inquiries",
                table: "quote",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "withdrawal_reason",
                schema: "inquiries",
                table: "quote",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "revises_id",
                schema: "inquiries",
                table: "inquiry",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "inquiries",
                table: "inquiry",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "retired_in",
                schema: "inquiries",
                table: "cell",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "inquiries",
                table: "cell",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "counter_offer",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cell_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric", nullable: true),
                    quantity = table.Column<decimal>(type: "numeric", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    answerer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answer_version = table.Column<int>(type: "integer", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counter_offer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refusal",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    why = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    cells = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refusal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "revision",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_revision", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_open_change",
                schema: "inquiries",
                table: "inquiry",
                column: "revises_id",
                unique: true,
                filter: "revises_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_counter_offer_inquiry_id_at",
                schema: "inquiries",
                table: "counter_offer",
                columns: new[] { "inquiry_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_counter_offer_open",
                schema: "inquiries",
                table: "counter_offer",
                column: "cell_id",
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_refusal_inquiry_id",
                schema: "inquiries",
                table: "refusal",
                column: "inquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_revision_inquiry_id_number",
                schema: "inquiries",
                table: "revision",
                columns: new[] { "inquiry_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "counter_offer",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "refusal",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "revision",
                schema: "inquiries");

            migrationBuilder.DropIndex(
                name: "ix_inquiry_open_change",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropColumn(
                name: "refusal_id",
                schema: "inquiries",
                table: "quote_line");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "inquiries",
                table: "quote");

            migrationBuilder.DropColumn(
                name: "withdrawal_reason",
                schema: "inquiries",
                table: "quote");

            migrationBuilder.DropColumn(
                name: "revises_id",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropColumn(
                name: "retired_in",
                schema: "inquiries",
                table: "cell");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "inquiries",
                table: "cell");
        }
    }
}
