namespace Portal.Workflow;

[Permission(WorkflowPermissions.Administer)]
public sealed class DeleteRule : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteRuleHandler(WorkflowDb db) : IRequestHandler<DeleteRule, Guid>
{
    public async Task<Guid> Handle(DeleteRule request, CancellationToken cancellation)
    {
        var rule = await db.Rules.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (rule.IsLast)
            throw new RuleBroken("", "rule.lastStays");
        db.Rules.Remove(rule);
        await db.SaveChangesAsync(cancellation);
        return rule.Id;
    }
}

public sealed class DeleteRuleEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeleteRule, Guid>("routing-rules/{id:guid}", "DELETE");
}
