using Portal.Contracts.Accounts;

namespace Portal.Workflow;

[Permission(WorkflowPermissions.Tasks)]
public sealed class ShowTask : IRead<ShowTask.Result>
{
    public Guid Id { get; set; }

    /// <param name="Version">To be sent with a change, so that nobody's change is lost.</param>
    /// <param name="Actions">What the caller may do with it now.</param>
    public sealed record Result(
        TaskRow Task, string Version, string Why, DateTimeOffset OpenedAt, DateTimeOffset? StartedAt, PersonCard? Assignee, IReadOnlyList<TaskAction> Actions, IReadOnlyList<HistoryLine> History);

    /// <summary>One line of the history, the latest first.</summary>
    public sealed record HistoryLine(DateTimeOffset At, TaskEventKind What, string? Person, string? Detail, string? Note);
}

internal sealed class ShowTaskHandler(WorkflowDb db, TaskRows rows, IPeople people, Texts texts, Caller caller) : IRequestHandler<ShowTask, ShowTask.Result>
{
    public async Task<ShowTask.Result> Handle(ShowTask request, CancellationToken cancellation)
    {
        var task = await db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var history = await db.Events.AsNoTracking().Where(row => row.TaskId == task.Id).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).ToListAsync(cancellation);
        var cards = await people.FindAsync([.. history.Select(row => row.PersonId).Append(task.AssigneeId).OfType<Guid>()], cancellation);
        return new(
            (await rows.OfAsync([task], cancellation))[0],
            task.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            texts.Say(task.Why),
            task.OpenedAt,
            task.StartedAt,
            Card(task.AssigneeId),
            caller.Principal.PersonId is { } person ? task.Permitted(person) : [],
            [.. history.Select(row => new ShowTask.HistoryLine(row.At, row.What, Card(row.PersonId)?.Name, row.Detail is null ? null : texts.Say(row.Detail), row.Note))]);

        PersonCard? Card(Guid? id) => id is { } known ? cards.GetValueOrDefault(known) : null;
    }
}

public sealed class ShowTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowTask, ShowTask.Result>("tasks/{id:guid}");
}
