using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>Calls an order off. The customer reads the reason; what was to be done for it is not to be done any more.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class CancelOrder : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class CancelOrderValidator : AbstractValidator<CancelOrder>
{
    public CancelOrderValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["order.reasonNeeded"]).MaximumLength(500);
}

internal sealed class CancelOrderHandler(OrdersDb db, IWorkDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<CancelOrder, OrderChanged>
{
    public async Task<OrderChanged> Handle(CancelOrder request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Cancel(new Phrase("text", request.Reason.Trim()), Actor.Of(caller, clock));
        await desk.CancelAsync("order", order.Id, cancellation);
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class CancelOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<CancelOrder, OrderChanged>("orders/{id:guid}/cancel");
}
