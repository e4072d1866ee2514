using Portal.Kernel.Mail;

namespace Portal.Workflow;

/// <summary>A task is due soon, or late enough to be brought before somebody.</summary>
internal sealed record TaskRecalled(Guid TaskId, Guid PersonId, bool IsLate) : IEvent;

/// <summary>Tells of tasks due soon and of late ones, unless they are over by then.</summary>
internal sealed class TellOfRecall(WorkflowDb db, Notices notices, OperatorClock clock) : IConsumer<TaskRecalled>
{
    public const string Reminder = "task.reminder", Escalated = "task.escalated";

    public async Task HandleAsync(TaskRecalled happened, CancellationToken cancellation)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == happened.TaskId, cancellation);
        if (!task.IsOpen)
            return;
        var local = clock.Local(task.DueAt);
        var due = new Phrase("task.moment", DateOnly.FromDateTime(local.DateTime), local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        var kind = happened.IsLate ? Escalated : Reminder;
        await notices.TellAsync(new NoticeReader(happened.PersonId), kind, new PersonLetter($"{kind}-{task.Id:N}", new Phrase($"task.notice.{(happened.IsLate ? "escalated" : "reminder")}", task.Title, due), [], "task.notice.open", $"/tasks/{task.Id}"), cancellation);
    }
}
