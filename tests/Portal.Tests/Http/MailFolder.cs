using MimeKit;

namespace Portal.Tests.Http;

/// <summary>A mail that the host kept instead of sending.</summary>
internal sealed record KeptMail(IReadOnlyList<string> To, string Subject, string Text, string? Unsubscribe, IReadOnlyList<byte[]> Attachments);

internal static class MailFolder
{
    public static IReadOnlyList<KeptMail> Mails(this RunningHost host)
    {
        var folder = Path.Combine(host.DataFolder, "mail");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.eml").Order().Select(Read)] : [];
    }

    /// <summary>Mails to the person whose subject has the text in it, once there are any.</summary>
    public static Task<IReadOnlyList<KeptMail>> MailsToAsync(this RunningHost host, string name, string subject) => Eventually.GetAsync($"a mail to {name} about {subject}", () =>
    {
        var address = host.Person(name).Email;
        IReadOnlyList<KeptMail>? found = [.. host.Mails().Where(mail => mail.To.Contains(address) && mail.Subject.Contains(subject, StringComparison.Ordinal))];
        return Task.FromResult(found.Count > 0 ? found : null);
    });

    /// <summary>A mail to the person with the words in it, once there is one.</summary>
    public static Task<KeptMail> MailSayingAsync(this RunningHost host, string name, string words) => Eventually.GetAsync($"a mail to {name} that says {words}", () =>
        Task.FromResult(host.Mails().FirstOrDefault(mail => mail.To.Contains(host.Person(name).Email) && mail.Text.Contains(words, StringComparison.Ordinal))));

    private static KeptMail Read(string file)
    {
        using var message = MimeMessage.Load(file);
        return new([.. message.To.Mailboxes.Select(to => to.Address)], message.Subject ?? "", message.TextBody ?? "", message.Headers["List-Unsubscribe"], [.. message.Attachments.OfType<MimePart>().Select(Content)]);
    }

    private static byte[] Content(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content?.DecodeTo(content);
        return content.ToArray();
    }
}
