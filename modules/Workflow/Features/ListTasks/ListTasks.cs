using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Tasks by deadline, of those that ended the latest first.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class ListTasks : IRead<ListTasks.Result>
{
    /// <summary>mine (when empty), department, unassigned (that the caller could take), overdue, all or done.</summary>
    public string? Show { get; set; }

    public string? Q { get; set; }

    /// <summary>Where the next page begins, as the answer's "next" gave it.</summary>
    public string? After { get; set; }

    public sealed record Result(IReadOnlyList<TaskRow> Rows, string? Next);
}

internal sealed class ListTasksHandler(WorkflowDb db, TaskRows rows, IPeople people, Departments departments, Caller caller, TimeProvider clock) : IRequestHandler<ListTasks, ListTasks.Result>
{
    private const int PageSize = 50;

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
            "overdue" => tasks.Where(TaskRows.IsOverdue(clock.GetUtcNow())),
            "all" or "done" => tasks,
            _ => tasks.Where(task => task.AssigneeId == person),
        };
        if (request.Q?.Trim() is { Length: > 0 } text)
            tasks = tasks.Where(task => EF.Functions.ILike(task.Found, $"%{text}%"));
        var page = await (ended ? NewestFirst(tasks, request.After) : SoonestFirst(tasks, request.After)).Take(PageSize + 1).ToListAsync(cancellation);
        var next = page.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{(page[PageSize - 1].EndedAt ?? page[PageSize - 1].DueAt).UtcTicks}|{page[PageSize - 1].Id}") : null;
        return new(await rows.OfAsync([.. page.Take(PageSize)], cancellation), next);

        IQueryable<WorkTask> Of(IReadOnlyList<string> own) => tasks.Where(task => own.Contains(task.Department));
    }

    private static IQueryable<WorkTask> SoonestFirst(IQueryable<WorkTask> tasks, string? after)
    {
        if (Read(after) is var (at, id))
            tasks = tasks.Where(task => task.DueAt > at || (task.DueAt == at && task.Id > id));
        return tasks.OrderBy(task => task.DueAt).ThenBy(task => task.Id);
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
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListTasks, ListTasks.Result>("tasks");
}
