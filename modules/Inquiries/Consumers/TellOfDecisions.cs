using Portal.Contracts.Inquiries;
using Portal.Kernel.Mail;

namespace Portal.Inquiries;

/// <summary>Whoever handles an inquiry is told what the customer decided.</summary>
internal sealed class TellOfDecisions(InquiriesDb db, Notices notices) : IConsumer<QuoteAccepted>, IConsumer<QuoteRefused>
{
    public Task HandleAsync(QuoteAccepted happened, CancellationToken cancellation) =>
        TellAsync(happened.InquiryId, $"accepted-{happened.AcceptanceId:N}", number => new Phrase("inquiries.notice.accepted", number, happened.Title, happened.Lines.Count), cancellation);

    public Task HandleAsync(QuoteRefused happened, CancellationToken cancellation) =>
        TellAsync(happened.InquiryId, $"refused-{(happened.RefusalId == default ? happened.QuoteId : happened.RefusalId):N}", number => new Phrase("inquiries.notice.refused", number, happened.Said ?? new Phrase("text", happened.Reason)), cancellation);

    private async Task TellAsync(Guid inquiryId, string cause, Func<string, Phrase> subject, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == inquiryId, cancellation);
        if (inquiry.AssigneeId is { } handler)
            await notices.TellAsync(new NoticeReader(handler), InquiryNotices.Decided, new PersonLetter(cause, subject(inquiry.Number!), [], "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
    }
}
