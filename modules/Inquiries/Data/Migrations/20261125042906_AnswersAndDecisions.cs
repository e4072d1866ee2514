using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class AnswersAndDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answer",
                schema: "inquiries",
                columns: table => new
                {
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    working_hours = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer", x => x.inquiry_id);
                });

            migrationBuilder.CreateTable(
                name: "decision",
                schema: "inquiries",
                columns: table => new
                {
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    is_won = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decision", x => x.quote_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_quote_open",
                schema: "inquiries",
                table: "quote",
                column: "expires_at",
                filter: "state = 'Published'");

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_assignee_id_changed_at_id",
                schema: "inquiries",
                table: "inquiry",
                columns: new[] { "assignee_id", "changed_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_promised_at_id",
                schema: "inquiries",
                table: "inquiry",
                columns: new[] { "promised_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_unanswered",
                schema: "inquiries",
                table: "inquiry",
                column: "promised_at",
                filter: "state in ('Submitted', 'InCalculation')");

            migrationBuilder.CreateIndex(
                name: "ix_answer_at",
                schema: "inquiries",
                table: "answer",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_decision_at",
                schema: "inquiries",
                table: "decision",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answer",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "decision",
                schema: "inquiries");

            migrationBuilder.DropIndex(
                name: "ix_quote_open",
                schema: "inquiries",
                table: "quote");

            migrationBuilder.DropIndex(
                name: "ix_inquiry_assignee_id_changed_at_id",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropIndex(
                name: "ix_inquiry_promised_at_id",
                schema: "inquiries",
                table: "inquiry");

            migrationBuilder.DropIndex(
                name: "ix_inquiry_unanswered",
                schema: "inquiries",
                table: "inquiry");
        }
    }
}
