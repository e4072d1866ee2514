using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>The caller's own work: a few numbers, and what is due first.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class ShowQueue : IRead<ShowQueue.Result>
{
    /// <param name="OverdueSinceYesterday">Of the overdue ones those whose deadline passed within the last 24 hours.</param>
    /// <param name="DoneThisWeek">What the caller finished since Monday, beside the same days of the week before.</param>
    /// <param name="AbsentUntil">The caller's own last day away, today being one.</param>
    /// <param name="Unassigned">Tasks the caller could take: nobody has them.</param>
    public sealed record Result(int Open, int Overdue, int OverdueSinceYesterday, int Unassigned, int DoneThisWeek, int DoneWeekBefore, DateOnly? AbsentUntil, IReadOnlyList<TaskRow> Next);
}

internal sealed class ShowQueueHandler(WorkflowDb db, TaskRows rows, Departments departments, Caller caller, OperatorClock clock) : IRequestHandler<ShowQueue, ShowQueue.Result>
{
    private const int Shown = 12;

    public async Task<ShowQueue.Result> Handle(ShowQueue request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson().Person;
        var pools = await departments.PoolsOfAsync(db, person, cancellation);
        var open = db.Tasks.AsNoTracking().Where(TaskRows.IsOpen);
        var mine = open.Where(task => task.AssigneeId == person);
        var next = await mine.OrderBy(task => task.DueAt).ThenBy(task => task.Id).Take(Shown).ToListAsync(cancellation);
        var (now, today) = (clock.Now, clock.Today);
        var overdue = mine.Where(TaskRows.IsOverdue(now));
        var (yesterday, monday) = (now.AddDays(-1), clock.EndOf(today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - 1)));
        var done = db.Tasks.Where(task => task.State == TaskState.Done && task.EndedBy == person);
        var (weekBefore, sameMoment) = (monday.AddDays(-7), now.AddDays(-7));
        return new(
            await mine.CountAsync(cancellation),
            await overdue.CountAsync(cancellation),
            await overdue.CountAsync(task => task.DueAt >= yesterday, cancellation),
            await open.CountAsync(task => task.AssigneeId == null && pools.Contains(task.Department), cancellation),
            await done.CountAsync(task => task.EndedAt >= monday, cancellation),
            await done.CountAsync(task => task.EndedAt >= weekBefore && task.EndedAt < sameMoment, cancellation),
            (await Away.OnAsync(db, today, cancellation)).Of(person)?.Until,
            await rows.OfAsync(next, cancellation));
    }
}

public sealed class ShowQueueEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowQueue, ShowQueue.Result>("tasks/queue");
}
