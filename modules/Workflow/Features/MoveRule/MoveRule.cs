namespace Portal.Workflow;

/// <summary>Moves a rule one place, so that it is asked earlier or later. The last stays last.</summary>
[Permission(WorkflowPermissions.Administer)]
public sealed class MoveRule : IWrite<Guid>
{
    public Guid Id { get; set; }

    public bool Up { get; set; }
}

internal sealed class MoveRuleHandler(WorkflowDb db) : IRequestHandler<MoveRule, Guid>
{
    public async Task<Guid> Handle(MoveRule request, CancellationToken cancellation)
    {
        var rules = (await db.Rules.ToListAsync(cancellation)).InOrder().ToList();
        var place = rules.FindIndex(rule => rule.Id == request.Id);
        if (place < 0)
            throw new NotFoundException();
        var (rule, other) = (rules[place], rules.ElementAtOrDefault(request.Up ? place - 1 : place + 1));
        if (rule.IsLast)
            throw new RuleBroken("", "rule.lastStays");
        if (other is { IsLast: false })
            (rule.Order, other.Order) = (other.Order, rule.Order);
        await db.SaveChangesAsync(cancellation);
        return rule.Id;
    }
}

public sealed class MoveRuleEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MoveRule, Guid>("routing-rules/{id:guid}/move");
}
