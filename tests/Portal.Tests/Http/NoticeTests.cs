using System.Text.RegularExpressions;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>People are told what happens to their matters: once, as they chose, in their language, and only what they may know.</summary>
public sealed class NoticeTests(SharedHost shared) : HttpTest(shared)
{
    private const string Customer = "petra.dvorakova";

    [Fact]
    public async Task What_happens_is_in_the_list_and_in_a_mail_and_opening_it_marks_it_seen()
    {
        var inquiry = await Host.QuotedAsync(Customer, "Told of a quote");
        var number = inquiry.List("quotes")[0].Text("number");
        var notice = await NoticeAsync(Customer, number);
        notice["isSeen"]!.GetValue<bool>().ShouldBeFalse();
        notice.Text("address").ShouldBe($"/inquiries/{inquiry.Text("id")}");
        (await Host.MailsToAsync(Customer, number)).ShouldHaveSingleItem().Subject.ShouldContain("Nabídka");

        (await Host.Api(Customer).PostAsync("notices/seen", new { id = notice.Text("id") })).Ok().GetValue<int>().ShouldBe(1);
        (await NoticeAsync(Customer, number))["isSeen"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Each_person_chooses_and_others_keep_what_is_usual()
    {
        var customer = Host.Api("jonas.becker");
        (await customer.PutAsync("me/notices", new { choices = new[] { "quote.published:portal" } })).Ok();
        var number = (await Host.QuotedAsync("jonas.becker", "Told in the portal alone")).List("quotes")[0].Text("number");
        await NoticeAsync("jonas.becker", number);

        // Mails go in the order of events: once a later one is there, an earlier one would be too.
        var later = (await Host.QuotedAsync(Customer, "Told by mail")).List("quotes")[0].Text("number");
        await Host.MailsToAsync(Customer, later);
        Host.Mails().ShouldNotContain(mail => mail.Subject.Contains(number));
        (await customer.PutAsync("me/notices", new { choices = new[] { "quote.published:mail" } })).Ok();
    }

    [Fact]
    public async Task Choices_that_are_not_one_s_own_are_refused()
    {
        var customer = Host.Api(Customer);
        (await customer.ReadAsync("me/notices")).List("rows").Select(row => row.Text("kind")).ShouldNotContain("task.given");
        (await customer.PutAsync("me/notices", new { choices = new[] { "task.given:mail" } })).Problems().ShouldContainKey("choices");
        (await customer.PutAsync("me/notices", new { choices = new[] { "quote.published:pigeon" } })).Problems().ShouldContainKey("choices");
    }

    [Fact]
    public async Task An_internal_note_tells_the_customer_nothing()
    {
        var inquiry = await Host.Api(Customer).SubmitAsync("Only among us");
        await Host.Api("katarzyna").WriteAsync($"notes/inquiry/{inquiry}", new { text = "internal-word-1", isInternal = true });
        await Host.Api("katarzyna").WriteAsync($"notes/inquiry/{inquiry}", new { text = "open-word-2" });
        await Eventually.GetAsync("the open note's mail", () => Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.Text.Contains("open-word-2"))));
        Host.Mails().ShouldNotContain(mail => mail.Text.Contains("internal-word-1"));
        (await Host.Api(Customer).ReadAsync("notices")).ToJsonString().ShouldNotContain("internal-word-1");
    }

    [Fact]
    public async Task Nobody_opens_another_s_notice()
    {
        var number = (await Host.QuotedAsync(Customer, "Mine alone")).List("quotes")[0].Text("number");
        var id = (await NoticeAsync(Customer, number)).Text("id");
        var stranger = Host.Api("ewa.kaminska");
        using var answer = await stranger.Http.GetAsync($"/notices/{id}", Cancelled);
        ((int)answer.StatusCode).ShouldBe(404);
        (await stranger.PostAsync("notices/seen", new { id })).Ok().GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_mail_s_button_stops_mails_of_its_kind_without_signing_in_and_looking_at_the_link_does_not()
    {
        await using var host = await RunningHost.StartAsync(settings: "--Portal:Address=https://portal.example");
        var first = (await host.QuotedAsync(Customer, "Before")).List("quotes")[0].Text("number");
        await host.MailsToAsync(Customer, first);
        var link = host.Mails().First(mail => mail.Subject.Contains(first)).Unsubscribe!;
        var path = new Uri(Regex.Match(link, "<(.+)>").Groups[1].Value).PathAndQuery;
        var stranger = host.Api();
        (await stranger.Http.GetAsync(path, Cancelled)).Dispose();
        (await host.Api(Customer).ReadAsync("me/notices")).List("rows").First(row => row.Text("kind") == "quote.published").Text("channel").ShouldBe("mail");

        using var body = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var answer = await stranger.Http.PostAsync(path, body, Cancelled);
        ((int)answer.StatusCode).ShouldBeLessThan(400);
        (await host.Api(Customer).ReadAsync("me/notices")).List("rows").First(row => row.Text("kind") == "quote.published").Text("channel").ShouldBe("portal");
        using var forged = await stranger.Http.PostAsync(path[..^4] + "AAAA", null, Cancelled);
        ((int)forged.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_digest_tells_once_in_the_morning_what_was_not_seen()
    {
        await using var host = await RunningHost.StartAsync(settings: ["--Portal:Jobs:Every=00:00:01", "--Portal:Notices:DigestHour=0"]);
        var customer = host.Api(Customer);
        (await customer.PutAsync("me/notices", new { choices = new[] { "quote.published:digest" } })).Ok();
        var numbers = new List<string>();
        foreach (var title in (string[])["One", "Two", "Seen"])
            numbers.Add((await host.QuotedAsync(Customer, title)).List("quotes")[0].Text("number"));
        foreach (var number in numbers)
            await NoticeAsync(Customer, number, host);
        await customer.WriteAsync("notices/seen", new { id = (await NoticeAsync(Customer, numbers[2], host)).Text("id") });
        host.Mails().ShouldNotContain(mail => numbers.Any(number => mail.Text.Contains(number)));

        host.MoveClock(TimeSpan.FromDays(1));
        var digest = await Eventually.GetAsync("the digest", () => Task.FromResult(host.Mails().FirstOrDefault(mail => mail.Text.Contains(numbers[0]))));
        digest.Text.ShouldContain(numbers[1]);
        digest.Text.ShouldNotContain(numbers[2]);
        host.MoveClock(TimeSpan.FromDays(2));
        await host.QuotedAsync("ewa.kaminska", "Some time later");
        await host.MailsToAsync("ewa.kaminska", "Some time later");
        host.Mails().Count(mail => mail.Text.Contains(numbers[0])).ShouldBe(1);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<System.Text.Json.Nodes.JsonNode> NoticeAsync(string person, string word, RunningHost? host = null) => Eventually.GetAsync($"a notice to {person} of {word}", async () =>
        (await (host ?? Host).Api(person).ReadAsync("notices")).List("rows").FirstOrDefault(row => row["subject"]!.ToJsonString().Contains(word)));
}
