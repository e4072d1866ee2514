namespace Portal.Orders;

/// <summary>Closes an order that is delivered.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class CompleteOrder : IWrite<OrderChanged>
{
    public Guid Id { get; set; }
}

internal sealed class CompleteOrderHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<CompleteOrder, OrderChanged>
{
    public async Task<OrderChanged> Handle(CompleteOrder request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Complete(Actor.Of(caller, clock));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class CompleteOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<CompleteOrder, OrderChanged>("orders/{id:guid}/complete");
}
