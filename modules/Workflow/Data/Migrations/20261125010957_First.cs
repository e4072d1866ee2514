using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Workflow.Data.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "workflow");

            migrationBuilder.CreateTable(
                name: "routing_rule",
                schema: "workflow",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "jsonb", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: true),
                    product_type = table.Column<string>(type: "text", nullable: true),
                    region = table.Column<string>(type: "text", nullable: true),
                    keeper_id = table.Column<Guid>(type: "uuid", nullable: true),
                    min_amount = table.Column<decimal>(type: "numeric", nullable: true),
                    department = table.Column<string>(type: "text", nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_hours = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<string>(type: "text", nullable: false),
                    is_last = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_routing_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "task",
                schema: "workflow",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_number = table.Column<string>(type: "text", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    department = table.Column<string>(type: "text", nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    priority = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    why = table.Column<string>(type: "jsonb", nullable: false),
                    found = table.Column<string>(type: "text", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "working_hours",
                schema: "workflow",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    week = table.Column<string>(type: "jsonb", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    closed = table.Column<List<DateOnly>>(type: "date[]", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_working_hours", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "task_event",
                schema: "workflow",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "jsonb", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_task_event_task_task_id",
                        column: x => x.task_id,
                        principalSchema: "workflow",
                        principalTable: "task",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_routing_rule_is_last",
                schema: "workflow",
                table: "routing_rule",
                column: "is_last",
                unique: true,
                filter: "is_last");

            migrationBuilder.CreateIndex(
                name: "ix_task_assignee_id_due_at",
                schema: "workflow",
                table: "task",
                columns: new[] { "assignee_id", "due_at" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_task_department_due_at",
                schema: "workflow",
                table: "task",
                columns: new[] { "department", "due_at" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_task_ended_at",
                schema: "workflow",
                table: "task",
                column: "ended_at",
                filter: "ended_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_task_kind_subject_id",
                schema: "workflow",
                table: "task",
                columns: new[] { "kind", "subject_id" },
                unique: true,
                filter: "state in ('Open', 'InProgress', 'Waiting')");

            migrationBuilder.CreateIndex(
                name: "ix_task_number",
                schema: "workflow",
                table: "task",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_task_subject_kind_subject_id",
                schema: "workflow",
                table: "task",
                columns: new[] { "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_task_event_task_id_at",
                schema: "workflow",
                table: "task_event",
                columns: new[] { "task_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "routing_rule",
                schema: "workflow");

            migrationBuilder.DropTable(
                name: "task_event",
                schema: "workflow");

            migrationBuilder.DropTable(
                name: "working_hours",
                schema: "workflow");

            migrationBuilder.DropTable(
                name: "task",
                schema: "workflow");
        }
    }
}
