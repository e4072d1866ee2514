using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class BranchOfOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "author_id",
                schema: "orders",
                table: "order",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "branch_id",
                schema: "orders",
                table: "order",
                type: "uuid",
                nullable: true);

            // Who ordered is the nearest to who asked that the order itself knows.
            migrationBuilder.Sql("update orders.\"order\" set author_id = person_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "author_id",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "branch_id",
                schema: "orders",
                table: "order");
        }
    }
}
