using Portal.Contracts.Accounts;
using Quartz;

namespace Portal.Workflow;

/// <summary>Recalls tasks before they are due and brings overdue ones before whoever leads, each once. A task that waits for the other side is left alone.</summary>
internal sealed class RemindOfTasks(IServiceScopeFactory scopes, OperatorClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.AsSystem("workflow", "reminders");
        var services = scope.ServiceProvider;
        var (session, db, watch) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<WorkflowDb>(), services.GetRequiredService<TaskWatch>());
        await session.BeginAsync(cancellationToken);
        var now = clock.Now;
        var tasks = await db.Tasks.FromSql($"select *, xmin from workflow.task where state in ('Open', 'InProgress') and ((escalate_at <= {now} and escalated_at is null) or (remind_at <= {now} and due_at > {now} and reminded_at is null)) for update skip locked")
            .ToListAsync(cancellationToken);
        foreach (var task in tasks)
            await watch.TellAsync(task, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}

/// <summary>Finds whom to tell of a task that is due soon or late, absences respected.</summary>
internal sealed class TaskWatch(WorkflowDb db, IPeople people, Departments departments, TaskTopics topics, OperatorClock clock)
{
    public async Task TellAsync(WorkTask task, DateTimeOffset now, CancellationToken cancellation)
    {
        var away = await Away.OnAsync(db, clock.Today, cancellation);
        var isLate = task.EscalateAt <= now && task.EscalatedAt is null;
        var readers = isLate ? await LeadersAsync(task, away, cancellation) : await DoersAsync(task, away, cancellation);
        if (isLate)
            task.EscalatedAt = now;
        else
            task.RemindedAt = now;
        var names = string.Join(", ", readers.Select(reader => reader.Name));
        db.Events.Add(new TaskEvent(task, isLate ? TaskEventKind.Escalated : TaskEventKind.Reminded, now, personId: null, detail: names.Length > 0 ? new Phrase("task.told", names) : new Phrase("task.toldNobody", departments.Word(task.Department))));
        foreach (var reader in readers)
            db.Publish(new TaskRecalled(task.Id, reader.Id, isLate));
        await topics.TouchAsync(db, task, cancellation);
    }

    /// <summary>Whoever has it or stands in; while nobody has it or stands in, all of the department who are there.</summary>
    private async Task<IReadOnlyList<PersonCard>> DoersAsync(WorkTask task, Away away, CancellationToken cancellation) =>
        await ThereAsync(task.AssigneeId, away, cancellation) is { } doer ? [doer] : await PresentAsync(task, away, cancellation);

    /// <summary>Whom the rule names, else the head of the department, or who stands in for them; where there is none, the others of the department.</summary>
    private async Task<IReadOnlyList<PersonCard>> LeadersAsync(WorkTask task, Away away, CancellationToken cancellation)
    {
        var head = await db.Heads.AsNoTracking().Where(row => row.Department == task.Department).Select(row => (Guid?)row.PersonId).FirstOrDefaultAsync(cancellation);
        return await ThereAsync(task.EscalateToId, away, cancellation) is { } named ? [named]
            : await ThereAsync(head, away, cancellation) is { } leader ? [leader]
            : [.. (await PresentAsync(task, away, cancellation)).Where(person => person.Id != task.AssigneeId)];
    }

    private async Task<PersonCard?> ThereAsync(Guid? person, Away away, CancellationToken cancellation) =>
        person is { } id && away.StandIn(id) is { } there && (await people.DepartmentsOfAsync(there, cancellation)).Count > 0 ? await people.FindAsync(there, cancellation) : null;

    private async Task<IReadOnlyList<PersonCard>> PresentAsync(WorkTask task, Away away, CancellationToken cancellation) =>
        [.. (await people.OfDepartmentAsync(task.Department, cancellation)).Where(member => away.Of(member.Id) is null)];
}
