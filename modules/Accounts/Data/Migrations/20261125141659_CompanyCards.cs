using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Accounts.Data.Migrations
{
    /// <inheritdoc />
    public partial class CompanyCards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_address_companies_company_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.AddColumn<Guid>(
                name: "branch_id",
                schema: "accounts",
                table: "membership",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reach",
                schema: "accounts",
                table: "membership",
                type: "text",
                nullable: false,
                defaultValue: "Company");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "blocked_at",
                schema: "accounts",
                table: "company",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "blocked_by_id",
                schema: "accounts",
                table: "company",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                schema: "accounts",
                table: "company",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "changed_by_id",
                schema: "accounts",
                table: "company",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contractor_no",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "document",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "Invoice");

            migrationBuilder.AddColumn<string>(
                name: "email",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "accounts",
                table: "company",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "phone",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "register_no",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "short_name",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "tax_key",
                schema: "accounts",
                table: "company",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "branch_id",
                schema: "accounts",
                table: "address",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "replaces_id",
                schema: "accounts",
                table: "address",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "since",
                schema: "accounts",
                table: "address",
                type: "timestamptz",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "until",
                schema: "accounts",
                table: "address",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "branch",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_branch", x => x.id);
                    table.ForeignKey(
                        name: "fk_branch_branch_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "accounts",
                        principalTable: "branch",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_branch_company_company_id",
                        column: x => x.company_id,
                        principalSchema: "accounts",
                        principalTable: "company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "company_change",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "company_import",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    head = table.Column<string>(type: "jsonb", nullable: false),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    made = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "company_text",
                schema: "accounts",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_text", x => x.company_id);
                    table.ForeignKey(
                        name: "fk_company_text_company_company_id",
                        column: x => x.company_id,
                        principalSchema: "accounts",
                        principalTable: "company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "own_data_rule",
                schema: "accounts",
                columns: table => new
                {
                    field = table.Column<string>(type: "text", nullable: false),
                    policy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_data_rule", x => x.field);
                });

            migrationBuilder.CreateTable(
                name: "photo",
                schema: "accounts",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_photo", x => x.person_id);
                    table.ForeignKey(
                        name: "fk_photo_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "accounts",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registration",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    company = table.Column<string>(type: "text", nullable: false),
                    tax_id = table.Column<string>(type: "text", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    street = table.Column<string>(type: "text", nullable: false),
                    post_code = table.Column<string>(type: "text", nullable: false),
                    city = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    consent = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "representative",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    function = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_representative", x => x.id);
                    table.ForeignKey(
                        name: "fk_representative_company_company_id",
                        column: x => x.company_id,
                        principalSchema: "accounts",
                        principalTable: "company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "company_import_row",
                schema: "accounts",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    cells = table.Column<List<string>>(type: "text[]", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    problems = table.Column<string>(type: "jsonb", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_import_row", x => new { x.import_id, x.no });
                    table.ForeignKey(
                        name: "fk_company_import_row_company_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "accounts",
                        principalTable: "company_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_membership_branch_id",
                schema: "accounts",
                table: "membership",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_company_contractor_no",
                schema: "accounts",
                table: "company",
                column: "contractor_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_company_keeper_id",
                schema: "accounts",
                table: "company",
                column: "keeper_id");

            migrationBuilder.CreateIndex(
                name: "ix_company_name_id",
                schema: "accounts",
                table: "company",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_tax_key",
                schema: "accounts",
                table: "company",
                column: "tax_key");

            migrationBuilder.CreateIndex(
                name: "ix_address_branch_id",
                schema: "accounts",
                table: "address",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_address_one",
                schema: "accounts",
                table: "address",
                columns: new[] { "company_id", "kind" },
                unique: true,
                filter: "until is null and branch_id is null and kind <> 'Delivery'");

            migrationBuilder.CreateIndex(
                name: "ix_branch_company_id",
                schema: "accounts",
                table: "branch",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_branch_parent_id",
                schema: "accounts",
                table: "branch",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_company_change_waiting",
                schema: "accounts",
                table: "company_change",
                column: "company_id",
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_company_import_sha256",
                schema: "accounts",
                table: "company_import",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_hash",
                schema: "accounts",
                table: "registration",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_number",
                schema: "accounts",
                table: "registration",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_state_created_at",
                schema: "accounts",
                table: "registration",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_representative_company_id",
                schema: "accounts",
                table: "representative",
                column: "company_id");

            migrationBuilder.AddForeignKey(
                name: "fk_address_branches_branch_id",
                schema: "accounts",
                table: "address",
                column: "branch_id",
                principalSchema: "accounts",
                principalTable: "branch",
                principalColumn: "id");

            migrationBuilder.AddForeignKey(
                name: "fk_address_company_company_id",
                schema: "accounts",
                table: "address",
                column: "company_id",
                principalSchema: "accounts",
                principalTable: "company",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_membership_branch_branch_id",
                schema: "accounts",
                table: "membership",
                column: "branch_id",
                principalSchema: "accounts",
                principalTable: "branch",
                principalColumn: "id");
            CompanySearch.Add(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            CompanySearch.Remove(migrationBuilder);

            migrationBuilder.DropForeignKey(
                name: "fk_address_branches_branch_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropForeignKey(
                name: "fk_address_company_company_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropForeignKey(
                name: "fk_membership_branch_branch_id",
                schema: "accounts",
                table: "membership");

            migrationBuilder.DropTable(
                name: "branch",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "company_change",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "company_import_row",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "company_text",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "own_data_rule",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "photo",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "registration",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "representative",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "company_import",
                schema: "accounts");

            migrationBuilder.DropIndex(
                name: "ix_membership_branch_id",
                schema: "accounts",
                table: "membership");

            migrationBuilder.DropIndex(
                name: "ix_company_contractor_no",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropIndex(
                name: "ix_company_keeper_id",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropIndex(
                name: "ix_company_name_id",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropIndex(
                name: "ix_company_tax_key",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropIndex(
                name: "ix_address_branch_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropIndex(
                name: "ix_address_one",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropColumn(
                name: "branch_id",
                schema: "accounts",
                table: "membership");

            migrationBuilder.DropColumn(
                name: "reach",
                schema: "accounts",
                table: "membership");

            migrationBuilder.DropColumn(
                name: "blocked_at",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "blocked_by_id",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "changed_at",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "changed_by_id",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "contractor_no",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "document",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "email",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "phone",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "register_no",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "short_name",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "tax_key",
                schema: "accounts",
                table: "company");

            migrationBuilder.DropColumn(
                name: "branch_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropColumn(
                name: "replaces_id",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropColumn(
                name: "since",
                schema: "accounts",
                table: "address");

            migrationBuilder.DropColumn(
                name: "until",
                schema: "accounts",
                table: "address");

            migrationBuilder.AddForeignKey(
                name: "fk_address_companies_company_id",
                schema: "accounts",
                table: "address",
                column: "company_id",
                principalSchema: "accounts",
                principalTable: "company",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
