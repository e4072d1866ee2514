namespace Portal.Workflow;

/// <summary>Nothing has to be done after all. The reason stays in the history.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class CancelTask : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string? Version { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class CancelTaskValidator : AbstractValidator<CancelTask>
{
    public CancelTaskValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["CancelTask.Reason.needed"]).MaximumLength(TaskNote.Longest);
}

internal sealed class CancelTaskHandler(TaskChange tasks) : IRequestHandler<CancelTask, Guid>
{
    public Task<Guid> Handle(CancelTask request, CancellationToken cancellation) => tasks.DoAsync(request.Id, request.Version, (task, person, now) =>
    {
        task.Cancel(person.Person, now);
        return new TaskEvent(task, TaskEventKind.Cancelled, now, person.Person, request.Reason);
    }, cancellation);
}

public sealed class CancelTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<CancelTask, Guid>("tasks/{id:guid}/cancel");
}
