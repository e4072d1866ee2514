using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Gives the order to another member of staff.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class SetHandler : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public Guid? PersonId { get; set; }
}

internal sealed class SetHandlerValidator : AbstractValidator<SetHandler>
{
    public SetHandlerValidator(Texts texts) => RuleFor(it => it.PersonId).NotNull().WithMessage(_ => texts["SetHandler.PersonId.needed"]);
}

internal sealed class SetHandlerHandler(OrdersDb db, IPeople people, Caller caller, TimeProvider clock) : IRequestHandler<SetHandler, OrderChanged>
{
    public async Task<OrderChanged> Handle(SetHandler request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        var person = await people.FindAsync(request.PersonId!.Value, cancellation);

        // Only staff work in a department: a customer's person can never be put in charge.
        if (person is null || (await people.DepartmentsOfAsync(person.Id, cancellation)).Count == 0)
            throw new RuleBroken(nameof(SetHandler.PersonId), new Phrase("SetHandler.PersonId.unknown"));
        order.SetHandler(person.Id, person.Name, Actor.Of(caller, clock));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }
}

public sealed class SetHandlerEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetHandler, OrderChanged>("orders/{id:guid}/handler");
}
