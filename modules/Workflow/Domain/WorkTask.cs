using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>Something staff have to do because a customer acted. Whose turn it is, by when, why, and what was done with it.</summary>
internal sealed class WorkTask : IOwnedByCompany, IHasAudience
{
    private WorkTask()
    {
    }

    public WorkTask(string number, Work work, string companyName, Route route, DateTimeOffset now, WorkingCalendar calendar)
    {
        var (rule, hours) = (route.Rule, TimeSpan.FromHours(route.Rule.DueHours));
        (Number, Kind, SubjectKind, SubjectId, SubjectNumber) = (number, work.Kind, work.SubjectKind, work.SubjectId, work.SubjectNumber);
        (CompanyId, Title, Address, OpenedAt, DueAt) = (work.CompanyId, work.Title, work.Address, now, calendar.Add(now, hours));
        (RemindHours, EscalateHours, EscalateToId) = (rule.RemindHours, rule.EscalateHours, rule.EscalateToId);
        Watch(now, hours, calendar);
        (Department, AssigneeId, Priority, Why) = (route.Department, route.AssigneeId, route.Priority, route.Why);
        Found = string.Join(' ', new[] { number, work.SubjectNumber, companyName }.Concat(work.Title.Arguments.OfType<string>()).Distinct());
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public string Number { get; private set; } = "";

    /// <summary>What has to be done, as "inquiry.calculate".</summary>
    public string Kind { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    public string SubjectNumber { get; private set; } = "";

    /// <summary>The client whose action made it.</summary>
    public Guid CompanyId { get; private set; }

    /// <summary>How staff divide the work is not the customer's to see.</summary>
    public Audience Audience { get; private set; } = Audience.Internal;

    public Phrase Title { get; private set; } = "";

    /// <summary>Where the work is done.</summary>
    public string Address { get; private set; } = "";

    public string Department { get; private set; } = "";

    /// <summary>Null while it waits in the department for somebody to take it.</summary>
    public Guid? AssigneeId { get; private set; }

    public TaskState State { get; private set; }

    public TaskPriority Priority { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>As its rule said when it came: a rule that changes leaves the work that is there alone.</summary>
    public int? RemindHours { get; private set; }

    public int? EscalateHours { get; private set; }

    /// <summary>Before whom it is brought when it is late; null is the head of its department.</summary>
    public Guid? EscalateToId { get; private set; }

    public DateTimeOffset? RemindAt { get; private set; }

    public DateTimeOffset? EscalateAt { get; private set; }

    public DateTimeOffset? RemindedAt { get; set; }

    public DateTimeOffset? EscalatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Since when the other side's answer is waited for: the deadline stands still.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>When it was done or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who did or cancelled it; null where the work itself proved it.</summary>
    public Guid? EndedBy { get; private set; }

    /// <summary>Why it is where it is, in words.</summary>
    public Phrase Why { get; private set; } = "";

    /// <summary>What a search looks into: numbers, client and what the title names, as they were when it came.</summary>
    public string Found { get; private set; } = "";

    public uint Version { get; private set; }

    public bool IsOpen => State is TaskState.Open or TaskState.InProgress or TaskState.Waiting;

    /// <summary>A deadline that stands still does not pass.</summary>
    public bool IsOverdue(DateTimeOffset now) => IsOpen && DueAt < now && (WaitingSince is not { } since || DueAt < since);

    /// <summary>The one place that says what a person may do with it now: page, API and every change ask here.</summary>
    public IReadOnlyList<TaskAction> Permitted(Guid person)
    {
        var own = AssigneeId == person;
        TaskAction?[] actions =
        [
            IsOpen && !own ? TaskAction.Take : null,
            State is TaskState.Open or TaskState.Waiting && (own || AssigneeId is null) ? TaskAction.Start : null,
            State == TaskState.InProgress && own ? TaskAction.Finish : null,
            State == TaskState.InProgress && own ? TaskAction.Wait : null,
            IsOpen ? TaskAction.HandOver : null,
            IsOpen ? TaskAction.Cancel : null,
        ];
        return [.. actions.OfType<TaskAction>()];
    }

    /// <exception cref="RuleBroken">Not in this state, or not by this person.</exception>
    public void Demand(TaskAction action, Guid person)
    {
        if (!Permitted(person).Contains(action))
            throw new RuleBroken("", new Phrase(IsOpen && AssigneeId != person ? "task.notYours" : "task.notNow", new Phrase($"TaskState.{State}")));
    }

    public void Take(Guid person, string name)
    {
        Demand(TaskAction.Take, person);
        (AssigneeId, Why) = (person, new Phrase("why.taken", name));
    }

    /// <summary>Begins, or goes on after waiting with as much working time as was left when it stopped.</summary>
    public void Start(Guid person, string name, DateTimeOffset now, WorkingCalendar calendar)
    {
        Demand(TaskAction.Start, person);
        if (AssigneeId is null)
            Take(person, name);
        if (WaitingSince is { } since && since < DueAt)
        {
            var left = calendar.Between(since, DueAt);
            DueAt = calendar.Add(now, left);
            Watch(now, left, calendar);
        }

        (State, StartedAt, WaitingSince) = (TaskState.InProgress, StartedAt ?? now, null);
    }

    /// <param name="left">Working time until the deadline.</param>
    private void Watch(DateTimeOffset now, TimeSpan left, WorkingCalendar calendar)
    {
        RemindAt = RemindHours is { } before ? left > TimeSpan.FromHours(before) ? calendar.Add(now, left - TimeSpan.FromHours(before)) : now : null;
        EscalateAt = EscalateHours is { } after ? calendar.Add(DueAt, TimeSpan.FromHours(after)) : null;
    }

    public void Wait(Guid person, DateTimeOffset now)
    {
        Demand(TaskAction.Wait, person);
        (State, WaitingSince) = (TaskState.Waiting, now);
    }

    /// <summary>The deadline stays: whom it is handed to changes nothing for the client.</summary>
    public void HandOver(Guid by, string name, string department, Guid? assignee)
    {
        Demand(TaskAction.HandOver, by);
        (Department, AssigneeId, Why) = (department, assignee, new Phrase("why.handedOver", name));
        if (State == TaskState.InProgress)
            State = TaskState.Open;
    }

    public void Finish(Guid person, DateTimeOffset now)
    {
        Demand(TaskAction.Finish, person);
        End(TaskState.Done, person, now);
    }

    public void Cancel(Guid person, DateTimeOffset now)
    {
        Demand(TaskAction.Cancel, person);
        End(TaskState.Cancelled, person, now);
    }

    /// <summary>The matter itself moved on: by whatever state, there is nothing left to do.</summary>
    public void Settle(Guid? by, DateTimeOffset now) => End(TaskState.Done, by, now);

    /// <summary>The matter is off.</summary>
    public void CallOff(Guid? by, DateTimeOffset now) => End(TaskState.Cancelled, by, now);

    private void End(TaskState state, Guid? by, DateTimeOffset now) => (State, EndedAt, EndedBy, WaitingSince) = (state, now, by, null);
}

/// <summary>How soon among others of the same deadline.</summary>
public enum TaskPriority
{
    Low,
    Normal,
    High,
}

/// <summary>What can be done with a task.</summary>
public enum TaskAction
{
    Take,
    Start,
    Finish,
    Wait,
    HandOver,
    Cancel,
}
