using MimeKit;
using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>Puts a mail into the form it travels in. Nothing in it can add a header or a recipient.</summary>
internal static class MimeLetter
{
    /// <exception cref="MailRefusedException">An address or Message-ID can't be used; permanent.</exception>
    public static MimeMessage Compose(OutgoingMail mail, MailOptions options, DateTimeOffset sentAt)
    {
        var message = new MimeMessage
        {
            MessageId = Identifier(mail.MessageId),
            Date = sentAt,
            Subject = OneLine(mail.Subject),
        };
        message.From.Add(new MailboxAddress(OneLine(options.FromName), options.FromAddress));
        message.To.Add(Address(mail.To, OneLine(mail.ToName)));
        if (mail.ReplyTo is not null)
            message.ReplyTo.Add(Address(mail.ReplyTo, ""));
        if (mail.InReplyTo is not null)
        {
            message.InReplyTo = Identifier(mail.InReplyTo);
            message.References.Add(message.InReplyTo);
        }

        // Out-of-office programs answer people, not machines.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } address)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{OneLine(address)}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.Body = Body(mail);
        message.Body.Headers.Add(HeaderId.ContentLanguage, OneLine(mail.Language));
        return message;
    }

    /// <summary>Text without line breaks and control characters, which could end a header.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();

    private static MimeEntity Body(OutgoingMail mail)
    {
        var alternatives = new MultipartAlternative { new TextPart("plain") { Text = mail.Text }, new TextPart("html") { Text = mail.Html } };
        if (mail.Attachments.Count == 0)
            return alternatives;
        var body = new Multipart("mixed") { alternatives };
        foreach (var attachment in mail.Attachments)
        {
            var type = ContentType.TryParse(OneLine(attachment.MediaType), out var known) ? known : new ContentType("application", "octet-stream");
            body.Add(new MimePart(type)
            {
                Content = new MimeContent(new MemoryStream(attachment.Content, writable: false)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = ContentEncoding.Base64,
                FileName = OneLine(attachment.Name).Split('/', '\\')[^1],
            });
        }

        return body;
    }

    private static MailboxAddress Address(string address, string name)
    {
        // The parser takes lists of addresses and comments; one plain address is all that is wanted.
        var isPlain = !address.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || "<>,;:()\"\\".Contains(character));
        if (!isPlain || !MailboxAddress.TryParse(address, out var mailbox) || mailbox.Domain.Length == 0)
            throw new MailRefusedException(permanent: true, new Phrase("mail.refused.address", OneLine(address)));
        return new MailboxAddress(name, mailbox.Address);
    }

    private static string Identifier(string id)
    {
        var bare = id.Trim('<', '>');
        var isPlain = bare.Length <= 250 && bare.Count(character => character == '@') == 1 && bare.All(character => character is > ' ' and < '\u007F' and not ('<' or '>'));
        return isPlain
            ? bare
            : throw new MailRefusedException(permanent: true, new Phrase("mail.refused.messageId", OneLine(id)));
    }
}
