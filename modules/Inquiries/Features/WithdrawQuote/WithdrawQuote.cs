using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>Staff take a published version back, with a reason for the customer; not one of which something was accepted.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class WithdrawQuote : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid QuoteId { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class WithdrawQuoteValidator : AbstractValidator<WithdrawQuote>
{
    public WithdrawQuoteValidator(Texts texts) =>
        RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["desk.reasonNeeded"]).MaximumLength(1_000).WithMessage(_ => texts["desk.reasonLong", 1_000]);
}

internal sealed class WithdrawQuoteHandler(InquiriesDb db, Caller caller, TimeProvider clock) : IRequestHandler<WithdrawQuote, Guid>
{
    public async Task<Guid> Handle(WithdrawQuote request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Quotes).ThenInclude(row => row.Lines).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var quote = inquiry.Quotes.FirstOrDefault(row => row.Id == request.QuoteId) ?? throw new NotFoundException();
        if (quote.State != QuoteState.Published || quote.Lines.Exists(line => line.AcceptanceId is not null))
            throw new RuleBroken("", new Phrase("WithdrawQuote.notNow", new Phrase(quote.State == QuoteState.Published ? "InquiryState.PartlyAccepted" : $"QuoteState.{quote.State}")));
        inquiry.WithdrawQuote(quote, request.Reason.Trim(), now);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, now, new Phrase("inquiries.event.quoteWithdrawn", quote.Number, quote.VersionNo, request.Reason.Trim()));
        db.Publish(new QuoteWithdrawn(inquiry.Id, quote.Id, quote.Number, quote.VersionNo, inquiry.CompanyId, request.Reason.Trim()));
        await db.SaveChangesAsync(cancellation);
        return quote.Id;
    }
}

public sealed class WithdrawQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<WithdrawQuote, Guid>("inquiries/{inquiryId:guid}/quotes/{quoteId:guid}/withdraw");
}
