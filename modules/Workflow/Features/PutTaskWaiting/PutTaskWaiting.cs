namespace Portal.Workflow;

/// <summary>The work stands until somebody else answers; so does its deadline.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class PutTaskWaiting : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string? Version { get; set; }

    /// <summary>What is waited for.</summary>
    public string Note { get; set; } = "";
}

internal sealed class PutTaskWaitingValidator : AbstractValidator<PutTaskWaiting>
{
    public PutTaskWaitingValidator(Texts texts) => RuleFor(it => it.Note).NotEmpty().WithMessage(_ => texts["PutTaskWaiting.Note.needed"]).MaximumLength(TaskNote.Longest);
}

internal sealed class PutTaskWaitingHandler(TaskChange tasks) : IRequestHandler<PutTaskWaiting, Guid>
{
    public Task<Guid> Handle(PutTaskWaiting request, CancellationToken cancellation) => tasks.DoAsync(request.Id, request.Version, (task, person, now) =>
    {
        task.Wait(person.Person, now);
        return new TaskEvent(task, TaskEventKind.PutWaiting, now, person.Person, request.Note);
    }, cancellation);
}

/// <summary>Notes on a task are a few sentences; longer matters belong into its subject.</summary>
internal static class TaskNote
{
    public const int Longest = 2000;
}

public sealed class PutTaskWaitingEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<PutTaskWaiting, Guid>("tasks/{id:guid}/wait");
}
