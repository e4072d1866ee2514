using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "inquiries");

            migrationBuilder.CreateTable(
                name: "acceptance",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    net = table.Column<decimal>(type: "numeric", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    order_number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_acceptance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cell_pricing",
                schema: "inquiries",
                columns: table => new
                {
                    cell_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    calculation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    margin_percent = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cell_pricing", x => x.cell_id);
                });

            migrationBuilder.CreateTable(
                name: "frozen_price",
                schema: "inquiries",
                columns: table => new
                {
                    quote_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    calculation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    margin_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    tree = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_frozen_price", x => x.quote_line_id);
                });

            migrationBuilder.CreateTable(
                name: "inquiry",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    product_type = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    wanted_by = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false),
                    customer_number = table.Column<string>(type: "text", nullable: false),
                    delivery = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    promised_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    refusal_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inquiry_event",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cell",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_key = table.Column<string>(type: "text", nullable: false),
                    alternative = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cell", x => x.id);
                    table.ForeignKey(
                        name: "fk_cell_inquiry_inquiry_id",
                        column: x => x.inquiry_id,
                        principalSchema: "inquiries",
                        principalTable: "inquiry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quote",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    version_no = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    rate = table.Column<decimal>(type: "numeric", nullable: false),
                    rate_day = table.Column<DateOnly>(type: "date", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    tolerance_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    published_by = table.Column<Guid>(type: "uuid", nullable: false),
                    pdf_file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pdf_sha256 = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote", x => x.id);
                    table.ForeignKey(
                        name: "fk_quote_inquiry_inquiry_id",
                        column: x => x.inquiry_id,
                        principalSchema: "inquiries",
                        principalTable: "inquiry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quote_line",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cell_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric", nullable: false),
                    total = table.Column<decimal>(type: "numeric", nullable: false),
                    vat_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    acceptance_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_line", x => x.id);
                    table.ForeignKey(
                        name: "fk_quote_line_quote_quote_id",
                        column: x => x.quote_id,
                        principalSchema: "inquiries",
                        principalTable: "quote",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_acceptance_inquiry_id",
                schema: "inquiries",
                table: "acceptance",
                column: "inquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_cell_inquiry_id",
                schema: "inquiries",
                table: "cell",
                column: "inquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_cell_pricing_inquiry_id",
                schema: "inquiries",
                table: "cell_pricing",
                column: "inquiry_id");

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_changed_at_id",
                schema: "inquiries",
                table: "inquiry",
                columns: new[] { "changed_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_company_id_changed_at_id",
                schema: "inquiries",
                table: "inquiry",
                columns: new[] { "company_id", "changed_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_number",
                schema: "inquiries",
                table: "inquiry",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_event_inquiry_id_at",
                schema: "inquiries",
                table: "inquiry_event",
                columns: new[] { "inquiry_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_quote_inquiry_id_version_no",
                schema: "inquiries",
                table: "quote",
                columns: new[] { "inquiry_id", "version_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quote_line_accepted_cell",
                schema: "inquiries",
                table: "quote_line",
                column: "cell_id",
                unique: true,
                filter: "acceptance_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_quote_line_quote_id",
                schema: "inquiries",
                table: "quote_line",
                column: "quote_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "acceptance",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "cell",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "cell_pricing",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "frozen_price",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "inquiry_event",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "quote_line",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "quote",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "inquiry",
                schema: "inquiries");
        }
    }
}
