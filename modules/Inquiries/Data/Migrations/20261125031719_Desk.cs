using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "discount_percent",
                schema: "inquiries",
                table: "cell_pricing",
                type: "numeric",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "overrides",
                schema: "inquiries",
                table: "cell_pricing",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "published",
                schema: "inquiries",
                table: "cell_pricing",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "totals",
                schema: "inquiries",
                table: "cell_pricing",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cell_change",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    cells = table.Column<string>(type: "jsonb", nullable: false),
                    is_undone = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cell_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "margin_approval",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asker = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    floor_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    cells = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    decider = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_margin_approval", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cell_change_inquiry_id_number",
                schema: "inquiries",
                table: "cell_change",
                columns: new[] { "inquiry_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_margin_approval_inquiry_id_asked_at",
                schema: "inquiries",
                table: "margin_approval",
                columns: new[] { "inquiry_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_margin_approval_open",
                schema: "inquiries",
                table: "margin_approval",
                column: "inquiry_id",
                unique: true,
                filter: "state = 'Open'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cell_change",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "margin_approval",
                schema: "inquiries");

            migrationBuilder.DropColumn(
                name: "discount_percent",
                schema: "inquiries",
                table: "cell_pricing");

            migrationBuilder.DropColumn(
                name: "overrides",
                schema: "inquiries",
                table: "cell_pricing");

            migrationBuilder.DropColumn(
                name: "published",
                schema: "inquiries",
                table: "cell_pricing");

            migrationBuilder.DropColumn(
                name: "totals",
                schema: "inquiries",
                table: "cell_pricing");
        }
    }
}
