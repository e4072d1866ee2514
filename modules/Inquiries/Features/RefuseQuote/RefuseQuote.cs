using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>The customer's no, with the reason.</summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class RefuseQuote : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class RefuseQuoteValidator : AbstractValidator<RefuseQuote>
{
    public RefuseQuoteValidator(Texts texts)
    {
        RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["RefuseQuote.Reason.needed"]);
        RuleFor(it => it.Reason).MaximumLength(2_000);
    }
}

internal sealed class RefuseQuoteHandler(InquiriesDb db, Caller caller, IWorkDesk desk, Contracts.Accounts.ICompanies companies, TimeProvider clock) : IRequestHandler<RefuseQuote, Guid>
{
    public async Task<Guid> Handle(RefuseQuote request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.InquiryId} for update", cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Quotes).ThenInclude(quote => quote.Lines).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.Refuse, caller, now);
        var quote = inquiry.Quotes.Where(row => row.State == QuoteState.Published).MaxBy(row => row.VersionNo)!;
        inquiry.Refuse(request.Reason.Trim(), now);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, now, new Phrase("inquiries.event.refused", quote.Number, request.Reason.Trim()));
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work("quote.refused", "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.refused", quote.Number, inquiry.Title), $"/inquiries/{inquiry.Id}",
                inquiry.ProductType, company?.Region, company?.KeeperId), cancellation);
        db.Publish(new QuoteRefused(inquiry.Id, quote.Id, quote.Number, inquiry.CompanyId, request.Reason.Trim()));
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }
}

public sealed class RefuseQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RefuseQuote, Guid>("inquiries/{inquiryId:guid}/refuse");
}
