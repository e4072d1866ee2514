using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Kernel.Mail;

namespace Portal.Inquiries;

/// <summary>Sends the published quote with its paper to whoever asked for it.</summary>
internal sealed class MailQuote(InquiriesDb db, IPeople people, Notices notices) : IConsumer<QuotePublished>
{
    public async Task HandleAsync(QuotePublished happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        var quote = await db.Quotes.AsNoTracking().FirstAsync(row => row.Id == happened.QuoteId, cancellation);
        var handler = inquiry.AssigneeId is { } id ? await people.FindAsync(id, cancellation) : null;
        List<Phrase> paragraphs = [new("inquiries.mail.quote", quote.Number, inquiry.Number!, inquiry.Title), new("inquiries.mail.validUntil", quote.ValidUntil)];
        if (handler is not null)
            paragraphs.Add(new Phrase("inquiries.mail.handler", handler.Name, handler.Phone ?? handler.Email ?? ""));
        await notices.TellAsync(
            new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Published, new PersonLetter($"quote-{quote.Id:N}", new Phrase("inquiries.mail.subject", quote.Number, inquiry.Title), paragraphs, "inquiries.mail.open", $"/inquiries/{inquiry.Id}")
            {
                Files = [quote.PdfFileId],
            },
            cancellation);
    }
}
