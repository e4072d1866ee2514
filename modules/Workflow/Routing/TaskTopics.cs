using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Whose open pages show a task: its own, its assignee's list and, while nobody has it, the lists of the whole department.</summary>
internal sealed class TaskTopics(IPeople people)
{
    public static string Of(Guid task) => $"task:{task}";

    public static string Queue(Guid person) => $"tasks:{person}";

    /// <summary>To be asked before a change and after it: both the one who loses a task and the one who gets it have it on screen.</summary>
    public async Task TouchAsync(WorkflowDb db, WorkTask task, CancellationToken cancellation)
    {
        db.Touch(Of(task.Id));
        if (task.AssigneeId is { } assignee)
        {
            db.Touch(Queue(assignee));
            return;
        }

        foreach (var person in await people.OfDepartmentAsync(task.Department, cancellation))
            db.Touch(Queue(person.Id));
    }
}
