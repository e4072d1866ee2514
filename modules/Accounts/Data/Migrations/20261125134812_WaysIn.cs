using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Accounts.Data.Migrations
{
    /// <inheritdoc />
    public partial class WaysIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "blocked_at",
                schema: "accounts",
                table: "account",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_event",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_key",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_passkey",
                schema: "accounts",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_passkey", x => x.credential_id);
                });

            migrationBuilder.CreateTable(
                name: "attempt",
                schema: "accounts",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempt", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "first_access",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    letter_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    mail_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_first_access", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_code",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "second_factor",
                schema: "accounts",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_step = table.Column<long>(type: "bigint", nullable: false),
                    enabled_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_second_factor", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    membership_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    way = table.Column<string>(type: "text", nullable: false),
                    is_strong = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_domain",
                schema: "accounts",
                columns: table => new
                {
                    domain = table.Column<string>(type: "text", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_domain", x => x.domain);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_policy",
                schema: "accounts",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    second_factor_required = table.Column<bool>(type: "boolean", nullable: false),
                    issuer = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    client_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    only_own = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_policy", x => x.company_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_event_person_id_at",
                schema: "accounts",
                table: "account_event",
                columns: new[] { "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_account_key_hash",
                schema: "accounts",
                table: "account_key",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_key_person_id",
                schema: "accounts",
                table: "account_key",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_passkey_user_id",
                schema: "accounts",
                table: "account_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_attempt_ends_at",
                schema: "accounts",
                table: "attempt",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_first_access_mail_hash",
                schema: "accounts",
                table: "first_access",
                column: "mail_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_first_access_person_id",
                schema: "accounts",
                table: "first_access",
                column: "person_id",
                unique: true,
                filter: "used_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_code_person_id",
                schema: "accounts",
                table: "recovery_code",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_hash",
                schema: "accounts",
                table: "session",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_person_id_created_at",
                schema: "accounts",
                table: "session",
                columns: new[] { "person_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_domain_company_id",
                schema: "accounts",
                table: "sign_in_domain",
                column: "company_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_event",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "account_key",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "account_passkey",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "attempt",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "first_access",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "recovery_code",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "second_factor",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "session",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "sign_in_domain",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "sign_in_policy",
                schema: "accounts");

            migrationBuilder.DropColumn(
                name: "blocked_at",
                schema: "accounts",
                table: "account");
        }
    }
}
