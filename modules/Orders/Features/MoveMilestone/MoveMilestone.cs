namespace Portal.Orders;

/// <summary>Moves a milestone one place among those of orders to come.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class MoveMilestone : IWrite<string>
{
    public string Key { get; set; } = "";

    public bool Up { get; set; }
}

internal sealed class MoveMilestoneHandler(OrdersDb db) : IRequestHandler<MoveMilestone, string>
{
    public async Task<string> Handle(MoveMilestone request, CancellationToken cancellation)
    {
        var steps = await db.MilestonesInTurnAsync(cancellation);
        var place = steps.FindIndex(step => step.Key == request.Key);
        if (place < 0)
            throw new NotFoundException();
        if (steps.ElementAtOrDefault(request.Up ? place - 1 : place + 1) is { } other)
            (steps[place].Position, other.Position) = (other.Position, steps[place].Position);
        MilestoneOrder.Check(steps, "");
        await db.SaveChangesAsync(cancellation);
        return request.Key;
    }
}

public sealed class MoveMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MoveMilestone, string>("milestone-definitions/{key}/move");
}
