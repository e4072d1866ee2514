using Portal.Kernel.Mail;

namespace Portal.Orders;

/// <summary>Mails about an order. No amounts: a mailbox may be read by people who are not to see prices.</summary>
internal sealed class OrderMail(Notices notices)
{
    /// <param name="cause">What the mail is about; with the order it makes a Message-ID that a repeated sending repeats.</param>
    public Task SendAsync(string kind, Order order, string cause, Phrase subject, IReadOnlyList<Phrase> paragraphs, CancellationToken cancellation) =>
        TellAsync(new NoticeReader(order.PersonId, order.CompanyId), kind, order, cause, subject, paragraphs, cancellation);

    /// <summary>As <see cref="SendAsync"/>, to somebody else than whoever ordered.</summary>
    public Task TellAsync(NoticeReader reader, string kind, Order order, string cause, Phrase subject, IReadOnlyList<Phrase> paragraphs, CancellationToken cancellation) =>
        notices.TellAsync(reader, kind, new PersonLetter($"order-{order.Id:N}-{cause}", subject, paragraphs, "order.mail.open", $"/orders/{order.Id}"), cancellation);
}
