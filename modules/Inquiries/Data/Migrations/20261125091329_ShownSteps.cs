using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Inquiries.Data.Migrations
{
    /// <inheritdoc />
    public partial class ShownSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "step",
                schema: "inquiries",
                table: "inquiry",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "step",
                schema: "inquiries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step", x => x.id);
                    table.ForeignKey(
                        name: "fk_step_inquiry_inquiry_id",
                        column: x => x.inquiry_id,
                        principalSchema: "inquiries",
                        principalTable: "inquiry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "step_exception",
                schema: "inquiries",
                columns: table => new
                {
                    step = table.Column<string>(type: "text", nullable: false),
                    for_company = table.Column<Guid>(type: "uuid", nullable: false),
                    is_shown = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step_exception", x => new { x.step, x.for_company });
                });

            migrationBuilder.CreateTable(
                name: "step_setting",
                schema: "inquiries",
                columns: table => new
                {
                    step = table.Column<string>(type: "text", nullable: false),
                    is_shown = table.Column<bool>(type: "boolean", nullable: false),
                    words = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step_setting", x => x.step);
                });

            migrationBuilder.CreateIndex(
                name: "ix_step_inquiry_id_at",
                schema: "inquiries",
                table: "step",
                columns: new[] { "inquiry_id", "at" });

            // Inquiries from before there were steps get those that their dates tell of.
            migrationBuilder.Sql(
                """
                with moved as (
                  update inquiries.inquiry set step = case
                    when state in ('Submitted', 'InCalculation') and promise_paused_at is not null then 'WaitsForCustomer'
                    when state = 'Submitted' then case when revision > 1 then 'Revised' else 'Submitted' end
                    when state in ('InCalculation', 'Quoted') then state
                    else 'Decided' end
                  where step is null and state <> 'Draft'
                  returning id, company_id, step, coalesce(submitted_at, created_at) as sent_at, greatest(changed_at, promise_paused_at) as reached_at)
                insert into inquiries.step (id, inquiry_id, company_id, step, at)
                select gen_random_uuid(), id, company_id, 'Submitted', sent_at from moved
                union all
                select gen_random_uuid(), moved.id, moved.company_id, 'Quoted', min(quote.published_at) from moved join inquiries.quote on quote.inquiry_id = moved.id group by moved.id, moved.company_id
                union all
                select gen_random_uuid(), id, company_id, step, reached_at from moved where step not in ('Submitted', 'Quoted')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "step",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "step_exception",
                schema: "inquiries");

            migrationBuilder.DropTable(
                name: "step_setting",
                schema: "inquiries");

            migrationBuilder.DropColumn(
                name: "step",
                schema: "inquiries",
                table: "inquiry");
        }
    }
}
