using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Gives the open tasks of somebody who is away today to whoever stands in, or to the department where nobody does.</summary>
[Permission(WorkflowPermissions.Tasks)]
public sealed class HandOverAbsentWork : IWriteEach<Many>
{
    /// <summary>The absence.</summary>
    public Guid Id { get; set; }
}

internal sealed class HandOverAbsentWorkHandler(WorkflowDb db, OneByOne each, IPeople people, Caller caller, Texts texts, OperatorClock clock) : IRequestHandler<HandOverAbsentWork, Many>
{
    public async Task<Many> Handle(HandOverAbsentWork request, CancellationToken cancellation)
    {
        var absence = await db.Absences.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var standIn = (await Away.OnAsync(db, clock.Today, cancellation)).StandIn(absence.PersonId);
        if (!AbsenceChange.Allows(absence.PersonId, caller) && standIn != caller.Principal.PersonId)
            throw new ForbiddenException();
        if (!absence.Covers(clock.Today))
            throw new RuleBroken("", new Phrase("HandOverAbsentWork.notNow", absence.From, absence.Until));
        var department = standIn is { } there && (await people.DepartmentsOfAsync(there, cancellation)).Count > 0 ? null : (await people.DepartmentsOfAsync(absence.PersonId, cancellation)).FirstOrDefault() ?? Departments.Office;
        var tasks = await db.Tasks.AsNoTracking().Where(TaskRows.IsOpen).Where(task => task.AssigneeId == absence.PersonId).OrderBy(task => task.DueAt).ThenBy(task => task.Id).Select(task => new { task.Id, task.Number }).ToListAsync(cancellation);
        var note = texts["HandOverAbsentWork.note", absence.From, absence.Until];
        return await each.SendAsync(tasks.Select(task => (task.Id, task.Number)), id => new HandOverTask { Id = id, PersonId = department is null ? standIn : null, Department = department, Note = note }, cancellation);
    }
}

public sealed class HandOverAbsentWorkEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<HandOverAbsentWork, Many>("absences/{id:guid}/hand-over");
}
