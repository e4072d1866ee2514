using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Workflow;

internal sealed class WorkflowDb(DbContextOptions<WorkflowDb> options) : ModuleDb(options, "workflow")
{
    public DbSet<WorkTask> Tasks => Set<WorkTask>();

    public DbSet<TaskEvent> Events => Set<TaskEvent>();

    public DbSet<RoutingRule> Rules => Set<RoutingRule>();

    public DbSet<DepartmentHead> Heads => Set<DepartmentHead>();

    public DbSet<Absence> Absences => Set<Absence>();

    public DbSet<WorkingHours> Hours => Set<WorkingHours>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<WorkTask>(task =>
        {
            task.ToTable("task");
            task.Property(row => row.Version).IsRowVersion();
            task.Property(row => row.Title).AsJson();
            task.Property(row => row.Why).AsJson();
            task.HasIndex(row => row.Number).IsUnique();
            // One cause never makes two.
            task.HasIndex(row => new { row.Kind, row.SubjectId }).IsUnique().HasFilter("state in ('Open', 'InProgress', 'Waiting')");
            task.HasIndex(row => new { row.SubjectKind, row.SubjectId });
            task.HasIndex(row => new { row.AssigneeId, row.DueAt }).HasFilter("ended_at is null");
            task.HasIndex(row => new { row.Department, row.DueAt }).HasFilter("ended_at is null");
            task.HasIndex(row => row.RemindAt).HasFilter("ended_at is null and reminded_at is null");
            task.HasIndex(row => row.EscalateAt).HasFilter("ended_at is null and escalated_at is null");
            task.HasIndex(row => row.EndedAt).HasFilter("ended_at is not null");
        });
        model.Entity<TaskEvent>(happened =>
        {
            happened.ToTable("task_event");
            happened.Property(row => row.Detail!).AsJson().IsRequired(false);
            happened.HasOne<WorkTask>().WithMany().HasForeignKey(row => row.TaskId);
            happened.HasIndex(row => new { row.TaskId, row.At });
        });
        model.Entity<RoutingRule>(rule =>
        {
            rule.ToTable("routing_rule");
            rule.Property(row => row.Version).IsRowVersion();
            rule.Property(row => row.Name).AsJson();
            rule.HasIndex(row => row.IsLast).IsUnique().HasFilter("is_last");
        });
        model.Entity<DepartmentHead>().ToTable("department_head").HasKey(row => row.Department);
        model.Entity<Absence>(absence =>
        {
            absence.ToTable("absence");
            absence.Property(row => row.Version).IsRowVersion();
            absence.HasIndex(row => new { row.Until, row.PersonId });
        });
        model.Entity<WorkingHours>(hours =>
        {
            hours.ToTable("working_hours").HasKey(row => row.Key);
            hours.Property(row => row.Version).IsRowVersion();
            hours.Property(row => row.Week).AsJson();
        });
    }
}

internal sealed class WorkflowDbFactory : IDesignTimeDbContextFactory<WorkflowDb>
{
    public WorkflowDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<WorkflowDb>("workflow"));
}
