namespace Portal.Orders;

/// <summary>Ends a hold: the order goes on where it stood.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class ReleaseOrder : IWrite<OrderChanged>
{
    public Guid Id { get; set; }
}

internal sealed class ReleaseOrderHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<ReleaseOrder, OrderChanged>
{
    public async Task<OrderChanged> Handle(ReleaseOrder request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Release(Actor.Of(caller, clock));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class ReleaseOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ReleaseOrder, OrderChanged>("orders/{id:guid}/release");
}
