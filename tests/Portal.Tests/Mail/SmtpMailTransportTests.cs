using MimeKit;
using Portal.Kernel.Mail;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Mail;

public sealed class SmtpMailTransportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_whole_and_twice_with_the_same_identity()
    {
        await using var server = await SmtpServer.StartAsync();
        await Transport(server.Port).SendAsync(Letters.Offer(), Cancellation);
        await Transport(server.Port).SendAsync(Letters.Offer(), Cancellation);

        server.Taken.Length.ShouldBe(2);
        foreach (var file in server.Taken)
        {
            using var message = await MimeMessage.LoadAsync(file.FullName, Cancellation);
            message.MessageId.ShouldBe("oferta-123@portal.example");
            message.Subject.ShouldBe(Letters.Offer().Subject);
            message.To.Mailboxes.Single().Name.ShouldBe("Żaneta Wójcik, zakupy");
            message.TextBody!.ReplaceLineEndings("\n").ShouldBe(Letters.Offer().Text);
            message.Attachments.Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Never_and_not_now_are_told_apart()
    {
        await using var server = await SmtpServer.StartAsync("--size", "20000");
        var nobody = await Refused(server.Port, Letters.Offer("nobody@klient.example"));
        nobody.IsPermanent.ShouldBeTrue();
        nobody.Message.ShouldContain("550 5.1.1 no such mailbox");

        (await Refused(server.Port, Letters.Offer("later@klient.example"))).IsPermanent.ShouldBeFalse();

        var large = Letters.Offer() with { Attachments = [new MailAttachment("x.bin", "application/octet-stream", new byte[100_000])] };
        var tooLarge = await Refused(server.Port, large);
        tooLarge.IsPermanent.ShouldBeTrue(tooLarge.ToString());
        server.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again()
    {
        var refused = await Refused(SmtpServer.FreePort(), Letters.Offer());
        refused.IsPermanent.ShouldBeFalse();
        refused.Message.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_the_time_set()
    {
        await using var server = await SmtpServer.StartAsync();
        await server.FreezeAsync();
        var refused = await Refused(server.Port, Letters.Offer(), timeout: 1);
        refused.IsPermanent.ShouldBeFalse();
        refused.Reason.ShouldBe(new Phrase("mail.refused.noAnswer", $"127.0.0.1:{server.Port}", 1));
    }

    [Fact]
    public async Task Where_protection_is_asked_for_nothing_goes_without_it()
    {
        await using (var plain = await SmtpServer.StartAsync())
        {
            (await Refused(plain.Port, Letters.Offer(), MailSecurity.StartTls)).IsPermanent.ShouldBeFalse();
            plain.Taken.ShouldBeEmpty();
        }

        var files = Directory.CreateTempSubdirectory("portal-tls-");
        var (certificate, key) = SmtpServer.SelfSigned(files);
        await using var stranger = await SmtpServer.StartAsync("--tlscert", certificate, "--tlskey", key);
        var refused = await Refused(stranger.Port, Letters.Offer(), MailSecurity.StartTls);
        refused.IsPermanent.ShouldBeFalse();
        refused.Reason.Key.ShouldBe("mail.refused.certificate");
        stranger.Taken.ShouldBeEmpty();
        files.Delete(recursive: true);
    }

    private static SmtpMailTransport Transport(int port, MailSecurity security = MailSecurity.None, int timeout = 30) =>
        new(new MailOptions { Host = "127.0.0.1", Port = port, Security = security, TimeoutSeconds = timeout, FromAddress = "portal@drukarnia.example" }, TimeProvider.System);

    private static Task<MailRefusedException> Refused(int port, OutgoingMail mail, MailSecurity security = MailSecurity.None, int timeout = 30) =>
        Should.ThrowAsync<MailRefusedException>(() => Transport(port, security, timeout).SendAsync(mail, Cancellation));
}
