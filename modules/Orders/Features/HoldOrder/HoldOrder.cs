namespace Portal.Orders;

/// <summary>Stops work on an order until somebody releases it. The customer reads the reason.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class HoldOrder : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class HoldOrderValidator : AbstractValidator<HoldOrder>
{
    public HoldOrderValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["order.reasonNeeded"]).MaximumLength(500);
}

internal sealed class HoldOrderHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<HoldOrder, OrderChanged>
{
    public async Task<OrderChanged> Handle(HoldOrder request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        order.Hold(new Phrase("text", request.Reason.Trim()), Actor.Of(caller, clock));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class HoldOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<HoldOrder, OrderChanged>("orders/{id:guid}/hold");
}
