namespace Portal.Orders;

/// <summary>Takes back a milestone recorded by mistake; the order's state follows.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class UndoMilestone : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public Guid MilestoneId { get; set; }
}

internal sealed class UndoMilestoneHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<UndoMilestone, OrderChanged>
{
    public async Task<OrderChanged> Handle(UndoMilestone request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Undo(request.MilestoneId, Actor.Of(caller, clock));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class UndoMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<UndoMilestone, OrderChanged>("orders/{id:guid}/milestones/{milestoneId:guid}", "DELETE");
}
