using Microsoft.Extensions.Configuration;
using Portal.Contracts.Accounts;
using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>What a mail to a person says; put into their language when it is sent.</summary>
/// <param name="Id">Names the mail: sent again it is the same mail.</param>
/// <param name="Open">The button's text, and where in the portal it leads ("/orders/…").</param>
public sealed record PersonLetter(string Id, Phrase Subject, IReadOnlyList<Phrase> Paragraphs, Phrase Open, string Address)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>The kind of notice, where the reader may choose not to get such mails; null for what always goes.</summary>
    public string? Kind { get; init; }
}

/// <summary>Mails to people, in the reader's language, under the operator's name.</summary>
public sealed class PersonMail(IMailTransport transport, ICompanies companies, Texts texts, IConfiguration configuration, MailOptions options, UnsubscribeLinks links, Drill drill)
{
    /// <summary>Does nothing for a person without an address.</summary>
    public async Task SendAsync(PersonCard to, PersonLetter letter, CancellationToken cancellation)
    {
        if (to.Email is not { Length: > 0 } address)
            return;
        var culture = Languages.Culture(to.Language);
        var (title, lines) = (texts.Say(letter.Subject, culture), letter.Paragraphs.Select(paragraph => texts.Say(paragraph, culture)).ToList());
        string[] footer = [(await companies.OperatorAsync(cancellation)).Name];

        // Where the portal does not know its own address, a mail without a link is better than one with a wrong link.
        var portal = configuration["Portal:Address"]?.TrimEnd('/');
        var button = portal is { Length: > 0 } ? new MailButton(texts.Say(letter.Open, culture), portal + letter.Address) : null;
        drill.Reach("mail.send", letter.Kind ?? "");
        await transport.SendAsync(
            new OutgoingMail(
                $"{letter.Id}@{options.FromAddress[(options.FromAddress.LastIndexOf('@') + 1)..]}", address, to.Name, title, MailLayout.Text(title, lines, button, footer),
                MailLayout.Html(title, lines, button, footer, configuration["Portal:Accent"] ?? "#1f5f8b", to.Language), null, null, letter.Attachments, to.Language)
            {
                Unsubscribe = portal is { Length: > 0 } && letter.Kind is { } kind ? $"{portal}/u/{links.Seal(to.Id, kind)}" : null,
            },
            cancellation);
        drill.Reach("mail.sent", letter.Kind ?? "");
    }
}
