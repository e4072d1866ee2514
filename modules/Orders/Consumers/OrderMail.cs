using Microsoft.Extensions.Configuration;
using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;

namespace Portal.Orders;

/// <summary>Mails about an order, in the language of whoever gets them. No amounts: a mailbox may be read by people who are not to see prices.</summary>
internal sealed class OrderMail(IMailTransport transport, ICompanies companies, Texts texts, IConfiguration configuration)
{
    /// <param name="cause">What the mail is about; with the order it makes a Message-ID that a repeated sending repeats.</param>
    public async Task SendAsync(PersonCard to, Order order, string cause, Phrase subject, IReadOnlyList<Phrase> paragraphs, CancellationToken cancellation)
    {
        if (to.Email is not { Length: > 0 } address)
            return;
        var culture = Languages.Culture(to.Language);
        var (title, lines) = (texts.Say(subject, culture), paragraphs.Select(paragraph => texts.Say(paragraph, culture)).ToList());
        var footer = new[] { (await companies.OperatorAsync(cancellation)).Name };

        // Where the portal does not know its own address, a mail without a link is better than one with a wrong link.
        var button = configuration["Portal:Address"] is { Length: > 0 } portal
            ? new MailButton(texts.Say("order.mail.open", culture), $"{portal.TrimEnd('/')}/orders/{order.Id}")
            : null;
        await transport.SendAsync(
            new OutgoingMail(
                $"order-{order.Id:N}-{cause}@{Domain}", address, to.Name, title,
                MailLayout.Text(title, lines, button, footer), MailLayout.Html(title, lines, button, footer, configuration["Portal:Accent"] ?? "#1f5f8b", to.Language),
                null, null, [], to.Language),
            cancellation);
    }

    private string Domain => Uri.TryCreate(configuration["Portal:Address"], UriKind.Absolute, out var address) ? address.Host : "portal.localhost";
}
