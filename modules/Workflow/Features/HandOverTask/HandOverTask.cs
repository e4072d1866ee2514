using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Gives the task to a person, or to a department where somebody takes it. The deadline stays.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class HandOverTask : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string? Version { get; set; }

    public Guid? PersonId { get; set; }

    public string? Department { get; set; }

    public string? Note { get; set; }
}

internal sealed class HandOverTaskValidator : AbstractValidator<HandOverTask>
{
    public HandOverTaskValidator(Texts texts)
    {
        RuleFor(it => it.PersonId).Must((request, person) => person is null != string.IsNullOrEmpty(request.Department)).WithMessage(_ => texts["HandOverTask.oneOf"]);
        RuleFor(it => it.Note).MaximumLength(TaskNote.Longest);
    }
}

internal sealed class HandOverTaskHandler(TaskChange tasks, WorkflowDb db, IPeople people, Departments departments) : IRequestHandler<HandOverTask, Guid>
{
    public Task<Guid> Handle(HandOverTask request, CancellationToken cancellation) => tasks.DoAsync(request.Id, request.Version, async (task, person, now) =>
    {
        var (department, to) = request.PersonId is { } id ? await OfPersonAsync(id, cancellation) : await OfDepartmentAsync(request.Department!, cancellation);
        task.HandOver(person.Person, person.Name, department, request.PersonId);
        if (request.PersonId is { } given && given != person.Person)
            db.Publish(new TaskGiven(task.Id, given));
        return new TaskEvent(task, TaskEventKind.HandedOver, now, person.Person, request.Note, new Phrase("task.handedTo", to));
    }, cancellation);

    private async Task<(string Department, object To)> OfPersonAsync(Guid id, CancellationToken cancellation) =>
        (await people.DepartmentsOfAsync(id, cancellation)).FirstOrDefault() is { } department && await people.FindAsync(id, cancellation) is { } card
            ? (department, card.Name)
            : throw new RuleBroken(nameof(HandOverTask.PersonId), "task.noSuchPerson");

    private async Task<(string Department, object To)> OfDepartmentAsync(string department, CancellationToken cancellation) =>
        (await departments.AllAsync(db, cancellation)).Contains(department)
            ? (department, departments.Word(department))
            : throw new RuleBroken(nameof(HandOverTask.Department), "task.noSuchDepartment");
}

public sealed class HandOverTaskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<HandOverTask, Guid>("tasks/{id:guid}/hand-over");
}
