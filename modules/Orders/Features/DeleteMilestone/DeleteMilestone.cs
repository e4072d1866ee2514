namespace Portal.Orders;

/// <summary>Takes a milestone out of orders to come; those under way keep it.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class DeleteMilestone : IWrite<string>
{
    public string Key { get; set; } = "";
}

internal sealed class DeleteMilestoneHandler(OrdersDb db) : IRequestHandler<DeleteMilestone, string>
{
    public async Task<string> Handle(DeleteMilestone request, CancellationToken cancellation)
    {
        var steps = await db.MilestonesInTurnAsync(cancellation);
        var step = steps.Find(row => row.Key == request.Key) ?? throw new NotFoundException();

        // With the last shipment or delivery gone, orders could never be closed.
        if (step.MovesTo is { } state && SaveMilestone.States.Contains(state) && state >= OrderState.Shipped && steps.Count(row => row.MovesTo == state) == 1)
            throw new RuleBroken("", new Phrase("milestone.lastOf", step.Name, new Phrase($"OrderState.{state}")));
        db.Visibilities.RemoveRange(await db.Visibilities.Where(row => row.Key == step.Key).ToListAsync(cancellation));
        db.Definitions.Remove(step);
        await db.SaveChangesAsync(cancellation);
        return step.Key;
    }
}

public sealed class DeleteMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeleteMilestone, string>("milestone-definitions/{key}", "DELETE");
}
