using System.Text.RegularExpressions;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Somebody without an account asks; staff bind it to a company: INQ-09.</summary>
public sealed partial class AskTests(SharedHost shared) : HttpTest(shared)
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task What_a_stranger_asked_becomes_an_ordinary_inquiry_of_a_known_company()
    {
        var email = $"redakcja-{_mark}@kormoran.example";
        (await AskAsync(email, "KORMORAN", "", files: [new { name = "okladka.png", content = Pictures.Png(20, 20) }])).Ok();
        (await Host.Api("piotr").ReadAsync("asks")).ToJsonString().ShouldNotContain(_mark, customMessage: "Before the address is confirmed nobody is asked to do anything.");
        var token = await TokenAsync(email);
        var number = (await Host.Api().WriteAsync($"asks/confirm/{token}")).Text("number");
        (await Host.Api().WriteAsync($"asks/confirm/{token}")).Text("number").ShouldBe(number);
        (await MailAsync(email, number)).ShouldNotBeNull();

        var row = (await Host.Api("piotr").ReadAsync("asks?show=waiting")).List("rows").First(row => row.Text("number") == number);
        (await Host.Api("piotr").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows").ShouldHaveSingleItem();
        foreach (var customer in new[] { "ewa", "jonas" })
            (await Host.Api(customer).GetAsync($"asks/{row.Text("id")}")).Status.ShouldBe(403);
        var ask = await Host.Api("piotr").ReadAsync($"asks/{row.Text("id")}");
        var match = ask.List("matches")[0];
        (match.Text("company"), match.Text("why")).ShouldBe(("Wydawnictwo Kormoran", "domain"));

        var bound = await Host.Api("piotr").WriteAsync($"asks/{row.Text("id")}/bind", new { companyId = match.Text("companyId") });
        (await Host.Api("piotr").WriteAsync($"asks/{row.Text("id")}/bind", new { companyId = match.Text("companyId") })).Text("inquiryId").ShouldBe(bound.Text("inquiryId"));
        var inquiry = await Host.Api("ewa").ReadAsync($"inquiries/{bound.Text("inquiryId")}");
        (inquiry.Text("state"), inquiry.Text("companyId")).ShouldBe(("submitted", match.Text("companyId")));
        inquiry.List("items")[0].List("cells").Count.ShouldBe(2);
        inquiry["author"]!.Text("email").ShouldBe(email);
        (await Host.Api("ewa").ReadAsync($"files/inquiry/{bound.Text("inquiryId")}")).ToJsonString().ShouldContain("okladka.png");
        (await Host.Api("jonas").GetAsync($"inquiries/{bound.Text("inquiryId")}")).Status.ShouldBe(404);
        await Host.Api("katarzyna").PublishAsync(bound.Text("inquiryId"));
    }

    [Fact]
    public async Task A_new_company_is_made_and_free_mail_matches_nobody()
    {
        var email = $"ola-{_mark}@gmail.com";
        (await AskAsync(email, $"Oficyna {_mark}", "PL 999-88-77-665")).Ok();
        await Host.Api().WriteAsync($"asks/confirm/{await TokenAsync(email)}");
        var row = (await Host.Api("piotr").ReadAsync($"asks?q={_mark}")).List("rows").ShouldHaveSingleItem();
        (await Host.Api("piotr").ReadAsync($"asks/{row.Text("id")}")).List("matches").ShouldBeEmpty();
        var bound = await Host.Api("piotr").WriteAsync($"asks/{row.Text("id")}/bind", new { name = $"Oficyna {_mark}", taxId = "9998877665", street = "Prosta 1", postCode = "00-001", city = "Warszawa" });
        (await Host.Api("piotr").ReadAsync($"companies/{bound.Text("companyId")}"))["company"]!.Text("name").ShouldBe($"Oficyna {_mark}");

        // The next time its tax number is known.
        var again = $"jan-{_mark}@gmail.com";
        (await AskAsync(again, "Oficyna", "PL9998877665")).Ok();
        await Host.Api().WriteAsync($"asks/confirm/{await TokenAsync(again)}");
        var second = (await Host.Api("piotr").ReadAsync($"asks?q={Uri.EscapeDataString(again)}")).List("rows").ShouldHaveSingleItem();
        (await Host.Api("piotr").ReadAsync($"asks/{second.Text("id")}")).List("matches")[0].Text("why").ShouldBe("taxId");
        await Host.Api("piotr").WriteAsync($"asks/{second.Text("id")}/reject", new { reason = $"za-maly-{_mark}" });
        (await Eventually.GetAsync("the mail of the rejection", () => Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.To.Contains(again) && mail.Text.Contains($"za-maly-{_mark}"))))).ShouldNotBeNull();
        (await Host.Api("piotr").PostAsync($"asks/{second.Text("id")}/bind", new { name = "Nie" })).Problems();
    }

    [Fact]
    public async Task The_form_says_the_same_to_everybody_and_takes_nothing_from_programs()
    {
        var (known, unknown) = ((await AskAsync("ewa.kaminska@kormoran.example", "Kormoran", "7010416384")).Ok(), (await AskAsync($"nikt-{_mark}@nowa.example", "Nowa", "")).Ok());
        known.AsObject().Select(pair => pair.Key).ShouldBe(unknown.AsObject().Select(pair => pair.Key));
        (await AskAsync($"bot-{_mark}@nowa.example", "Bot", "", website: "http://spam.example")).Ok();
        (await AskAsync("nie-adres", "Bot", "")).Problems().ShouldContainKey("email");
        (await AskAsync($"plik-{_mark}@nowa.example", "Plik", "", files: [new { name = "wirus.pdf", content = "MZ-not-a-pdf"u8.ToArray() }])).Status.ShouldBe(422);
        (await Host.Api().PostAsync("asks/confirm/forged-token")).Status.ShouldBe(404);
        // Whoever's address was given gets no words of whoever gave it.
        (await MailAsync($"nikt-{_mark}@nowa.example", "/ask/confirm/", inText: true)).Text.ShouldNotContain($"Pytanie {_mark}");
        Host.Mails().ShouldNotContain(mail => mail.To.Contains($"bot-{_mark}@nowa.example") || mail.To.Contains($"plik-{_mark}@nowa.example"));
    }

    [Fact]
    public async Task The_page_works_without_script_and_keeps_what_was_typed()
    {
        var visitor = await Visitor.OfAsync(Host, null);
        var page = await visitor.PageAsync("/ask?type=printing.book");
        var fields = Hidden().Matches(page[page.IndexOf("data-name=\"FileAsk\"", StringComparison.Ordinal)..].Split("</form>")[0]).ToDictionary(match => match.Groups[1].Value, match => System.Net.WebUtility.HtmlDecode(match.Groups[2].Value));
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Where(field => field.Key is not ("Consent" or "Website")))
            form.Add(new StringContent(value), name);
        foreach (var (name, value) in new[] { ("Title", $"Tytuł {_mark}"), ("Name", "Ktoś"), ("Email", "zly"), ("Company", "Firma"), ("Quantities", "500") })
            form.Add(new StringContent(value), name);
        using var answer = await visitor.Pages.PostAsync("/ask?type=printing.book", form, Cancelled);
        var body = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));
        body.ShouldContain($"Tytuł {_mark}");
        body.ShouldContain("FileAsk-Email-error");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<Answer> AskAsync(string email, string company, string taxId, object[]? files = null, string website = "") => await Host.Api().PostAsync("asks", new
    {
        productType = Stories.Book,
        title = $"Pytanie {_mark}",
        name = "Olga Pytająca",
        email,
        company,
        taxId,
        spec = await Host.Api("ewa").SampleAsync(),
        quantities = new[] { 400, 800 },
        message = "Proszę o wycenę",
        consent = true,
        website,
        files = files ?? [],
    });

    private async Task<string> TokenAsync(string email) => Token().Match((await MailAsync(email, "/ask/confirm/", inText: true)).Text).Groups[1].Value;

    private Task<KeptMail> MailAsync(string email, string words, bool inText = false) => Eventually.GetAsync($"a mail to {email} with {words}", () =>
        Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.To.Contains(email) && (inText ? mail.Text : mail.Subject).Contains(words, StringComparison.Ordinal))));

    [GeneratedRegex(@"/ask/confirm/([A-Za-z0-9_-]+)")]
    private static partial Regex Token();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/>""")]
    private static partial Regex Hidden();
}
