using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Orders;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>
/// The customer's yes to chosen lines of a published quote. Judged at the arrival of the request: not after expiry, each cell once, and only if the
/// order gate has nothing against it.
/// </summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class AcceptQuote : IWrite<AcceptQuote.Result>
{
    public Guid InquiryId { get; set; }

    public Guid QuoteId { get; set; }

    /// <summary>Ids of quote lines.</summary>
    public List<Guid> Lines { get; set; } = [];

    /// <summary>The customer's own order number.</summary>
    public string CustomerNumber { get; set; } = "";

    public Guid? DeliveryAddressId { get; set; }

    /// <summary>When the customer would like to have it.</summary>
    public DateOnly? RequestedDate { get; set; }

    /// <summary>The customer's own cost centre.</summary>
    public string CostCentre { get; set; } = "";

    /// <summary>One of those that <see cref="ShowAcceptance"/> offers; as with the last order where it is empty.</summary>
    public string DeliveryMethod { get; set; } = "";

    /// <summary>The signature as typed; the name of whoever is signed in where nothing is.</summary>
    public string SignedBy { get; set; } = "";

    /// <summary>The signature as drawn: the path of an SVG, 400 by 140.</summary>
    public string Drawing { get; set; } = "";

    /// <summary>The link it came by: set by the portal itself, never by a sender.</summary>
    internal Guid? LinkId { get; init; }

    public sealed record Result(Guid AcceptanceId, Guid InquiryId);
}

internal sealed class AcceptQuoteValidator : AbstractValidator<AcceptQuote>
{
    public AcceptQuoteValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.Lines).NotEmpty().WithMessage(_ => texts["inquiries.chooseCell"]);
        RuleFor(it => it.CustomerNumber).MaximumLength(60);
        RuleFor(it => it.CostCentre).MaximumLength(60);
        RuleFor(it => it.RequestedDate).Must(day => day is null || day >= clock.Today).WithMessage(_ => texts["AcceptQuote.RequestedDate.past", clock.Today]);
        RuleFor(it => it.SignedBy).MustBeSigner(texts);
        RuleFor(it => it.Drawing).MustBeDrawing(texts);
    }
}

