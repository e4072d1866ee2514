using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>A mail to one person, ready to be sent. Mail goes at least once: a repeated send carries the same <paramref name="MessageId"/>.</summary>
/// <param name="MessageId">Unique and stable, in the form "id@domain", without angle brackets.</param>
/// <param name="To">The recipient's address alone.</param>
/// <param name="Subject">One line; line breaks and control characters become spaces, as they do in names.</param>
/// <param name="Text">The plain-text body, saying the same as <paramref name="Html"/>.</param>
/// <param name="InReplyTo">Message-ID of the mail that this one answers, or null.</param>
/// <param name="Language">Language tag of the text ("pl").</param>
public sealed record OutgoingMail(
    string MessageId,
    string To,
    string ToName,
    string Subject,
    string Text,
    string Html,
    string? ReplyTo,
    string? InReplyTo,
    IReadOnlyList<MailAttachment> Attachments,
    string Language)
{
    /// <summary>Where a POST without signing in stops mails of this kind (RFC 8058); null for mails that always go.</summary>
    public string? Unsubscribe { get; init; }
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">File name as the recipient sees it; folders in it are dropped.</param>
/// <param name="MediaType">Such as "application/pdf"; what is not a media type is sent as "application/octet-stream".</param>
public sealed record MailAttachment(string Name, string MediaType, byte[] Content);

/// <summary>The way mail leaves the house.</summary>
public interface IMailTransport
{
    /// <summary>Sends one mail; when it returns, the next station has taken it over.</summary>
    /// <exception cref="MailRefusedException">It was not taken; <see cref="MailRefusedException.IsPermanent"/> says whether to try again.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>A mail was not taken over. The reason says what happened and what to do, for an administrator.</summary>
public sealed class MailRefusedException(bool permanent, Phrase reason, Exception? inner = null) : Exception($"{reason.Key}: {string.Join(", ", reason.Arguments)}", inner)
{
    public Phrase Reason { get; } = reason;

    /// <summary>True when the same mail will be refused again (no such mailbox, too large): tell a person instead of trying again.</summary>
    public bool IsPermanent { get; } = permanent;
}
