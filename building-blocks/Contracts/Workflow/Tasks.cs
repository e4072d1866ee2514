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
/// <param name="Except">Who must not get it whatever the rules say, since it is about what they did.</param>
public sealed record Work(
    string Kind, string SubjectKind, Guid SubjectId, string SubjectNumber, Guid CompanyId, Phrase Title, string Address,
    string? ProductType = null, string? Region = null, Guid? KeeperId = null, Guid? Preferred = null, decimal? Amount = null, Guid? Except = null);

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

    /// <summary>By when the work would be due if it were opened now. Opens nothing.</summary>
    Task<DateTimeOffset> ExpectAsync(Work work, CancellationToken cancellation);
}

/// <summary>The operator's working time: what deadlines and promises run on.</summary>
public interface IWorkingTime
{
    /// <summary>The instant at which so much working time has passed.</summary>
    Task<DateTimeOffset> AddAsync(DateTimeOffset from, TimeSpan work, CancellationToken cancellation);

    /// <summary>The working time from one instant to another, zero when the second is not later.</summary>
    Task<TimeSpan> BetweenAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <returns>When the day's work ends; null for a free day.</returns>
    Task<DateTimeOffset?> ClosingAsync(DateOnly day, CancellationToken cancellation);

    /// <summary>The first working day after the day.</summary>
    Task<DateOnly> NextDayAsync(DateOnly day, CancellationToken cancellation);
}

/// <summary>A task was put to wait for the other side: its deadline stands still.</summary>
public sealed record WorkPaused(Guid TaskId, string Kind, string SubjectKind, Guid SubjectId, DateTimeOffset At) : IEvent;

/// <summary>A task no longer waits.</summary>
/// <param name="WaitingSince">As the event that put it to wait said.</param>
public sealed record WorkResumed(Guid TaskId, string Kind, string SubjectKind, Guid SubjectId, DateTimeOffset WaitingSince, DateTimeOffset At) : IEvent;
