namespace Portal.Orders;

/// <summary>A shipment was said to have arrived.</summary>
internal sealed record ShipmentArrived(Guid OrderId, Guid? PersonId) : IEvent;

/// <summary>Once everything has arrived the order is delivered. As the system: a customer does not see the hidden shipments.</summary>
internal sealed class SettleDelivery(OrdersDb db, TimeProvider clock) : IConsumer<ShipmentArrived>
{
    public async Task HandleAsync(ShipmentArrived happened, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(happened.OrderId, cancellation);
        if (order.ArriveWhenAllDid(new Actor(OrderSide.Manager, happened.PersonId, clock.GetUtcNow())) is not { } delivered)
            return;
        db.Announce(order, delivered);
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
    }
}
