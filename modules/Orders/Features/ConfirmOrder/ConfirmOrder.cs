using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>The company takes the order on; that settles the task to do so.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class ConfirmOrder : IWrite<OrderChanged>
{
    public Guid Id { get; set; }
}

internal sealed class ConfirmOrderHandler(OrdersDb db, IWorkDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<ConfirmOrder, OrderChanged>
{
    public async Task<OrderChanged> Handle(ConfirmOrder request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Confirm(await db.Terms.AsNoTracking().FirstOrDefaultAsync(terms => terms.CompanyId == order.CompanyId, cancellation), Actor.Of(caller, clock));
        await desk.SettleAsync("order", order.Id, "order.confirm", cancellation);
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class ConfirmOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ConfirmOrder, OrderChanged>("orders/{id:guid}/confirm");
}
