using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>
/// Opens and settles tasks for other modules. Runs in the caller's transaction but as the system: it is mostly a customer's action that makes work, and
/// tasks are rows no customer sees.
/// </summary>
internal sealed class WorkDesk(SystemDb<WorkflowDb> system, Router router, TaskTopics topics, ICompanies companies, Numbers numbers, DbSession session, Caller caller, OperatorClock clock) : IWorkDesk
{
    public async Task<Assignment> OpenAsync(Work work, CancellationToken cancellation)
    {
        var db = Db;
        await TakeTurnAsync(work, cancellation);
        if (await Open(db, work.SubjectKind, work.SubjectId, work.Kind).FirstOrDefaultAsync(cancellation) is { } known)
            return new(known.Id, known.AssigneeId, known.Department, known.DueAt);
        var route = await router.ChooseAsync(db, new RoutingCase(work.Kind, work.ProductType, work.Region, work.KeeperId, work.Amount, work.Except), work.Preferred, cancellation);
        var hours = await db.Hours.AsNoTracking().FirstAsync(cancellation);
        var name = (await companies.NamesAsync([work.CompanyId], cancellation)).GetValueOrDefault(work.CompanyId) ?? "";
        var task = new WorkTask(await numbers.NextAsync("task", "ZA", cancellation), work, name, route, clock.Now, hours.In(clock.Zone));
        db.Tasks.Add(task);
        db.Events.Add(new TaskEvent(task, TaskEventKind.Opened, clock.Now, personId: null, detail: route.Why));
        if (task.AssigneeId is { } assignee)
            db.Publish(new TaskGiven(task.Id, assignee));
        await topics.TouchAsync(db, task, cancellation);
        await db.SaveChangesAsync(cancellation);
        return new(task.Id, task.AssigneeId, task.Department, task.DueAt);
    }

    public Task SettleAsync(string subjectKind, Guid subjectId, string? kind, CancellationToken cancellation) =>
        EndAsync(subjectKind, subjectId, kind, TaskEventKind.Settled, (task, now) => task.Settle(Staff, now), cancellation);

    public Task CancelAsync(string subjectKind, Guid subjectId, CancellationToken cancellation) =>
        EndAsync(subjectKind, subjectId, null, TaskEventKind.CalledOff, (task, now) => task.CallOff(Staff, now), cancellation);

    public async Task<DateTimeOffset> ExpectAsync(Work work, CancellationToken cancellation)
    {
        var route = await router.ChooseAsync(Db, new RoutingCase(work.Kind, work.ProductType, work.Region, work.KeeperId, work.Amount, work.Except), work.Preferred, cancellation);
        return (await Db.Hours.AsNoTracking().FirstAsync(cancellation)).In(clock.Zone).Add(clock.Now, TimeSpan.FromHours(route.Rule.DueHours));
    }

    private WorkflowDb Db => system.Open("workflow", "routing");

    /// <summary>The person by whose work it ended; a customer's action ends it without anyone having done it.</summary>
    private Guid? Staff => caller.IsStaff ? caller.Principal.PersonId : null;

    private async Task EndAsync(string subjectKind, Guid subjectId, string? kind, TaskEventKind what, Action<WorkTask, DateTimeOffset> end, CancellationToken cancellation)
    {
        var (db, now) = (Db, clock.Now);
        foreach (var task in await Open(db, subjectKind, subjectId, kind).ToListAsync(cancellation))
        {
            end(task, now);
            db.Events.Add(new TaskEvent(task, what, now, Staff));
            await topics.TouchAsync(db, task, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private static IQueryable<WorkTask> Open(WorkflowDb db, string subjectKind, Guid subjectId, string? kind) => db.Tasks
        .Where(task => task.SubjectKind == subjectKind && task.SubjectId == subjectId && (kind == null || task.Kind == kind))
        .Where(task => task.State == TaskState.Open || task.State == TaskState.InProgress || task.State == TaskState.Waiting);

    /// <summary>Two requests for the same work go one after the other, so that the second finds the task instead of breaking on the index.</summary>
    private async Task TakeTurnAsync(Work work, CancellationToken cancellation)
    {
        if (!session.InTransaction)
            return;
        await using var turn = session.CreateCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))");
        turn.Parameters.Add(new() { Value = $"workflow/{work.Kind}/{work.SubjectId}" });
        await turn.ExecuteNonQueryAsync(cancellation);
    }
}
