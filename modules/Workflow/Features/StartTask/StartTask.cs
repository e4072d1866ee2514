using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>Begins the work, or goes on with it after waiting. A task nobody has becomes the caller's.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class StartTask : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string? Version { get; set; }
}

internal sealed class StartTaskHandler(TaskChange tasks, WorkflowDb db, OperatorClock clock) : IRequestHandler<StartTask, Guid>
{
    public async Task<Guid> Handle(StartTask request, CancellationToken cancellation)
    {
        var hours = await db.Hours.AsNoTracking().FirstAsync(cancellation);
        return await tasks.DoAsync(request.Id, request.Version, (task, person, now) =>
        {
            var (waited, due) = (task.State == TaskState.Waiting, task.DueAt);
            task.Start(person.Person, person.Name, now, hours.In(clock.Zone));
            return new TaskEvent(task, waited ? TaskEventKind.Resumed : TaskEventKind.Started, now, person.Person,
                detail: task.DueAt == due ? null : new Phrase("task.dueMoved", clock.Show(due), clock.Show(task.DueAt)));
        }, cancellation);
    }
}

public sealed class StartTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<StartTask, Guid>("tasks/{id:guid}/start");
}
