using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>How an order comes into being.</summary>
internal sealed partial class Order
{
    /// <param name="company">The customer as they are now: name, tax id and address go on the order's papers.</param>
    /// <param name="against">What the gate has against it: with anything in it the order is held rather than lost.</param>
    /// <param name="plan">The milestones the company keeps for this client.</param>
    /// <param name="deliveryMethod">As with the last order, unless the customer chose another.</param>
    public static Order From(QuoteAccepted accepted, string number, CompanyCard company, IReadOnlyList<Phrase> against, IEnumerable<PlannedMilestone> plan, string? deliveryMethod, DateTimeOffset now)
    {
        var totals = OrderTotals.Of(accepted.Lines.Select(line => (line.Total, line.VatPercent)));
        var order = new Order
        {
            CompanyId = accepted.CompanyId,
            BranchId = accepted.BranchId,
            AuthorId = accepted.AuthorId == Guid.Empty ? accepted.PersonId : accepted.AuthorId,
            Number = number,
            AcceptanceId = accepted.AcceptanceId,
            InquiryId = accepted.InquiryId,
            InquiryNumber = accepted.InquiryNumber,
            QuoteId = accepted.QuoteId,
            QuoteNumber = accepted.QuoteNumber,
            Title = accepted.Title,
            CustomerNumber = accepted.CustomerNumber is { Length: > 0 } own ? own : null,
            CostCentre = accepted.CostCentre is { Length: > 0 } centre ? centre : null,
            RequestedDate = accepted.RequestedDate,
            DeliveryMethod = deliveryMethod,
            TolerancePercent = accepted.TolerancePercent,
            PersonId = accepted.PersonId,
            HandlerId = accepted.AssigneeId ?? company.KeeperId,
            Currency = accepted.Currency,
            Language = accepted.Language,
            PaymentDays = accepted.PaymentDays,
            CompanyName = company.Name,
            TaxId = company.TaxId,
            DeliveryAddress = accepted.DeliveryAddress,
            BillingAddress = company.Addresses.FirstOrDefault(address => address.Kind == "registered") is { } at ? new(at.Name, at.Street, at.PostCode, at.City, at.Country) : null,
            Net = totals.Net,
            Vat = totals.Vat,
            Gross = totals.Gross,
            PlacedAt = accepted.At,
            ChangedAt = now,
        };
        order.Lines.AddRange(accepted.Lines.Select((line, index) => new OrderLine
        {
            CompanyId = accepted.CompanyId,
            Position = index + 1,
            CellId = line.CellId,
            QuoteLineId = line.QuoteLineId,
            ProductType = line.ProductType,
            Name = line.Name,
            Quantity = line.Quantity,
            Unit = line.Unit,
            UnitPrice = line.UnitPrice,
            Total = line.Total,
            VatPercent = line.VatPercent,
            Content = line.Content,
        }));
        order.Tell(new Phrase("order.event.placed", accepted.QuoteNumber), Audience.Customer, accepted.PersonId, accepted.At);
        order.Plan.AddRange(plan);
        foreach (var step in order.Plan.Where(step => step.Mover == MilestoneMover.OrderMade))
            order.Add(step, new Reached(), null, accepted.At);
        if (against.Count > 0)
            order.Hold(against.Count == 1 ? against[0] : against.Aggregate((all, next) => new Phrase("order.reasons", all, next)), new Actor(OrderSide.Manager, null, now));
        return order;
    }

    /// <summary>Who handles it where the acceptance named nobody: whoever got the task.</summary>
    public void HandOver(Guid? handler) => HandlerId = handler ?? HandlerId;
}
