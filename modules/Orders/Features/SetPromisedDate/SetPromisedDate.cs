namespace Portal.Orders;

/// <summary>Promises the customer a day, or another than before: they are told, and the earlier ones stay readable.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class SetPromisedDate : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public DateOnly? Day { get; set; }

    /// <summary>Why, for the customer.</summary>
    public string? Reason { get; set; }
}

internal sealed class SetPromisedDateValidator : AbstractValidator<SetPromisedDate>
{
    public SetPromisedDateValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.Day).NotNull().WithMessage(_ => texts["SetPromisedDate.Day.needed"]);
        RuleFor(it => it.Day).Must(day => day is null || day >= clock.Today).WithMessage(_ => texts["order.datePast", clock.Today]);
        RuleFor(it => it.Reason).MaximumLength(500);
    }
}

internal sealed class SetPromisedDateHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<SetPromisedDate, OrderChanged>
{
    public async Task<OrderChanged> Handle(SetPromisedDate request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        if (order.Promise(request.Day!.Value, request.Reason?.Trim() is { Length: > 0 } reason ? reason : null, Actor.Of(caller, clock)) is not { } promise)
            return OrderChanged.Of(order);
        db.Publish(new DatePromised(promise.Id));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class SetPromisedDateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetPromisedDate, OrderChanged>("orders/{id:guid}/promise");
}
