using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Names the head of a department, or nobody.</summary>
[Permission(WorkflowPermissions.Administer)]
public sealed class SetHead : IWrite<string>
{
    public string Department { get; set; } = "";

    public Guid? PersonId { get; set; }
}

internal sealed class SetHeadHandler(WorkflowDb db, IPeople people, Departments departments) : IRequestHandler<SetHead, string>
{
    public async Task<string> Handle(SetHead request, CancellationToken cancellation)
    {
        if (!(await departments.AllAsync(db, cancellation)).Contains(request.Department))
            throw new RuleBroken(nameof(SetHead.Department), "task.noSuchDepartment");
        if (request.PersonId is { } person && (await people.DepartmentsOfAsync(person, cancellation)).Count == 0)
            throw new RuleBroken(nameof(SetHead.PersonId), "task.noSuchPerson");

        // The first head of a department is a row that two may make at once.
        await db.Database.ExecuteSqlAsync($"lock table workflow.department_head in share row exclusive mode", cancellation);
        var head = await db.Heads.FirstOrDefaultAsync(row => row.Department == request.Department, cancellation);
        if (request.PersonId is not { } named)
            db.Heads.RemoveRange(head is null ? [] : [head]);
        else if (head is not null)
            head.PersonId = named;
        else
            db.Heads.Add(new DepartmentHead { Department = request.Department, PersonId = named });
        await db.SaveChangesAsync(cancellation);
        return request.Department;
    }
}

public sealed class SetHeadEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetHead, string>("department-heads", "PUT");
}
