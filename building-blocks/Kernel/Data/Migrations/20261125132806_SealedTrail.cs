using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class SealedTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_audit_entity_entity_id",
                schema: "portal",
                table: "audit");

            // What earlier releases wrote stays readable as it is; the entry names no key.
            migrationBuilder.Sql("alter table portal.audit alter column before type bytea using convert_to(before::text, 'UTF8')");

            // What earlier releases wrote stays readable as it is; the entry names no key.
            migrationBuilder.Sql("alter table portal.audit alter column after type bytea using convert_to(after::text, 'UTF8')");

            migrationBuilder.AddColumn<Guid>(
                name: "key_id",
                schema: "portal",
                table: "audit",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_seal",
                schema: "portal",
                columns: table => new
                {
                    no = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    until = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seal", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "person_key",
                schema: "portal",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    destroyed_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_key", x => x.person_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_at",
                schema: "portal",
                table: "audit",
                column: "at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entity_id",
                schema: "portal",
                table: "audit",
                columns: new[] { "entity", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entity_id_id",
                schema: "portal",
                table: "audit",
                columns: new[] { "entity_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_person_id_id",
                schema: "portal",
                table: "audit",
                columns: new[] { "person_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_seal",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "person_key",
                schema: "portal");

            migrationBuilder.DropIndex(
                name: "ix_audit_at",
                schema: "portal",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "ix_audit_entity_id",
                schema: "portal",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "ix_audit_entity_id_id",
                schema: "portal",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "ix_audit_person_id_id",
                schema: "portal",
                table: "audit");

            migrationBuilder.Sql("alter table portal.audit alter column before type jsonb using case when key_id is null then convert_from(before, 'UTF8')::jsonb end");

            migrationBuilder.Sql("alter table portal.audit alter column after type jsonb using case when key_id is null then convert_from(after, 'UTF8')::jsonb end");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entity_entity_id",
                schema: "portal",
                table: "audit",
                columns: new[] { "entity", "entity_id" });

            migrationBuilder.DropColumn(
                name: "key_id",
                schema: "portal",
                table: "audit");
        }
    }
}
