namespace Portal.Workflow;

/// <summary>Takes an absence back. What was handed over meanwhile stays where it is.</summary>
[Permission(WorkflowPermissions.Tasks, WorkflowPermissions.Administer)]
public sealed class DeleteAbsence : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteAbsenceHandler(WorkflowDb db, AbsenceChange absences) : IRequestHandler<DeleteAbsence, Guid>
{
    public async Task<Guid> Handle(DeleteAbsence request, CancellationToken cancellation)
    {
        db.Absences.Remove(await absences.RequireAsync(request.Id, cancellation));
        db.Touch(AbsencesInMemory.Topic);
        await db.SaveChangesAsync(cancellation);
        return request.Id;
    }
}

public sealed class DeleteAbsenceEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeleteAbsence, Guid>("absences/{id:guid}", "DELETE");
}
