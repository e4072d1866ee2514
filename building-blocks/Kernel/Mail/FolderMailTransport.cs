using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>A kept mail as a list shows it.</summary>
/// <param name="Name">The file's name, which <see cref="FolderMailTransport.Read"/> takes.</param>
public sealed record StoredMail(string Name, string To, string Subject, DateTimeOffset Date);

/// <summary>A kept mail as a page shows it. The HTML comes from the portal's own templates; show it in a sandboxed frame all the same.</summary>
public sealed record StoredMailBody(StoredMail Mail, string Text, string Html, IReadOnlyList<MailAttachment> Attachments);

/// <summary>
/// Keeps mail as .eml files instead of sending it: for trying the portal out, and for machines without a mail server. A file appears whole or not
/// at all; the same Message-ID is kept once, as first sent. Several hosts may share the folder.
/// </summary>
public sealed partial class FolderMailTransport(string folder, MailOptions options, TimeProvider clock) : IMailTransport
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff";
    private const int TimeLength = 18;

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        using var message = MimeLetter.Compose(mail, options, now);
        Directory.CreateDirectory(folder);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.MessageId!)))[..24];
        await using var alone = await LockAsync(cancellation);
        if (Directory.EnumerateFiles(folder, $"*-{id}.eml").Any())
            return;

        var name = $"{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{id}.eml";
        var part = Path.Combine(folder, name + ".part");
        await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await message.WriteToAsync(file, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, Path.Combine(folder, name), overwrite: true);
    }

    /// <summary>The newest mails, newest first.</summary>
    public IReadOnlyList<StoredMail> List(int most) =>
        !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*.eml").Select(file => Path.GetFileName(file)!).Where(name => FileName().IsMatch(name))
                .OrderDescending(StringComparer.Ordinal).Take(most).Select(Head),
        ];

    /// <summary>A mail by its file's name; null when there is none of that name. Names that are not of this folder's making are never looked for.</summary>
    public StoredMailBody? Read(string name)
    {
        if (!FileName().IsMatch(name) || !File.Exists(Path.Combine(folder, name)))
            return null;
        using var message = MimeMessage.Load(Path.Combine(folder, name));
        var attachments = message.Attachments.OfType<MimePart>().Select(part =>
        {
            using var content = new MemoryStream();
            part.Content?.DecodeTo(content);
            return new MailAttachment(part.FileName ?? "", part.ContentType.MimeType, content.ToArray());
        });
        return new StoredMailBody(Head(name), message.TextBody ?? "", message.HtmlBody ?? "", [.. attachments]);
    }

    private StoredMail Head(string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        var headers = HeaderList.Load(file);
        var to = InternetAddressList.TryParse(headers[HeaderId.To] ?? "", out var addresses) ? addresses.ToString() : "";
        var date = DateTime.ParseExact(name[..TimeLength], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new StoredMail(name, to, headers[HeaderId.Subject] ?? "", date);
    }

    /// <summary>Looking for a Message-ID and writing it is one step, also for several hosts: one at a time has the lock file open.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy)
            {
                if (attempt == 1000)
                    throw new MailRefusedException(permanent: false, new Phrase("mail.refused.folder", folder), busy);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }
    }

    [GeneratedRegex("^[0-9]{8}T[0-9]{9}-[0-9a-f]{24}\\.eml\\z")]
    private static partial Regex FileName();
}
