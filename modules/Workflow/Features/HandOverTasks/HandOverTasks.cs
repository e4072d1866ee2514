namespace Portal.Workflow;

/// <summary>Gives many tasks to a person or a department at once. Each answers for itself.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class HandOverTasks : IWriteEach<Many>
{
    public List<Guid> Ids { get; set; } = [];

    public Guid? PersonId { get; set; }

    public string? Department { get; set; }

    public string? Note { get; set; }
}

internal sealed class HandOverTasksValidator : AbstractValidator<HandOverTasks>
{
    private const int Most = 200;

    public HandOverTasksValidator(Texts texts)
    {
        RuleFor(it => it.Ids).Must(ids => ids is { Count: > 0 and <= Most }).WithMessage(_ => texts["HandOverTasks.Ids.needed", Most]);
        RuleFor(it => it.PersonId).Must((request, person) => person is null != string.IsNullOrEmpty(request.Department)).WithMessage(_ => texts["HandOverTask.oneOf"]);
        RuleFor(it => it.Note).MaximumLength(TaskNote.Longest);
    }
}

internal sealed class HandOverTasksHandler(WorkflowDb db, OneByOne each) : IRequestHandler<HandOverTasks, Many>
{
    public async Task<Many> Handle(HandOverTasks request, CancellationToken cancellation)
    {
        var names = await db.Tasks.AsNoTracking().Where(task => request.Ids.Contains(task.Id)).ToDictionaryAsync(task => task.Id, task => task.Number, cancellation);
        return await each.SendAsync(
            request.Ids.Distinct().Select(id => (id, names.GetValueOrDefault(id) ?? id.ToString())),
            id => new HandOverTask { Id = id, PersonId = request.PersonId, Department = request.Department, Note = request.Note }, cancellation);
    }
}

public sealed class HandOverTasksEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<HandOverTasks, Many>("tasks/hand-over");
}
