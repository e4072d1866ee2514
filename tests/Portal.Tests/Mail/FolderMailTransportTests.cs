using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Portal.Kernel.Mail;
using Shouldly;

namespace Portal.Tests.Mail;

public sealed class FolderMailTransportTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"portal-mail-{Guid.NewGuid():N}");
    private readonly Clock clock = new();

    private FolderMailTransport Transport => new(folder, new MailOptions { FromAddress = "oferty@drukarnia.example", FromName = "Drukarnia Źródło" }, clock);

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_mail_is_read_back_as_it_was_sent()
    {
        await Transport.SendAsync(Letters.Offer(), TestContext.Current.CancellationToken);

        using var message = Stored();
        message.MessageId.ShouldBe("oferta-123@portal.example");
        message.InReplyTo.ShouldBe("pytanie-7@klient.example");
        message.References.ShouldBe(["pytanie-7@klient.example"]);
        message.Subject.ShouldBe(Letters.Offer().Subject);
        message.From.Mailboxes.Single().ShouldBe(new MailboxAddress("Drukarnia Źródło", "oferty@drukarnia.example"));
        message.To.Mailboxes.Single().ShouldBe(new MailboxAddress("Żaneta Wójcik, zakupy", "anna.nowak@klient.example"));
        message.ReplyTo.Mailboxes.Single().Address.ShouldBe("opiekun@portal.example");
        message.Date.ShouldBe(clock.GetUtcNow());
        message.Body!.Headers[HeaderId.ContentLanguage].ShouldBe("pl");
        message.TextBody!.ReplaceLineEndings("\n").ShouldBe(Letters.Offer().Text);
        message.HtmlBody!.TrimEnd().ShouldBe(Letters.Offer().Html);

        var body = Transport.Read(Transport.List(10).Single().Name).ShouldNotBeNull();
        body.Mail.Subject.ShouldBe(Letters.Offer().Subject);
        body.Attachments.Single().Name.ShouldBe("Oferta żółta.pdf");
        body.Attachments.Single().MediaType.ShouldBe("application/pdf");
        body.Attachments.Single().Content.ShouldBe(Letters.Offer().Attachments[0].Content);
    }

    [Fact]
    public async Task The_same_mail_sent_again_or_by_many_at_once_is_one_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Transport.SendAsync(Letters.Offer(), CancellationToken.None))));
        clock.Now += TimeSpan.FromHours(1);
        await Transport.SendAsync(Letters.Offer() with { MessageId = "<oferta-123@portal.example>" }, TestContext.Current.CancellationToken);

        Transport.List(10).Count.ShouldBe(1);
        Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task Mails_are_listed_newest_first()
    {
        Transport.List(10).ShouldBeEmpty();
        foreach (var number in Enumerable.Range(1, 5))
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            await Transport.SendAsync(Letters.Offer() with { MessageId = $"{number}@portal.example", Subject = $"Nr {number} ż" }, TestContext.Current.CancellationToken);
        }

        var list = Transport.List(3);
        list.Select(mail => mail.Subject).ShouldBe(["Nr 5 ż", "Nr 4 ż", "Nr 3 ż"]);
        list[0].Date.ShouldBe(clock.GetUtcNow());
        list[0].To.ShouldContain("anna.nowak@klient.example");
    }

    [Theory]
    [InlineData("../secret.eml")]
    [InlineData("/etc/passwd")]
    [InlineData("lock")]
    [InlineData("20260304T091500000-0123456789abcdef01234567.eml/../../x")]
    [InlineData("20260304T091500000-0123456789abcdef01234567.eml\n")]
    [InlineData("")]
    public async Task Only_files_of_the_folder_can_be_read(string name)
    {
        await Transport.SendAsync(Letters.Offer(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(folder)!, "secret.eml"), "x", TestContext.Current.CancellationToken);
        Transport.Read(name).ShouldBeNull();
    }

    [Fact]
    public async Task No_text_can_add_a_header_or_a_recipient()
    {
        const string attack = "x\r\nBcc: victim@else.example\n\nbody\u2028";
        await Transport.SendAsync(
            Letters.Offer() with { Subject = attack, ToName = attack, Language = attack, Attachments = [new MailAttachment("../a\r\nBcc: b@c.d", attack, [1])] },
            TestContext.Current.CancellationToken);

        using var message = Stored();
        message.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
        message.Subject.ShouldBe("x  Bcc: victim@else.example  body");
        message.To.Mailboxes.Single().Address.ShouldBe("anna.nowak@klient.example");
        message.Attachments.OfType<MimePart>().Single().FileName.ShouldBe("a  Bcc: b@c.d");
        (await File.ReadAllLinesAsync(Path.Combine(folder, Transport.List(1)[0].Name), TestContext.Current.CancellationToken)).ShouldNotContain(line => line.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("Anna <a@b.example>")]
    [InlineData("anna")]
    [InlineData("")]
    public async Task What_is_not_one_address_is_refused_for_good(string address)
    {
        var refused = await Should.ThrowAsync<MailRefusedException>(() => Transport.SendAsync(Letters.Offer(address), CancellationToken.None));
        refused.IsPermanent.ShouldBeTrue();
        (await Should.ThrowAsync<MailRefusedException>(() => Transport.SendAsync(Letters.Offer() with { ReplyTo = address }, CancellationToken.None))).IsPermanent.ShouldBeTrue();
        (await Should.ThrowAsync<MailRefusedException>(() => Transport.SendAsync(Letters.Offer() with { MessageId = "a b@c\r\n" }, CancellationToken.None))).IsPermanent.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_settings_mail_is_kept_in_the_data_folder()
    {
        using var services = Services([]);
        await services.GetRequiredService<IMailTransport>().SendAsync(Letters.Offer(), TestContext.Current.CancellationToken);
        services.GetRequiredService<FolderMailTransport>().List(1).Count.ShouldBe(1);
        Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length.ShouldBe(1);
    }

    [Fact]
    public void Settings_choose_the_server_and_wrong_ones_say_what_to_set()
    {
        using var services = Services(new() { ["Portal:Mail:Transport"] = "smtp", ["Portal:Mail:Host"] = "mail.example", ["Portal:Mail:Security"] = "tls" });
        services.GetRequiredService<IMailTransport>().ShouldBeOfType<SmtpMailTransport>();
        services.GetService<FolderMailTransport>().ShouldBeNull();

        Should.Throw<InvalidOperationException>(() => Services(new() { ["Portal:Mail:Transport"] = "smtp" })).Message.ShouldContain("Portal:Mail:Host is empty");
        Should.Throw<InvalidOperationException>(() => Services(new() { ["Portal:Mail:FromAddress"] = "nobody" })).Message.ShouldContain("'nobody', which is not a mail address");
    }

    private ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddPortalMail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), folder).BuildServiceProvider();

    private MimeMessage Stored() => MimeMessage.Load(Path.Combine(folder, Transport.List(1).Single().Name));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 4, 9, 15, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
