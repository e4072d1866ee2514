using Portal.Kernel.Mail;

namespace Portal.Workflow;

/// <summary>A task was given to a person, by the routing or by a colleague.</summary>
internal sealed record TaskGiven(Guid TaskId, Guid PersonId) : IEvent;

/// <summary>Tells whoever it was given to, unless it is somebody else's again or over by then.</summary>
internal sealed class TellOfTask(WorkflowDb db, Notices notices) : IConsumer<TaskGiven>
{
    public const string Kind = "task.given";

    public async Task HandleAsync(TaskGiven happened, CancellationToken cancellation)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == happened.TaskId, cancellation);
        if (task.IsOpen && task.AssigneeId == happened.PersonId)
            await notices.TellAsync(new NoticeReader(happened.PersonId), Kind, new PersonLetter($"task-{task.Id:N}-{happened.PersonId:N}", new Phrase("task.notice.given", task.Title), [], "task.notice.open", $"/tasks/{task.Id}"), cancellation);
    }
}
