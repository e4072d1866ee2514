using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class OrderAcceptance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "awaited_from",
                schema: "orders",
                table: "order",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmed_at",
                schema: "orders",
                table: "order",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cost_centre",
                schema: "orders",
                table: "order",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "delivery_method",
                schema: "orders",
                table: "order",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "promised_date",
                schema: "orders",
                table: "order",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "requested_date",
                schema: "orders",
                table: "order",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "tolerance_percent",
                schema: "orders",
                table: "order",
                type: "numeric",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "department",
                schema: "orders",
                table: "milestone_definition",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mover",
                schema: "orders",
                table: "milestone_definition",
                type: "text",
                nullable: false,
                defaultValue: "Staff");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "delivered_at",
                schema: "orders",
                table: "milestone",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "delivered_to",
                schema: "orders",
                table: "milestone",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "quantities",
                schema: "orders",
                table: "milestone",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "carrier",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    tracking_template = table.Column<string>(type: "text", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_carrier", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "client_terms",
                schema: "orders",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group = table.Column<string>(type: "text", nullable: true),
                    requires_customer_number = table.Column<bool>(type: "boolean", nullable: false),
                    requires_cost_centre = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_client_terms", x => x.company_id);
                });

            migrationBuilder.CreateTable(
                name: "contract",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    version_no = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    net = table.Column<decimal>(type: "numeric", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    reject_reason = table.Column<string>(type: "text", nullable: true),
                    rejected_by = table.Column<Guid>(type: "uuid", nullable: true),
                    rejected_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document", x => x.id);
                    table.ForeignKey(
                        name: "fk_document_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "milestone_visibility",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    for_group = table.Column<string>(type: "text", nullable: true),
                    for_company = table.Column<Guid>(type: "uuid", nullable: true),
                    audience = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_milestone_visibility", x => x.id);
                    table.ForeignKey(
                        name: "fk_milestone_visibility_milestone_definition_key",
                        column: x => x.key,
                        principalSchema: "orders",
                        principalTable: "milestone_definition",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "planned_milestone",
                schema: "orders",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "jsonb", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    moves_to = table.Column<string>(type: "text", nullable: true),
                    mover = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_planned_milestone", x => new { x.order_id, x.key });
                    table.ForeignKey(
                        name: "fk_planned_milestone_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "promise",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promise", x => x.id);
                    table.ForeignKey(
                        name: "fk_promise_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "repeat",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_repeat", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signature", x => x.id);
                    table.ForeignKey(
                        name: "fk_signature_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "orders",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_carrier_name",
                schema: "orders",
                table: "carrier",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contract_company_id",
                schema: "orders",
                table: "contract",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_document_company_id_state",
                schema: "orders",
                table: "document",
                columns: new[] { "company_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_document_file_id",
                schema: "orders",
                table: "document",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_document_order_id",
                schema: "orders",
                table: "document",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_milestone_visibility_key_for_group_for_company",
                schema: "orders",
                table: "milestone_visibility",
                columns: new[] { "key", "for_group", "for_company" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_promise_order_id",
                schema: "orders",
                table: "promise",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_repeat_inquiry_id",
                schema: "orders",
                table: "repeat",
                column: "inquiry_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_repeat_order_id",
                schema: "orders",
                table: "repeat",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_signature_document_id_person_id",
                schema: "orders",
                table: "signature",
                columns: new[] { "document_id", "person_id" },
                unique: true);

            // Who moved what was fixed until now.
            migrationBuilder.Sql("update orders.milestone_definition set mover = 'OrderMade' where key = 'received'");
            migrationBuilder.Sql("update orders.milestone_definition set mover = 'ProofAccepted' where key = 'proof-accepted'");

            // Orders under way keep the list that is in force with them.
            migrationBuilder.Sql(
                """
                insert into orders.planned_milestone (order_id, key, company_id, name, position, audience, moves_to, mover, department)
                select o.id, d.key, o.company_id, d.name, d.position, d.audience, d.moves_to, d.mover, d.department
                from orders."order" o cross join orders.milestone_definition d
                """);
            migrationBuilder.Sql(
                """
                update orders."order" set confirmed_at = changed_at
                where coalesce(held_from, state) not in ('Placed', 'Cancelled')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "carrier",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "client_terms",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "contract",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "milestone_visibility",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "planned_milestone",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "promise",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "repeat",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "signature",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "document",
                schema: "orders");

            migrationBuilder.DropColumn(
                name: "awaited_from",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "cost_centre",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "delivery_method",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "promised_date",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "requested_date",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "tolerance_percent",
                schema: "orders",
                table: "order");

            migrationBuilder.DropColumn(
                name: "department",
                schema: "orders",
                table: "milestone_definition");

            migrationBuilder.DropColumn(
                name: "mover",
                schema: "orders",
                table: "milestone_definition");

            migrationBuilder.DropColumn(
                name: "delivered_at",
                schema: "orders",
                table: "milestone");

            migrationBuilder.DropColumn(
                name: "delivered_to",
                schema: "orders",
                table: "milestone");

            migrationBuilder.DropColumn(
                name: "quantities",
                schema: "orders",
                table: "milestone");
        }
    }
}
