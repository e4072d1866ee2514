using System.Linq.Expressions;
using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>A task in a list, in words.</summary>
/// <param name="Company">The client; empty where the matter is nobody's yet.</param>
/// <param name="Due">How late it is or how long there is, in words; null for one that has ended.</param>
public sealed record TaskRow(
    Guid Id, string Number, string Kind, string Title, string SubjectKind, Guid SubjectId, string SubjectNumber, string Address, Guid CompanyId, string Company,
    string Department, Guid? AssigneeId, string? Assignee, TaskState State, TaskPriority Priority, DateTimeOffset DueAt, bool IsOverdue, string? Due, DateTimeOffset? EndedAt, DateTimeOffset OpenedAt);

/// <summary>Turns tasks into rows with the names of people and clients.</summary>
internal sealed class TaskRows(Texts texts, IPeople people, ICompanies companies, Departments departments, OperatorClock clock)
{
    public async Task<IReadOnlyList<TaskRow>> OfAsync(IReadOnlyCollection<WorkTask> tasks, CancellationToken cancellation)
    {
        var names = await companies.NamesAsync([.. tasks.Select(task => task.CompanyId)], cancellation);
        var own = (await companies.OperatorAsync(cancellation)).Id;
        var cards = await people.FindAsync([.. tasks.Select(task => task.AssigneeId).OfType<Guid>()], cancellation);
        return [.. tasks.Select(task => new TaskRow(
            task.Id, task.Number, task.Kind, texts.Say(task.Title), task.SubjectKind, task.SubjectId, task.SubjectNumber, task.Address, task.CompanyId, task.CompanyId == own ? "" : names.GetValueOrDefault(task.CompanyId) ?? "",
            departments.Name(task.Department), task.AssigneeId, task.AssigneeId is { } id ? cards.GetValueOrDefault(id)?.Name : null, task.State, task.Priority, task.DueAt,
            task.IsOverdue(clock.Now), Due(task), task.EndedAt, task.OpenedAt))];
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
