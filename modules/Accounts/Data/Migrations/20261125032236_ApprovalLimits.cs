using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Accounts.Data.Migrations
{
    /// <inheritdoc />
    public partial class ApprovalLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "approval_limit",
                schema: "accounts",
                table: "membership",
                type: "numeric",
                nullable: true);

            // Whoever accepts quotes in the company's name accepts its papers.
            migrationBuilder.Sql("update accounts.role set permissions = array_append(permissions, 'orders.accept') where audience = 'Customer' and 'inquiries.decide' = any(permissions)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "approval_limit",
                schema: "accounts",
                table: "membership");
        }
    }
}
