using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>The customer proposes a price, another run length or a longer validity for a quoted cell. One waits for an answer at a time.</summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class MakeCounterOffer : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    /// <summary>In the currency of the quote; or <see cref="Total"/>, never both.</summary>
    public decimal? UnitPrice { get; set; }

    public decimal? Total { get; set; }

    public decimal? Quantity { get; set; }

    public DateOnly? ValidUntil { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class MakeCounterOfferValidator : AbstractValidator<MakeCounterOffer>
{
    public MakeCounterOfferValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.UnitPrice).Must((it, price) => price is not null || it.Total is not null || it.Quantity is not null || it.ValidUntil is not null).WithMessage(_ => texts["MakeCounterOffer.nothing"]);
        RuleFor(it => it.Total).Null().When(it => it.UnitPrice is not null).WithMessage(_ => texts["MakeCounterOffer.both"]);
        RuleFor(it => it.UnitPrice).GreaterThan(0).WithMessage(_ => texts["MakeCounterOffer.positive"]);
        RuleFor(it => it.Total).GreaterThan(0).WithMessage(_ => texts["MakeCounterOffer.positive"]);
        RuleFor(it => it.Quantity).Must(quantity => quantity is null || (quantity > 0 && quantity <= Quantities.Most && quantity == decimal.Truncate(quantity.Value)))
            .WithMessage(it => texts["inquiries.quantityBounds", it.Quantity!, Quantities.Most]);
        RuleFor(it => it.ValidUntil).Must(day => day is null || (day >= clock.Today && day <= clock.Today.AddYears(1))).WithMessage(_ => texts["MakeCounterOffer.ValidUntil.bounds", clock.Today, clock.Today.AddYears(1)]);
        RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["RefuseQuote.Reason.needed"]).MaximumLength(1_000).WithMessage(_ => texts["desk.reasonLong", 1_000]);
    }
}

internal sealed class MakeCounterOfferHandler(InquiriesDb db, Caller caller, ICompanies companies, IWorkDesk desk, TimeProvider clock) : IRequestHandler<MakeCounterOffer, Guid>
{
    public async Task<Guid> Handle(MakeCounterOffer request, CancellationToken cancellation)
    {
        var (now, person) = (clock.GetUtcNow(), caller.RequirePerson());
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).ThenInclude(quote => quote.Lines).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation)
            ?? throw new NotFoundException();
        if (inquiry.Cells.All(cell => cell.Id != request.CellId))
            throw new NotFoundException();
        inquiry.Demand(InquiryAction.Negotiate, caller, now);
        var accepted = inquiry.AcceptedCells();
        var (quote, line) = inquiry.Quotes.Where(it => it.IsOpen(now)).OrderByDescending(it => it.VersionNo)
            .SelectMany(it => it.Lines, (it, row) => (it, row)).FirstOrDefault(it => it.row.CellId == request.CellId && it.row.RefusalId is null && !accepted.Contains(it.row.CellId));
        if (line is null)
            throw new RuleBroken("", "inquiries.notOpen");
        if (await db.CounterOffers.AsNoTracking().FirstOrDefaultAsync(row => row.CellId == request.CellId && row.State == CounterOfferState.Open, cancellation) is { } open)
            throw new RuleBroken("", new Phrase("MakeCounterOffer.oneOpen", open.Person));
        var quantity = request.Quantity == line.Quantity ? null : request.Quantity;
        var unit = request.UnitPrice ?? (request.Total is { } total ? Money.Round(total / (quantity ?? line.Quantity), total / (quantity ?? line.Quantity) < 1m ? 4 : 2) : null);
        if (quantity is null && request.ValidUntil is null && !(unit < line.UnitPrice))
            throw new RuleBroken(request.Total is null ? nameof(MakeCounterOffer.UnitPrice) : nameof(MakeCounterOffer.Total), new Phrase("MakeCounterOffer.notLower", new Money(line.UnitPrice, quote.Currency), new Money(line.Total, quote.Currency)));
        var offer = new CounterOffer
        {
            InquiryId = inquiry.Id,
            CompanyId = inquiry.CompanyId,
            CellId = line.CellId,
            QuoteLineId = line.Id,
            PersonId = person.Person,
            Person = person.Name,
            At = now,
            UnitPrice = unit,
            Quantity = quantity,
            ValidUntil = request.ValidUntil,
            Reason = request.Reason.Trim(),
        };
        db.CounterOffers.Add(offer);
        db.Happened(inquiry, Audience.Customer, person.Person, now, new Phrase("inquiries.event.counterOfferMade", Negotiation.Cell(inquiry, line.CellId)));
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work(Negotiation.Kind, "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.counterOffer", quote.Number, inquiry.Title), $"/inquiries/{inquiry.Id}#negotiation",
                inquiry.ProductType, company?.Region, company?.KeeperId, inquiry.AssigneeId), cancellation);
        db.Publish(new CounterOfferMade(inquiry.Id, offer.Id, inquiry.CompanyId));
        await db.SaveChangesAsync(cancellation);
        return offer.Id;
    }
}

public sealed class MakeCounterOfferEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MakeCounterOffer, Guid>("inquiries/{inquiryId:guid}/quoted/{cellId:guid}/counter-offers");
}
