using Portal.PluginSdk;

namespace Portal.Contracts.Workflow;

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    Open,
    InProgress,
    Waiting,
    Done,
    Cancelled,
}

/// <summary>Something to be done because a customer acted. The routing rules decide who does it and by when.</summary>
/// <param name="Kind">What has to be done, as "inquiry.calculate"; with the subject it names the task, so that one cause never makes two.</param>
/// <param name="Title">What it says in the queue.</param>
/// <param name="Address">Where the work is done.</param>
/// <param name="Preferred">The person who handles the matter already; goes before the rules while they are there.</param>
public sealed record Work(
    string Kind, string SubjectKind, Guid SubjectId, string SubjectNumber, Guid CompanyId, Phrase Title, string Address,
    string? ProductType = null, string? Region = null, Guid? KeeperId = null, Guid? Preferred = null, decimal? Amount = null);

/// <summary>Who got it, why, and the day it is promised for.</summary>
public sealed record Assignment(Guid TaskId, Guid? AssigneeId, string Department, DateTimeOffset DueAt);

/// <summary>Opens and settles tasks, in the caller's transaction.</summary>
public interface IWorkDesk
{
    /// <summary>Routes the work. Asked again for the same kind and subject while the task is open it answers with that task.</summary>
    Task<Assignment> OpenAsync(Work work, CancellationToken cancellation);

    /// <summary>Marks what is open for the subject as done: the work itself proved it. No kind: all kinds.</summary>
    Task SettleAsync(string subjectKind, Guid subjectId, string? kind, CancellationToken cancellation);

    Task CancelAsync(string subjectKind, Guid subjectId, CancellationToken cancellation);
}
