using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>The customer's no, to all that is open or to chosen cells, with the reason.</summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class RefuseQuote : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public RefusalWhy? Why { get; set; }

    /// <summary>Needed where <see cref="Why"/> does not say it.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Ids of cells; none for all that is open.</summary>
    public List<Guid> Cells { get; set; } = [];
}

internal sealed class RefuseQuoteValidator : AbstractValidator<RefuseQuote>
{
    public RefuseQuoteValidator(Texts texts)
    {
        RuleFor(it => it.Reason).NotEmpty().When(it => it.Why is null or RefusalWhy.Other).WithMessage(_ => texts["RefuseQuote.Reason.needed"]);
        RuleFor(it => it.Reason).MaximumLength(2_000);
    }
}

internal sealed class RefuseQuoteHandler(InquiriesDb db, Caller caller, IWorkDesk desk, Negotiation negotiation, Contracts.Accounts.ICompanies companies, TimeProvider clock) : IRequestHandler<RefuseQuote, Guid>
{
    public async Task<Guid> Handle(RefuseQuote request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Quotes).ThenInclude(quote => quote.Lines).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.Refuse, caller, now);
        var quote = inquiry.Quotes.Where(row => row.State == QuoteState.Published).MaxBy(row => row.VersionNo)!;
        var accepted = inquiry.AcceptedCells();
        var open = inquiry.Quotes.Where(row => row.State == QuoteState.Published).SelectMany(row => row.Lines).Where(line => line.RefusalId is null && !accepted.Contains(line.CellId)).Select(line => line.CellId).ToHashSet();
        if (request.Cells.Exists(cell => !open.Contains(cell)))
            throw new RuleBroken(nameof(RefuseQuote.Cells), "inquiries.notOpen");

        // Who ticks every open cell refuses the whole.
        var refusal = new Refusal
        {
            InquiryId = inquiry.Id,
            CompanyId = inquiry.CompanyId,
            PersonId = caller.RequirePerson().Person,
            At = now,
            Why = request.Why,
            Reason = request.Reason.Trim(),
            Cells = open.IsSubsetOf(request.Cells) ? [] : [.. request.Cells.Distinct()],
        };
        db.Refusals.Add(refusal);
        inquiry.Refuse(refusal, refusal.Reason, now);
        var said = Said(refusal);
        db.Happened(inquiry, Audience.Customer, refusal.PersonId, now,
            refusal.Cells.Count == 0 ? new Phrase("inquiries.event.refused", quote.Number, said) : new Phrase("inquiries.event.cellsRefused", quote.Number, refusal.Cells.Count, said));
        await negotiation.OverAsync(inquiry.Id, refusal.Cells.Count == 0 ? open : refusal.Cells.ToHashSet(), cancellation);
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work("quote.refused", "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.refused", quote.Number, inquiry.Title), $"/inquiries/{inquiry.Id}",
                inquiry.ProductType, company?.Region, company?.KeeperId), cancellation);
        db.Publish(new QuoteRefused(inquiry.Id, quote.Id, quote.Number, inquiry.CompanyId, refusal.Reason, refusal.Id, said));
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }

    /// <summary>The reason of the list and the customer's own words, as far as given.</summary>
    public static Phrase Said(Refusal refusal) => (refusal.Why, refusal.Reason) switch
    {
        (null, var text) => new Phrase("text", text),
        ({ } why, "") => new Phrase($"RefusalWhy.{why}"),
        ({ } why, var text) => new Phrase("inquiries.refusal", new Phrase($"RefusalWhy.{why}"), text),
    };
}

public sealed class RefuseQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RefuseQuote, Guid>("inquiries/{inquiryId:guid}/refuse");
}
