namespace Portal.Workflow;

[Permission(WorkflowPermissions.Tasks)]
public sealed class FinishTask : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string? Version { get; set; }

    public string? Note { get; set; }
}

internal sealed class FinishTaskValidator : AbstractValidator<FinishTask>
{
    public FinishTaskValidator() => RuleFor(it => it.Note).MaximumLength(TaskNote.Longest);
}

internal sealed class FinishTaskHandler(TaskChange tasks) : IRequestHandler<FinishTask, Guid>
{
    public Task<Guid> Handle(FinishTask request, CancellationToken cancellation) => tasks.DoAsync(request.Id, request.Version, (task, person, now) =>
    {
        task.Finish(person.Person, now);
        return new TaskEvent(task, TaskEventKind.Finished, now, person.Person, request.Note);
    }, cancellation);
}

public sealed class FinishTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<FinishTask, Guid>("tasks/{id:guid}/finish");
}
