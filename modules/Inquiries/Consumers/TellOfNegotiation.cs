using Portal.Contracts.Inquiries;
using Portal.Kernel.Mail;

namespace Portal.Inquiries;

/// <summary>What one side did while negotiating the other side is told of.</summary>
internal sealed class TellOfNegotiation(InquiriesDb db, Notices notices) : IConsumer<CounterOfferMade>, IConsumer<CounterOfferClosed>, IConsumer<QuoteWithdrawn>, IConsumer<InquiryRevised>
{
    public async Task HandleAsync(CounterOfferMade happened, CancellationToken cancellation)
    {
        var (inquiry, offer) = await FindAsync(happened.InquiryId, happened.CounterOfferId, cancellation);
        await TellStaffAsync(inquiry, $"offer-{offer.Id:N}", new Phrase("inquiries.notice.counterOffer", inquiry.Number!, offer.Person, Negotiation.Cell(inquiry, offer.CellId)), offer.Reason, $"/inquiries/{inquiry.Id}/quoted/{offer.CellId}", cancellation);
    }

    public async Task HandleAsync(CounterOfferClosed happened, CancellationToken cancellation)
    {
        var (inquiry, offer) = await FindAsync(happened.InquiryId, happened.CounterOfferId, cancellation);
        var (address, cause) = ($"/inquiries/{inquiry.Id}/quoted/{offer.CellId}", $"offer-{offer.Id:N}-closed");
        var subject = new Phrase($"inquiries.notice.counterOffer{offer.State}", inquiry.Number!, Negotiation.Cell(inquiry, offer.CellId));
        if (offer.State == CounterOfferState.Withdrawn)
            await TellStaffAsync(inquiry, cause, subject, "", address, cancellation);
        else
            await notices.TellAsync(new NoticeReader(offer.PersonId, offer.CompanyId), InquiryNotices.Negotiated, new PersonLetter(cause, subject, Written(offer.Answer), "inquiries.mail.open", address), cancellation);
    }

    public async Task HandleAsync(QuoteWithdrawn happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        await notices.TellAsync(
            new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Negotiated,
            new PersonLetter($"withdrawn-{happened.QuoteId:N}", new Phrase("inquiries.notice.quoteWithdrawn", happened.Number, happened.Version, inquiry.Title), Written(happened.Reason), "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
    }

    public async Task HandleAsync(InquiryRevised happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        await TellStaffAsync(inquiry, $"revision-{inquiry.Id:N}-{happened.Revision}", new Phrase("inquiries.notice.revised", inquiry.Number!, inquiry.Title, happened.Differences), "", $"/inquiries/{inquiry.Id}#revisions", cancellation);
    }

    private async Task<(Inquiry Inquiry, CounterOffer Offer)> FindAsync(Guid inquiryId, Guid offerId, CancellationToken cancellation) => (
        await db.Inquiries.AsNoTracking().Include(row => row.Cells).FirstAsync(row => row.Id == inquiryId, cancellation), await db.CounterOffers.AsNoTracking().FirstAsync(row => row.Id == offerId, cancellation));

    private async Task TellStaffAsync(Inquiry inquiry, string cause, Phrase subject, string text, string address, CancellationToken cancellation)
    {
        if (inquiry.AssigneeId is { } handler)
            await notices.TellAsync(new NoticeReader(handler), InquiryNotices.Proposed, new PersonLetter(cause, subject, Written(text), "inquiries.mail.open", address), cancellation);
    }

    private static IReadOnlyList<Phrase> Written(string? text) => text is { Length: > 0 } ? [new Phrase("text", text)] : [];
}
