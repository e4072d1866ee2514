using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class RequiredDates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "requires_requested_date",
                schema: "orders",
                table: "client_terms",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "requires_requested_date",
                schema: "orders",
                table: "client_terms");
        }
    }
}
