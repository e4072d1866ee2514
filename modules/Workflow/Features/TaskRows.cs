using System.Linq.Expressions;
using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>A task in a list, in words.</summary>
/// <param name="Company">The client; empty where the matter is nobody's yet.</param>
/// <param name="Due">How late it is or how long there is, in words; null for one that has ended.</param>
/// <param name="StandIn">Of an open task whose assignee is away today.</param>
public sealed record TaskRow(
    Guid Id, string Number, string Kind, string Title, string SubjectKind, Guid SubjectId, string SubjectNumber, string Address, Guid CompanyId, string Company,
    string Department, Guid? AssigneeId, string? Assignee, TaskState State, TaskPriority Priority, DateTimeOffset DueAt, bool IsOverdue, string? Due, DateTimeOffset? EndedAt, DateTimeOffset OpenedAt, TaskStandIn? StandIn);

/// <summary>Who stands in for somebody who is away.</summary>
/// <param name="PersonId">Null where nobody is left and the department does.</param>
/// <param name="Until">The last day away.</param>
public sealed record TaskStandIn(Guid? PersonId, string? Name, DateOnly Until);

/// <summary>Turns tasks into rows with the names of people and clients.</summary>
internal sealed class TaskRows(Texts texts, IPeople people, ICompanies companies, Departments departments, IAbsences absences, OperatorClock clock)
{
    public async Task<IReadOnlyList<TaskRow>> OfAsync(IReadOnlyCollection<WorkTask> tasks, CancellationToken cancellation)
    {
        var names = await companies.NamesAsync([.. tasks.Select(task => task.CompanyId)], cancellation);
        var own = (await companies.OperatorAsync(cancellation)).Id;
        var cards = await people.FindAsync([.. tasks.Select(task => task.AssigneeId).OfType<Guid>()], cancellation);
        var standIns = new Dictionary<Guid, TaskStandIn>();
        foreach (var assignee in tasks.Where(task => task.IsOpen).Select(task => task.AssigneeId).OfType<Guid>().Distinct())
        {
            if (await absences.TodayAsync(assignee, cancellation) is { } away)
                standIns[assignee] = new(away.Person?.Id, away.Person?.Name, away.Until);
        }

        return [.. tasks.Select(task => new TaskRow(
            task.Id, task.Number, task.Kind, texts.Say(task.Title), task.SubjectKind, task.SubjectId, task.SubjectNumber, task.Address, task.CompanyId, task.CompanyId == own ? "" : names.GetValueOrDefault(task.CompanyId) ?? "",
            departments.Name(task.Department), task.AssigneeId, task.AssigneeId is { } id ? cards.GetValueOrDefault(id)?.Name : null, task.State, task.Priority, task.DueAt,
            task.IsOverdue(clock.Now), Due(task), task.EndedAt, task.OpenedAt, task.IsOpen && task.AssigneeId is { } doer ? standIns.GetValueOrDefault(doer) : null))];
    }

    public string? Due(WorkTask task)
    {
        if (!task.IsOpen)
            return null;
        if (task.WaitingSince is not null)
            return texts["due.waiting"];
        var (late, left) = (task.DueAt < clock.Now, (task.DueAt - clock.Now).Duration());
        var (unit, count) = left switch
        {
            { TotalDays: >= 1 } => ("days", (int)left.TotalDays),
            { TotalHours: >= 1 } => ("hours", (int)left.TotalHours),
            _ => ("minutes", (int)left.TotalMinutes),
        };
        return texts[$"due.{(late ? "late" : "left")}.{unit}", count];
    }

    public static Expression<Func<WorkTask, bool>> IsOpen { get; } =
        task => task.State == TaskState.Open || task.State == TaskState.InProgress || task.State == TaskState.Waiting;

    /// <summary><see cref="WorkTask.IsOverdue"/> for the database.</summary>
    public static Expression<Func<WorkTask, bool>> IsOverdue(DateTimeOffset now) => task => task.DueAt < now && (task.WaitingSince == null || task.DueAt < task.WaitingSince);
}
