namespace Portal.Orders;

/// <summary>Says that a shipment has arrived: the customer, or staff who learned of it.</summary>
[Permission(OrdersPermissions.Accept, OrdersPermissions.Approve, OrdersPermissions.Manage)]
public sealed class ConfirmDelivery : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    /// <summary>The shipment: the milestone it was recorded as.</summary>
    public Guid MilestoneId { get; set; }
}

internal sealed class ConfirmDeliveryHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<ConfirmDelivery, OrderChanged>
{
    public async Task<OrderChanged> Handle(ConfirmDelivery request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        if (!order.ConfirmDelivery(request.MilestoneId, Actor.Of(caller, clock)))
            return OrderChanged.Of(order);
        db.Publish(new ShipmentArrived(order.Id, caller.Principal.PersonId));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class ConfirmDeliveryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ConfirmDelivery, OrderChanged>("orders/{id:guid}/milestones/{milestoneId:guid}/delivered");
}
