namespace Portal.Workflow;

/// <summary>The caller's own work: a few numbers, and what is due first.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class ShowQueue : IRead<ShowQueue.Result>
{
    /// <param name="Unassigned">Tasks the caller could take: nobody has them.</param>
    public sealed record Result(int Open, int Overdue, int Unassigned, IReadOnlyList<TaskRow> Next);
}

internal sealed class ShowQueueHandler(WorkflowDb db, TaskRows rows, Departments departments, Caller caller, TimeProvider clock) : IRequestHandler<ShowQueue, ShowQueue.Result>
{
    private const int Shown = 12;

    public async Task<ShowQueue.Result> Handle(ShowQueue request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson().Person;
        var pools = await departments.PoolsOfAsync(db, person, cancellation);
        var open = db.Tasks.AsNoTracking().Where(TaskRows.IsOpen);
        var mine = open.Where(task => task.AssigneeId == person);
        var next = await mine.OrderBy(task => task.DueAt).ThenBy(task => task.Id).Take(Shown).ToListAsync(cancellation);
        return new(
            await mine.CountAsync(cancellation),
            await mine.Where(TaskRows.IsOverdue(clock.GetUtcNow())).CountAsync(cancellation),
            await open.CountAsync(task => task.AssigneeId == null && pools.Contains(task.Department), cancellation),
            await rows.OfAsync(next, cancellation));
    }
}

public sealed class ShowQueueEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowQueue, ShowQueue.Result>("tasks/queue");
}
