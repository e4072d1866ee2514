using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>
/// Staff say yes: the desk gets the agreed price as a discount (as a margin where it is above the full price), and a new version quotes the cell beside
/// those that are open. Below the margin's floor it waits for approval like any quote; the counter-offer stays open until then.
/// </summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class AcceptCounterOffer : IWrite<PublishQuote.Result>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }

    /// <summary>Of the new version; as proposed, else as quoted, where it is left out.</summary>
    public DateOnly? ValidUntil { get; set; }

    public string Message { get; set; } = "";
}

internal sealed class AcceptCounterOfferHandler(
    InquiriesDb db, Caller caller, Negotiation negotiation, CalculationDesk desk, Pricing pricing, ICalculations calculations, IMediator mediator, OperatorClock clock) : IRequestHandler<AcceptCounterOffer, PublishQuote.Result>
{
    public async Task<PublishQuote.Result> Handle(AcceptCounterOffer request, CancellationToken cancellation)
    {
        caller.Require(InquiriesPermissions.Calculate);
        var (inquiry, offer) = await negotiation.TakeAsync(request.InquiryId, request.Id, cancellation);
        var quoted = inquiry.Cells.First(cell => cell.Id == offer.CellId);
        if (quoted.RetiredIn is not null)
            throw new RuleBroken("", "counterOffer.retired");
        var cell = offer.Quantity is { } quantity ? await InRunAsync(inquiry, quoted, quantity, cancellation) : quoted;
        if (offer.UnitPrice is { } unit)
            await AgreeAsync(inquiry, cell, unit, offer, cancellation);
        var line = inquiry.Quotes.SelectMany(quote => quote.Lines, (quote, it) => (quote, it)).First(it => it.it.Id == offer.QuoteLineId);
        var validUntil = request.ValidUntil ?? offer.ValidUntil ?? (line.quote.ValidUntil > clock.Today ? line.quote.ValidUntil : clock.Today);
        return await mediator.Send(new PublishQuote { InquiryId = inquiry.Id, Cells = [cell.Id], KeepsEarlier = true, ValidUntil = validUntil, Message = request.Message, Accepts = offer.Id }, cancellation);
    }

    /// <summary>The same alternative in another run length: the cell there is, else a new one with the margin and the discount of the quoted.</summary>
    private async Task<Cell> InRunAsync(Inquiry inquiry, Cell quoted, decimal quantity, CancellationToken cancellation)
    {
        if (inquiry.CurrentCells.FirstOrDefault(it => it.ItemKey == quoted.ItemKey && it.Alternative == quoted.Alternative && it.Quantity == quantity) is { } known)
            return known;
        var item = inquiry.Items.First(it => it.Key == quoted.ItemKey);
        var spec = item.Choices().First(choice => choice.Key == quoted.Alternative).Spec;
        if ((await calculations.CheckAsync(inquiry.ProductType, spec, [quantity], cancellation)).FirstOrDefault(problem => problem.IsError) is { } problem)
            throw new RuleBroken("", problem.Message);
        var (card, facts) = (await calculations.CalculateAsync(inquiry.CompanyId, inquiry.ProductType, [new CellToCalculate(spec, quantity)], cancellation))[0];
        var cell = new Cell
        {
            InquiryId = inquiry.Id,
            CompanyId = inquiry.CompanyId,
            ItemKey = quoted.ItemKey,
            Alternative = quoted.Alternative,
            Quantity = quantity,
            Facts = [.. facts.Where(fact => fact.Audience == Audience.Customer)],
            Order = inquiry.Cells.Max(it => it.Order) + 1,
            Revision = inquiry.Revision,
        };
        inquiry.Cells.Add(cell);
        inquiry.Extend([.. inquiry.Items.Select(it => it.Key == item.Key ? it.InRun(quoted.Alternative, quantity) : it)]);
        var own = await db.Pricings.FirstAsync(row => row.CellId == quoted.Id, cancellation);
        db.Pricings.Add(new CellPricing { CellId = cell.Id, InquiryId = inquiry.Id, CompanyId = inquiry.CompanyId, CalculationId = card.Id, MarginPercent = own.MarginPercent, DiscountPercent = own.DiscountPercent });
        await db.SaveChangesAsync(cancellation);
        return cell;
    }

    private async Task AgreeAsync(Inquiry inquiry, Cell cell, decimal unit, CounterOffer offer, CancellationToken cancellation)
    {
        var price = (await pricing.OfAsync(inquiry, cancellation, cell.Id))[cell.Id];
        if (!price.Totals.IsComplete)
            throw new RuleBroken("", new Phrase("inquiries.incomplete", cell.Alternative, cell.Quantity));
        var rate = price.Rate?.Value ?? throw new RuleBroken("", new Phrase("inquiries.noRate", inquiry.Currency));
        var agreed = unit * cell.Quantity * rate;
        if (agreed < price.Calculation.Terms.MinimumPrice)
            throw new RuleBroken("", new Phrase("counterOffer.minimum", new Money(Math.Ceiling(price.Calculation.Terms.MinimumPrice / rate / cell.Quantity * 100m) / 100m, inquiry.Currency)));
        if (price.Price?.Unit == unit)
            return;
        var work = await desk.OpenAsync(inquiry.Id, cancellation);
        var own = work.Pricings[cell.Id];
        var full = price.Totals.Cost / (1 - own.MarginPercent / 100m);
        if (agreed <= full)
            own.DiscountPercent = Math.Round((1 - agreed / full) * 100m, 8);
        else
            (own.MarginPercent, own.DiscountPercent) = (Math.Round((1 - price.Totals.Cost / agreed) * 100m, 8), 0);
        await desk.RecordAsync(work, ChangeKind.Discount, new Phrase("desk.log.agreed", unit, inquiry.Currency, offer.Person), offer.Reason, cancellation);
    }
}

public sealed class AcceptCounterOfferEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AcceptCounterOffer, PublishQuote.Result>("inquiries/{inquiryId:guid}/counter-offers/{id:guid}/accept");
}
