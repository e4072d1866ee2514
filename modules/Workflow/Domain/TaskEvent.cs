namespace Portal.Workflow;

/// <summary>One line of a task's history.</summary>
internal sealed class TaskEvent : IOwnedByCompany, IHasAudience, INotAudited
{
    private TaskEvent()
    {
    }

    public TaskEvent(WorkTask task, TaskEventKind what, DateTimeOffset at, Guid? personId, string? note = null, Phrase? detail = null)
    {
        (TaskId, CompanyId, What, At, PersonId, Note, Detail) = (task.Id, task.CompanyId, what, at, personId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), detail);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid TaskId { get; private set; }

    public Guid CompanyId { get; private set; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public DateTimeOffset At { get; private set; }

    /// <summary>Who did it; null where it followed from the matter itself.</summary>
    public Guid? PersonId { get; private set; }

    public TaskEventKind What { get; private set; }

    /// <summary>To whom it went and why, in words.</summary>
    public Phrase? Detail { get; private set; }

    /// <summary>What the person wrote.</summary>
    public string? Note { get; private set; }
}

/// <summary>What happened to a task.</summary>
public enum TaskEventKind
{
    Opened,
    Taken,
    Started,
    PutWaiting,
    Resumed,
    HandedOver,
    Finished,
    Cancelled,

    /// <summary>Done by the matter itself.</summary>
    Settled,

    /// <summary>Cancelled with the matter.</summary>
    CalledOff,

    /// <summary>Recalled before its deadline.</summary>
    Reminded,

    /// <summary>Late, and brought before whoever leads.</summary>
    Escalated,
}
