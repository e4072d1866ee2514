using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Workflow.Data.Migrations
{
    /// <inheritdoc />
    public partial class Watch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "escalate_at",
                schema: "workflow",
                table: "task",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalate_hours",
                schema: "workflow",
                table: "task",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "escalate_to_id",
                schema: "workflow",
                table: "task",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "escalated_at",
                schema: "workflow",
                table: "task",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "remind_at",
                schema: "workflow",
                table: "task",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "remind_hours",
                schema: "workflow",
                table: "task",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_at",
                schema: "workflow",
                table: "task",
                type: "timestamptz",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalate_hours",
                schema: "workflow",
                table: "routing_rule",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "escalate_to_id",
                schema: "workflow",
                table: "routing_rule",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "remind_hours",
                schema: "workflow",
                table: "routing_rule",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "department_head",
                schema: "workflow",
                columns: table => new
                {
                    department = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_head", x => x.department);
                });

            migrationBuilder.CreateIndex(
                name: "ix_task_escalate_at",
                schema: "workflow",
                table: "task",
                column: "escalate_at",
                filter: "ended_at is null and escalated_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_task_remind_at",
                schema: "workflow",
                table: "task",
                column: "remind_at",
                filter: "ended_at is null and reminded_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "department_head",
                schema: "workflow");

            migrationBuilder.DropIndex(
                name: "ix_task_escalate_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropIndex(
                name: "ix_task_remind_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "escalate_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "escalate_hours",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "escalate_to_id",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "remind_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "remind_hours",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "reminded_at",
                schema: "workflow",
                table: "task");

            migrationBuilder.DropColumn(
                name: "escalate_hours",
                schema: "workflow",
                table: "routing_rule");

            migrationBuilder.DropColumn(
                name: "escalate_to_id",
                schema: "workflow",
                table: "routing_rule");

            migrationBuilder.DropColumn(
                name: "remind_hours",
                schema: "workflow",
                table: "routing_rule");
        }
    }
}
