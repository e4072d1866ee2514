using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>The customer's own data on an order, and the date promised to them.</summary>
internal sealed partial class Order
{
    /// <exception cref="RuleBroken">It is confirmed, or lacks what orders of this client must carry.</exception>
    public void ChangeData(OwnData own, ClientTerms? terms, Actor actor)
    {
        if (SheetStands && OrderGuard.Knows(actor.Side, OrderAction.ChangeData))
            throw new RuleBroken("", "order.data.sheet");
        Demand(OrderAction.ChangeData, actor);
        if (terms?.Missing(own.Given).ToList() is [var (field, message), ..])
            throw new RuleBroken(field, message);
        if (new OwnData(CustomerNumber, CostCentre, RequestedDate, DeliveryAddress, DeliveryMethod) == own)
            return;
        (CustomerNumber, CostCentre, RequestedDate, DeliveryAddress, DeliveryMethod) = (own.CustomerNumber, own.CostCentre, own.RequestedDate, own.DeliveryAddress, own.DeliveryMethod);
        ChangedAt = actor.At;
        Tell("order.event.data", Audience.Customer, actor.PersonId, actor.At);
    }

    /// <summary>A contract sheet says these data: they change with a new version of it, not behind its back.</summary>
    private bool SheetStands => Documents.Any(it => it is { Kind: DocumentKind.Sheet, State: DocumentState.Waiting or DocumentState.SecondNeeded or DocumentState.Accepted });

    /// <returns>The promise, or null where the day is the one promised already.</returns>
    public PromisedDate? Promise(DateOnly day, string? reason, Actor actor)
    {
        Demand(OrderAction.SetPromisedDate, actor);
        if (PromisedDate == day)
            return null;
        Tell(PromisedDate is { } before ? new Phrase("order.event.promiseMoved", before, day) : new Phrase("order.event.promised", day), Audience.Customer, actor.PersonId, actor.At);
        (PromisedDate, ChangedAt) = (day, actor.At);
        var promise = new PromisedDate { CompanyId = CompanyId, Day = day, Reason = reason, PersonId = actor.PersonId, At = actor.At };
        Promises.Add(promise);
        return promise;
    }
}

/// <summary>What the customer says of an order themselves.</summary>
internal sealed record OwnData(string? CustomerNumber, string? CostCentre, DateOnly? RequestedDate, AddressLines DeliveryAddress, string? DeliveryMethod)
{
    public IReadOnlyDictionary<string, string?> Given => new Dictionary<string, string?> { [nameof(CustomerNumber)] = CustomerNumber, [nameof(CostCentre)] = CostCentre, [nameof(RequestedDate)] = RequestedDate?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };
}