internal sealed class AcceptQuoteHandler(
    InquiriesDb db, Signing signing, Caller caller, ICompanies companies, IEnumerable<IOrderGate> gates, OrderDemands demands, IWorkDesk desk, Negotiation negotiation, Contracts.Catalog.IProductTypes types, TimeProvider clock) : IRequestHandler<AcceptQuote, AcceptQuote.Result>
{
    private static readonly Prepared<InquiriesDb, Guid, Inquiry> WithQuotes = new((db, id) => db.Inquiries.Include(row => row.Quotes).ThenInclude(row => row.Lines).Where(row => row.Id == id));

    public async Task<AcceptQuote.Result> Handle(AcceptQuote request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();

        // Two acceptances of one inquiry take turns, so that the second sees what the first took.
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await WithQuotes.FirstOrDefaultAsync(db, request.InquiryId, cancellation) ?? throw new NotFoundException();
        var quote = inquiry.Quotes.FirstOrDefault(row => row.Id == request.QuoteId) ?? throw new NotFoundException();
        if (quote.State is QuoteState.Superseded or QuoteState.Withdrawn)
            throw new RuleBroken("", quote.State == QuoteState.Superseded ? "inquiries.superseded" : "inquiries.quoteWithdrawn");
        inquiry.Demand(InquiryAction.Accept, caller, now);
        if (!quote.IsOpen(now))
            throw new RuleBroken("", quote.IsExpired(now) ? "inquiries.expired" : "inquiries.superseded");
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        var number = CustomerNumber(request, inquiry);
        await demands.CheckAsync(inquiry.CompanyId, number, request.CostCentre, request.RequestedDate, request.DeliveryMethod.Trim(), cancellation);
        var delivery = await DeliveryAsync(request, inquiry, company, cancellation);

        var accepted = inquiry.AcceptedCells();
        var (person, signature) = await signing.SignAsync(request, inquiry, quote, cancellation);
        var acceptance = new Acceptance
        {
            InquiryId = inquiry.Id,
            QuoteId = quote.Id,
            CompanyId = inquiry.CompanyId,
            PersonId = person,
            Signature = signature,
            At = now,
            Net = quote.Lines.Where(line => request.Lines.Contains(line.Id)).Sum(line => line.Total),
        };
        var lines = quote.Accept([.. request.Lines.Distinct()], acceptance.Id, accepted);
        foreach (var gate in gates)
        {
            if (await gate.CheckAsync(inquiry.CompanyId, new Money(acceptance.Net, quote.Currency), cancellation) is { Count: > 0 } problems)
                throw new RuleBroken("", problems[0]);
        }

        db.Acceptances.Add(acceptance);
        inquiry.Accepted(now);
        db.Happened(inquiry, Audience.Customer, request.LinkId is null ? person : null, now,
            request.LinkId is null ? new Phrase("inquiries.event.accepted", quote.Number, lines.Count) : new Phrase("inquiries.event.acceptedByLink", signature.Name, quote.Number, lines.Count));
        await negotiation.OverAsync(inquiry.Id, lines.Select(line => line.CellId).ToHashSet(), cancellation, request.LinkId is null ? null : signature.Name);

        // What is still open keeps its work: a counter-offer, a change that is being calculated.
        if (inquiry.State == InquiryState.Accepted)
            await desk.SettleAsync("inquiry", inquiry.Id, null, cancellation);
        db.Publish(Event(request, inquiry, quote, acceptance, company, delivery, number, lines));
        await db.SaveChangesAsync(cancellation);
        return new(acceptance.Id, inquiry.Id);
    }

    private QuoteAccepted Event(AcceptQuote request, Inquiry inquiry, Quote quote, Acceptance acceptance, CompanyCard company, AddressLines delivery, string? number, IReadOnlyList<QuoteLine> lines)
    {
        var unit = types.Find(inquiry.ProductType)?.QuantityUnit ?? "unit.piece";
        return new QuoteAccepted(
            acceptance.Id, inquiry.Id, inquiry.Number!, quote.Id, quote.Number, inquiry.CompanyId, acceptance.PersonId, inquiry.AssigneeId, inquiry.Title, quote.Currency, quote.Language, delivery, company.PaymentDays,
            acceptance.Net, number,
            [.. lines.Select(line => new AcceptedLine(line.CellId, line.Id, inquiry.ProductType, line.Name, line.Quantity, unit, line.UnitPrice, line.Total, line.VatPercent, line.Content))], acceptance.At,
            quote.TolerancePercent, request.RequestedDate, request.CostCentre.Trim() is { Length: > 0 } centre ? centre : null, request.DeliveryMethod.Trim() is { Length: > 0 } method ? method : null)
        { BranchId = inquiry.BranchId, AuthorId = inquiry.AuthorId };
    }

    private static string? CustomerNumber(AcceptQuote request, Inquiry inquiry) =>
        request.CustomerNumber.Trim() is { Length: > 0 } own ? own : inquiry.CustomerNumber is { Length: > 0 } earlier ? earlier : null;

    private async Task<AddressLines> DeliveryAsync(AcceptQuote request, Inquiry inquiry, CompanyCard company, CancellationToken cancellation)
    {
        if (request.DeliveryAddressId is null && inquiry.Delivery is { } chosen)
            return chosen;
        var address = request.DeliveryAddressId is { } id ? company.Addresses.FirstOrDefault(it => it.Id == id) : OrderDemands.Proposed(company, await demands.LastAsync(company.Id, cancellation));
        return (address ?? throw new RuleBroken(nameof(AcceptQuote.DeliveryAddressId), "inquiries.noAddress")).Lines();
    }
}

/// <summary>Notes the order that was made of an acceptance, so that the inquiry leads to it.</summary>
internal sealed class NoteOrder(InquiriesDb db, TimeProvider clock) : IConsumer<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced happened, CancellationToken cancellation)
    {
        if (await db.Acceptances.FirstOrDefaultAsync(row => row.Id == happened.AcceptanceId, cancellation) is not { OrderId: null } acceptance)
            return;
        (acceptance.OrderId, acceptance.OrderNumber) = (happened.OrderId, happened.Number);
        var inquiry = await db.Inquiries.FirstAsync(row => row.Id == acceptance.InquiryId, cancellation);
        db.Happened(inquiry, Audience.Customer, null, clock.GetUtcNow(), new Phrase("inquiries.event.ordered", happened.Number));
        await db.SaveChangesAsync(cancellation);
    }
}

public sealed class AcceptQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AcceptQuote, AcceptQuote.Result>("inquiries/{inquiryId:guid}/quotes/{quoteId:guid}/accept");
}
