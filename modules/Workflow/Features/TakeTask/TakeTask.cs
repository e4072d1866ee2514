namespace Portal.Workflow;

/// <summary>Makes the task the caller's own: out of the pool, or from a colleague.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class TakeTask : IWrite<Guid>
{
    public Guid Id { get; set; }

    /// <summary>The version that was seen; a task changed since answers 409.</summary>
    public string? Version { get; set; }
}

internal sealed class TakeTaskHandler(TaskChange tasks) : IRequestHandler<TakeTask, Guid>
{
    public Task<Guid> Handle(TakeTask request, CancellationToken cancellation) => tasks.DoAsync(request.Id, request.Version, (task, person, now) =>
    {
        task.Take(person.Person, person.Name);
        return new TaskEvent(task, TaskEventKind.Taken, now, person.Person);
    }, cancellation);
}

public sealed class TakeTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<TakeTask, Guid>("tasks/{id:guid}/take");
}
