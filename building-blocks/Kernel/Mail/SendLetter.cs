using Microsoft.Extensions.Configuration;
using Portal.Contracts.Accounts;

namespace Portal.Kernel.Mail;

/// <summary>Hands a mail over to the mail server.</summary>
internal sealed class SendLetter(IMailTransport transport, FileStore files, ICompanies companies, IPeople people, Installed installed, Texts texts, IConfiguration configuration, MailOptions options, UnsubscribeLinks links, Drill drill)
    : IConsumer<LetterWritten>
{
    public async Task HandleAsync(LetterWritten happened, CancellationToken cancellation)
    {
        var (to, letter) = (happened.To, happened.Letter);
        // A mail may have waited for days: who may no longer know of it is not told.
        if (letter.CompanyId is { } company && installed.Notices.Find(kind => kind.Key == letter.Kind) is { } known && !await people.HoldsAsync(to.Id, company, known.Permission, cancellation))
            return;
        var culture = Languages.Culture(to.Language);
        var (title, lines) = (texts.Say(letter.Subject, culture), letter.Paragraphs.Select(paragraph => texts.Say(paragraph, culture)).ToList());
        string[] footer = [(await companies.OperatorAsync(cancellation)).Name];
        var attachments = new List<MailAttachment>();
        foreach (var id in letter.Files)
        {
            if (await files.FindAsync(id, cancellation) is not { } file)
                continue;
            using var content = new MemoryStream();
            await files.CopyToAsync(file, content, cancellation);
            attachments.Add(new(file.Name, file.MediaType, content.ToArray()));
        }

        // Where the portal does not know its own address, a mail without a link is better than one with a wrong link.
        var portal = configuration["Portal:Address"]?.TrimEnd('/');
        var button = portal is { Length: > 0 } ? new MailButton(texts.Say(letter.Open, culture), portal + letter.Address) : null;
        drill.Reach("mail.send", letter.Kind ?? "");
        await transport.SendAsync(
            new OutgoingMail(
                $"{letter.Id}@{options.FromAddress[(options.FromAddress.LastIndexOf('@') + 1)..]}", to.Email!, to.Name, title, MailLayout.Text(title, lines, button, footer),
                MailLayout.Html(title, lines, button, footer, configuration["Portal:Accent"] ?? "#1f5f8b", to.Language), null, null, attachments, to.Language)
            {
                Unsubscribe = portal is { Length: > 0 } && letter.Kind is { } kind ? $"{portal}/u/{links.Seal(to.Id, kind)}" : null,
            },
            cancellation);
        drill.Reach("mail.sent", letter.Kind ?? "");
    }
}
