using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class DraftsShared : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "changed_by_id",
                schema: "inquiries",
                table: "inquiry",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "inquiry_template",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    product_type = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry_template", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_template_company_id_name",
                schema: "inquiries",
                table: "inquiry_template",
                columns: new[] { "company_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inquiry_template",
                schema: "inquiries");

            migrationBuilder.DropColumn(
                name: "changed_by_id",
                schema: "inquiries",
                table: "inquiry");
        }
    }
}
