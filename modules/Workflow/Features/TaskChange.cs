using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>What every change of a task has in common: the row as the person saw it, whose pages it touches, the line in its history.</summary>
internal sealed class TaskChange(WorkflowDb db, TaskTopics topics, Caller caller, TimeProvider clock)
{
    /// <param name="version">As the page or the API gave it; null changes whatever is there now.</param>
    /// <param name="change">Changes the task and says what happened.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it since it was seen.</exception>
    public async Task<Guid> DoAsync(Guid id, string? version, Func<WorkTask, PersonPrincipal, DateTimeOffset, Task<TaskEvent>> change, CancellationToken cancellation)
    {
        var task = await db.Tasks.FirstOrDefaultAsync(row => row.Id == id, cancellation) ?? throw new NotFoundException();
        if (uint.TryParse(version, out var seen) && seen != task.Version)
            throw new DbUpdateConcurrencyException();
        await topics.TouchAsync(db, task, cancellation);
        var (now, waiting) = (clock.GetUtcNow(), task.WaitingSince);
        db.Events.Add(await change(task, caller.RequirePerson(), now));
        if (waiting is null && task.WaitingSince is { } since)
            db.Publish(new WorkPaused(task.Id, task.Kind, task.SubjectKind, task.SubjectId, since));
        if (waiting is { } begun && task.WaitingSince is null)
            db.Publish(new WorkResumed(task.Id, task.Kind, task.SubjectKind, task.SubjectId, begun, now));
        await topics.TouchAsync(db, task, cancellation);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }

    public Task<Guid> DoAsync(Guid id, string? version, Func<WorkTask, PersonPrincipal, DateTimeOffset, TaskEvent> change, CancellationToken cancellation) =>
        DoAsync(id, version, (task, person, now) => Task.FromResult(change(task, person, now)), cancellation);
}
