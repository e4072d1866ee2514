using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "notice",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "jsonb", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    waits_for_digest = table.Column<bool>(type: "boolean", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_choice",
                schema: "portal",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_choice", x => new { x.person_id, x.company_id, x.kind });
                });

            migrationBuilder.CreateIndex(
                name: "ix_notice_digest",
                schema: "portal",
                table: "notice",
                columns: new[] { "person_id", "company_id" },
                filter: "waits_for_digest");

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id_company_id_id",
                schema: "portal",
                table: "notice",
                columns: new[] { "person_id", "company_id", "id" },
                descending: new[] { false, false, true });

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id_kind_cause",
                schema: "portal",
                table: "notice",
                columns: new[] { "person_id", "kind", "cause" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notice",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "notice_choice",
                schema: "portal");
        }
    }
}
