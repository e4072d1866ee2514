using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Writes down how long answers took and how quotes were decided. The working time is that of its day: another calendar later changes no past month.</summary>
internal sealed class Measure(InquiriesDb db, IWorkingTime time, TimeProvider clock) : IConsumer<QuotePublished>, IConsumer<QuoteAccepted>, IConsumer<QuoteRefused>
{
    public async Task HandleAsync(QuotePublished happened, CancellationToken cancellation)
    {
        var first = await db.Quotes.AsNoTracking().Where(quote => quote.InquiryId == happened.InquiryId).OrderBy(quote => quote.VersionNo).Select(quote => quote.PublishedAt).FirstAsync(cancellation);
        if (await db.Inquiries.Where(row => row.Id == happened.InquiryId).Select(row => row.SubmittedAt).FirstAsync(cancellation) is not { } submitted)
            return;
        var hours = decimal.Round((decimal)(await time.BetweenAsync(submitted, first, cancellation)).TotalHours, 2);
        await db.Database.ExecuteSqlAsync(
            $"insert into inquiries.answer (inquiry_id, company_id, audience, at, working_hours) values ({happened.InquiryId}, {happened.CompanyId}, 'Internal', {first}, {hours}) on conflict do nothing", cancellation);
    }

    public Task HandleAsync(QuoteAccepted happened, CancellationToken cancellation) => DecidedAsync(happened.QuoteId, happened.CompanyId, happened.At, true, cancellation);

    public Task HandleAsync(QuoteRefused happened, CancellationToken cancellation) => DecidedAsync(happened.QuoteId, happened.CompanyId, clock.GetUtcNow(), false, cancellation);

    /// <summary>The first word counts: who accepts a part and refuses the rest has bought.</summary>
    private Task DecidedAsync(Guid quote, Guid company, DateTimeOffset at, bool won, CancellationToken cancellation) => db.Database.ExecuteSqlAsync(
        $"insert into inquiries.decision (quote_id, company_id, audience, at, is_won) values ({quote}, {company}, 'Internal', {at}, {won}) on conflict do nothing", cancellation);
}
