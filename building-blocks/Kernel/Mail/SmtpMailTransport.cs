using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>Sends mail through a mail server, a connection a mail. Safe to share between threads.</summary>
public sealed class SmtpMailTransport(MailOptions options, TimeProvider clock) : IMailTransport
{
    private const int SlowestBytesPerSecond = 64 * 1024;

    private readonly TimeSpan patience = TimeSpan.FromSeconds(options.TimeoutSeconds);

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var message = MimeLetter.Compose(mail, options, clock.GetUtcNow());
        using var client = new SmtpClient();
        try
        {
            await Step(patience, token => client.ConnectAsync(options.Host, options.Port, Security, token), cancellation);
            if (options.User.Length > 0)
                await Step(patience, token => client.AuthenticateAsync(options.User, options.Password, token), cancellation);
            var size = mail.Attachments.Sum(attachment => attachment.Content.LongLength) * 4 / 3;
            await Step(patience + TimeSpan.FromSeconds(size / SlowestBytesPerSecond), token => client.SendAsync(message, token), cancellation);
        }
        catch (Exception problem) when (Refusal(problem) is { } refusal)
        {
            throw refusal;
        }

        await Leave(client);
    }

    private SecureSocketOptions Security => options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private string Server => $"{options.Host}:{options.Port}";

    private async Task Step(TimeSpan limit, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await step(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MailRefusedException(permanent: false, new Phrase("mail.refused.noAnswer", Server, (int)limit.TotalSeconds));
        }
    }

    // The mail has been taken; a server that hangs up rudely must not make it go a second time.
    private async Task Leave(SmtpClient client)
    {
        try
        {
            await Step(patience, token => client.DisconnectAsync(quit: true, token), CancellationToken.None);
        }
        catch (Exception problem) when (problem is MailRefusedException || Refusal(problem) is not null)
        {
        }
    }

    /// <summary>
    /// What a failure means, or null when it is not one of sending. Permanent is only the server's "never" to this mail; a refused sign-in is a
    /// matter of settings, which can be mended while the mail waits.
    /// </summary>
    private MailRefusedException? Refusal(Exception problem) => problem switch
    {
        SmtpCommandException answer =>
            new(IsNever(answer), new Phrase("mail.refused.answer", Server, $"{(int)answer.StatusCode} {MimeLetter.OneLine(answer.Message)}"), answer),
        AuthenticationException => new(false, new Phrase("mail.refused.signIn", Server), problem),
        SslHandshakeException => new(false, new Phrase("mail.refused.certificate", Server), problem),
        NotSupportedException => new(false, new Phrase("mail.refused.offers", Server, MimeLetter.OneLine(problem.Message)), problem),
        ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or IOException or SocketException =>
            new(false, new Phrase("mail.refused.line", Server, MimeLetter.OneLine(problem.Message)), problem),
        _ => null,
    };

    // 5xx, but a refused sender is a setting too; a mail too large (552) may be said in answer to the sender already.
    private static bool IsNever(SmtpCommandException answer) =>
        (int)answer.StatusCode >= 500 && (answer.ErrorCode != SmtpErrorCode.SenderNotAccepted || answer.StatusCode == SmtpStatusCode.ExceededStorageAllocation);
}
