using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>The customer's own data on an order: number, cost centre, wanted date, where and how to deliver. Until the order is confirmed.</summary>
[Permission(OrdersPermissions.Accept, OrdersPermissions.Approve, OrdersPermissions.Manage)]
public sealed class ChangeOrderData : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    public string? CustomerNumber { get; set; }

    public string? CostCentre { get; set; }

    public DateOnly? RequestedDate { get; set; }

    /// <summary>One of the company's addresses; the order keeps its own where none is named.</summary>
    public Guid? DeliveryAddressId { get; set; }

    /// <summary>A name of the list of carriers.</summary>
    public string? DeliveryMethod { get; set; }
}

internal sealed class ChangeOrderDataValidator : AbstractValidator<ChangeOrderData>
{
    public ChangeOrderDataValidator(Texts texts)
    {
        RuleFor(it => it.CustomerNumber).MaximumLength(60).WithMessage(_ => texts["ChangeOrderData.tooLong", 60]);
        RuleFor(it => it.CostCentre).MaximumLength(60).WithMessage(_ => texts["ChangeOrderData.tooLong", 60]);
    }
}

internal sealed class ChangeOrderDataHandler(OrdersDb db, ICompanies companies, Caller caller, OperatorClock clock, TimeProvider time) : IRequestHandler<ChangeOrderData, OrderChanged>
{
    public async Task<OrderChanged> Handle(ChangeOrderData request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);

        // A date that was asked for long ago may stay; a new one lies ahead.
        if (request.RequestedDate is { } day && day != order.RequestedDate && day < clock.Today)
            throw new RuleBroken(nameof(request.RequestedDate), new Phrase("order.datePast", clock.Today));
        var method = Text(request.DeliveryMethod);
        if (method is not null && method != order.DeliveryMethod && !await db.Carriers.AnyAsync(carrier => carrier.Name == method && carrier.IsActive, cancellation))
            throw new RuleBroken(nameof(request.DeliveryMethod), new Phrase("ChangeOrderData.DeliveryMethod.unknown", method));
        var own = new OwnData(Text(request.CustomerNumber), Text(request.CostCentre), request.RequestedDate, await AddressAsync(request, order, cancellation), method);
        order.ChangeData(own, await db.Terms.AsNoTracking().FirstOrDefaultAsync(terms => terms.CompanyId == order.CompanyId, cancellation), Actor.Of(caller, time));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }

    private async Task<AddressLines> AddressAsync(ChangeOrderData request, Order order, CancellationToken cancellation)
    {
        if (request.DeliveryAddressId is not { } id)
            return order.DeliveryAddress;
        var company = await companies.FindAsync(order.CompanyId, cancellation);
        return company?.Addresses.FirstOrDefault(it => it.Id == id) is { } address ? address.Lines() : throw new RuleBroken(nameof(request.DeliveryAddressId), "ChangeOrderData.DeliveryAddressId.unknown");
    }

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}

internal static class AddressOfCompany
{
    public static AddressLines Lines(this AddressCard address) => new(address.Name, address.Street, address.PostCode, address.City, address.Country);
}

public sealed class ChangeOrderDataEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ChangeOrderData, OrderChanged>("orders/{id:guid}/data", "PUT");
}
