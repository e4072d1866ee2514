using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class LinksAndAsks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_at",
                schema: "inquiries",
                table: "quote",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "broken_promise",
                schema: "inquiries",
                table: "inquiry",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "promise_paused_at",
                schema: "inquiries",
                table: "inquiry",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "signature",
                schema: "inquiries",
                table: "acceptance",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ask",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    product_type = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    company = table.Column<string>(type: "text", nullable: false),
                    tax_id = table.Column<string>(type: "text", nullable: false),
                    spec = table.Column<string>(type: "jsonb", nullable: false),
                    quantities = table.Column<string>(type: "jsonb", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    consent = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    inquiry_number = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ask", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promise_move",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reason = table.Column<string>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promise_move", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quote_link",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    for_whom = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_link", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ask_hash",
                schema: "inquiries",
                table: "ask",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ask_number",
                schema: "inquiries",
                table: "ask",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ask_state_created_at",
                schema: "inquiries",
                table: "ask",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_promise_move_inquiry_id_cause",
                schema: "inquiries",
                table: "promise_move",
                columns: new[] { "inquiry_id", "cause" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quote_link_hash",
                schema: "inquiries",
                table: "quote_link",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quote_link_inquiry_id",
                schema: "inquiries",
                table: "quote_link",
                column: "inquiry_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ask",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "promise_move",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "quote_link",
                schema: "inquiries");

            migrationBuilder.DropColumn(
                name: "reminded_at",
                schema: "inquiries",
                table: "quote");

            migrationBuilder.DropColumn(
                name: "broken_promise",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropColumn(
                name: "promise_paused_at",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropColumn(
                name: "signature",
                schema: "inquiries",
                table: "acceptance");
        }
    }
}
