using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "orders");

            migrationBuilder.CreateTable(
                name: "milestone_definition",
                schema: "orders",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "jsonb", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    moves_to = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_milestone_definition", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "order",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    acceptance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_number = table.Column<string>(type: "text", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_number = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    customer_number = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    held_from = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "jsonb", nullable: true),
                    currency = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    payment_days = table.Column<int>(type: "integer", nullable: false),
                    company_name = table.Column<string>(type: "text", nullable: false),
                    tax_id = table.Column<string>(type: "text", nullable: false),
                    delivery_address = table.Column<string>(type: "jsonb", nullable: false),
                    billing_address = table.Column<string>(type: "jsonb", nullable: true),
                    net = table.Column<decimal>(type: "numeric", nullable: false),
                    vat = table.Column<string>(type: "jsonb", nullable: false),
                    gross = table.Column<decimal>(type: "numeric", nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "jsonb", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_event_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "line",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    cell_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_type = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric", nullable: false),
                    total = table.Column<decimal>(type: "numeric", nullable: false),
                    vat_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line", x => x.id);
                    table.ForeignKey(
                        name: "fk_line_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "milestone",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "jsonb", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    moved_to = table.Column<string>(type: "text", nullable: true),
                    waybill = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_milestone", x => x.id);
                    table.ForeignKey(
                        name: "fk_milestone_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_event_order_id",
                schema: "orders",
                table: "event",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_line_order_id",
                schema: "orders",
                table: "line",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_milestone_order_id",
                schema: "orders",
                table: "milestone",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_acceptance_id",
                schema: "orders",
                table: "order",
                column: "acceptance_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_order_company_id_id",
                schema: "orders",
                table: "order",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_order_number",
                schema: "orders",
                table: "order",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_order_state_id",
                schema: "orders",
                table: "order",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "line",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "milestone",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "milestone_definition",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "order",
                schema: "orders");
        }
    }
}
