using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Tasks by deadline, of those that ended the latest first.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class ListTasks : IRead<ListTasks.Result>
{
    /// <summary>mine (when empty), department, unassigned (that the caller could take), overdue, all or done.</summary>
    public string? Show { get; set; }

    /// <summary>Besides, parted by commas: late, week (due until Sunday), high (priority).</summary>
    public string? Only { get; set; }

    /// <summary>due (when empty) or -due, for what is open.</summary>
    public string? Sort { get; set; }

    public string? Q { get; set; }

    /// <summary>Where the next page begins, as the answer's "next" gave it.</summary>
    public string? After { get; set; }

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Take { get; set; } = 50;

    public sealed record Result(IReadOnlyList<TaskRow> Rows, string? Next);
}

internal sealed class ListTasksHandler(WorkflowDb db, TaskRows rows, IPeople people, Departments departments, Caller caller, OperatorClock clock) : IRequestHandler<ListTasks, ListTasks.Result>
{
    public async Task<ListTasks.Result> Handle(ListTasks request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson().Person;
        var tasks = db.Tasks.AsNoTracking();
        var ended = request.Show == "done";
        tasks = ended ? tasks.Where(task => task.EndedAt != null) : tasks.Where(TaskRows.IsOpen);
        tasks = request.Show switch
        {
            "department" => Of(await people.DepartmentsOfAsync(person, cancellation)),
            "unassigned" => Of(await departments.PoolsOfAsync(db, person, cancellation)).Where(task => task.AssigneeId == null),
            "overdue" => tasks.Where(TaskRows.IsOverdue(clock.Now)),
            "all" or "done" => tasks,
            _ => tasks.Where(task => task.AssigneeId == person),
        };
        foreach (var filter in ListState.Words([request.Only]))
            tasks = Narrow(tasks, filter);
        if (request.Q?.Trim() is { Length: > 0 } text)
            tasks = tasks.Where(task => EF.Functions.ILike(task.Found, $"%{text}%"));
        var take = Math.Clamp(request.Take, 1, 200);
        var page = await (ended ? NewestFirst(tasks, request.After) : request.Sort == "-due" ? LatestFirst(tasks, request.After) : SoonestFirst(tasks, request.After)).Take(take + 1).ToListAsync(cancellation);
        var next = page.Count > take ? string.Create(CultureInfo.InvariantCulture, $"{(page[take - 1].EndedAt ?? page[take - 1].DueAt).UtcTicks}|{page[take - 1].Id}") : null;
        return new(await rows.OfAsync([.. page.Take(take)], cancellation), next);

        IQueryable<WorkTask> Of(IReadOnlyList<string> own) => tasks.Where(task => own.Contains(task.Department));
    }

    private IQueryable<WorkTask> Narrow(IQueryable<WorkTask> tasks, string filter)
    {
        var sunday = clock.EndOf(clock.Today.AddDays((7 - (int)clock.Today.DayOfWeek) % 7));
        return filter switch
        {
            "late" => tasks.Where(TaskRows.IsOverdue(clock.Now)).Where(TaskRows.IsOpen),
            "week" => tasks.Where(task => task.DueAt < sunday),
            "high" => tasks.Where(task => task.Priority == TaskPriority.High),
            _ => tasks,
        };
    }

    private static IQueryable<WorkTask> SoonestFirst(IQueryable<WorkTask> tasks, string? after)
    {
        if (Read(after) is var (at, id))
            tasks = tasks.Where(task => task.DueAt > at || (task.DueAt == at && task.Id > id));
        return tasks.OrderBy(task => task.DueAt).ThenBy(task => task.Id);
    }

    private static IQueryable<WorkTask> LatestFirst(IQueryable<WorkTask> tasks, string? after)
    {
        if (Read(after) is var (at, id))
            tasks = tasks.Where(task => task.DueAt < at || (task.DueAt == at && task.Id < id));
        return tasks.OrderByDescending(task => task.DueAt).ThenByDescending(task => task.Id);
    }

    private static IQueryable<WorkTask> NewestFirst(IQueryable<WorkTask> tasks, string? after)
    {
        if (Read(after) is var (at, id))
            tasks = tasks.Where(task => task.EndedAt < at || (task.EndedAt == at && task.Id < id));
        return tasks.OrderByDescending(task => task.EndedAt).ThenByDescending(task => task.Id);
    }

    private static (DateTimeOffset At, Guid Id)? Read(string? after) =>
        after?.Split('|') is [var ticks, var text] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParse(text, out var id)
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}

public sealed class ListTasksEndpoint : ICarterModule
{
    private const int MostExported = 10_000;

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListTasks, ListTasks.Result>("tasks");
        app.MapGet("/tasks/export", async (HttpContext http, IMediator mediator, Texts texts, OperatorClock clock, CancellationToken cancellation) =>
        {
            var state = ListState.Of(http.Request);
            var (rows, after) = (new List<TaskRow>(), (string?)null);
            do
            {
                var page = await mediator.Send(new ListTasks { Q = state.Search, Show = state.Show, Only = string.Join(',', state.Only), Sort = state.Sort, After = after, Take = 200 }, cancellation);
                rows.AddRange(page.Rows);
                after = page.Next;
            }
            while (after is not null && rows.Count < MostExported);
            return TaskColumns.Export(state, rows, http.Request.Query["format"], texts, clock);
        }).WithMetadata(new PermissionAttribute(WorkflowPermissions.Tasks)).ExcludeFromDescription();
    }
}
