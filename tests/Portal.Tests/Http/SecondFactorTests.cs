using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Accounts;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The second step of a sign-in, what demands it and who may take it away.</summary>
public sealed partial class SecondFactorTests(WaysInHost shared) : WaysInTest(shared)
{
    private TimeSpan _shift;

    [Fact]
    public async Task A_code_is_asked_for_after_the_password_works_once_and_recovery_codes_stand_in()
    {
        var person = Host.Person("petra");
        using var own = await Browser.SignedInAsync(Host, person);
        using var other = await Browser.SignedInAsync(Host, person);
        var (secret, codes) = await TurnOnAsync(own, "/profile/access", person.Password);
        codes.Count.ShouldBe(10);
        (await own.IsInAsync()).ShouldBeTrue();
        (await other.GetAsync("/profile")).Target!.ShouldStartWith("/sign-in/code", customMessage: "a session of a password alone owes the code now");

        using var browser = new Browser(Host.Address);
        (await browser.SignInAsync(person.Email, person.Password, "?back=%2Finquiries")).Target.ShouldBe("/sign-in/code?back=%2Finquiries");
        (await browser.GetAsync("/inquiries")).Target!.ShouldStartWith("/sign-in/code?back=", customMessage: "nothing opens before the code");
        (await browser.Http.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // Who owes a code sets up no generator of their own instead.
        (await browser.GetAsync("/sign-in/second-factor")).Status.ShouldBe(200);
        (await browser.SendAsync("/sign-in/second-factor", "TurnOnFactor", ("Code", "000000"))).Problem.ShouldNotBeEmpty();
        using var before = browser.Copy();

        (await GiveAsync(browser, "000000")).Problem.ShouldNotBeEmpty();
        Later(TimeSpan.FromMinutes(2));
        var code = Code(secret);
        (await GiveAsync(browser, code, "?back=%2Finquiries")).Target.ShouldBe("/inquiries");
        (await browser.IsInAsync()).ShouldBeTrue();
        (await before.IsInAsync()).ShouldBeFalse("a cookie from before the code gives nothing");
        (await GiveAsync(other, code)).Problem.ShouldNotBeEmpty("a code works once");
        (await GiveAsync(other, codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).Target.ShouldBe("/");
        using var third = new Browser(Host.Address);
        await third.SignInAsync(person.Email, person.Password);
        (await GiveAsync(third, codes[3])).Problem.ShouldNotBeEmpty("a recovery code works once");

        // Two at once with one code: one gets in.
        Later(TimeSpan.FromMinutes(4));
        using var fourth = new Browser(Host.Address);
        await fourth.SignInAsync(person.Email, person.Password);
        var (page, again) = (await third.GetAsync("/sign-in/code"), await fourth.GetAsync("/sign-in/code"));
        var at = await Task.WhenAll(third.SendAsync(page, "/sign-in/code", "GiveCode", ("Code", Code(secret))), fourth.SendAsync(again, "/sign-in/code", "GiveCode", ("Code", Code(secret))));
        at.Count(it => it.Target == "/").ShouldBe(1);

        (await own.SendAsync("/profile/access", "TurnOffFactor", ("Password", person.Password))).Target.ShouldNotBeNull();
        (await Host.MailsToAsync("petra", "Druhý faktor")).Count.ShouldBeGreaterThanOrEqualTo(1);
        using var last = await Browser.SignedInAsync(Host, person);
    }

    [Fact]
    public async Task Codes_are_not_guessed_by_trying()
    {
        var person = Host.Person("oliver");
        using var own = await Browser.SignedInAsync(Host, person);
        var (secret, _) = await TurnOnAsync(own, "/profile/access", person.Password);
        using var thief = new Browser(Host.Address);
        await thief.SignInAsync(person.Email, person.Password);
        for (var i = 0; i < 5; i++)
            (await GiveAsync(thief, $"{100000 + i}")).Problem.ShouldContain("not right");
        (await GiveAsync(thief, "100005")).Problem.ShouldContain("more minutes");
        Later(TimeSpan.FromMinutes(1));
        (await GiveAsync(thief, Code(secret))).Problem.ShouldContain("more minutes", customMessage: "the right one too");

        // Staff take it away with a reason, which the person reads; colleagues without the right do not.
        var id = (await Host.Api("oliver").ReadAsync("me")).Text("personId");
        using var estimator = await Browser.SignedInAsync(Host, Host.Person("katarzyna"));
        (await estimator.Http.PostAsJsonAsync($"/api/v1/people/{id}/second-factor/reset", new { reason = "telefon" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Host.Api("anna").PostAsync($"people/{id}/second-factor/reset", new { reason = "telefon" })).Status.ShouldBe(403, "not by a token either");
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        (await anna.SendAsync($"/people/{id}/access", "ResetFactor", ("Reason", ""))).Problem.ShouldNotBeEmpty();
        (await anna.SendAsync($"/people/{id}/access", "ResetFactor", ("Reason", "telefon zgubiony, oddzwoniono"))).Target.ShouldNotBeNull();
        (await Host.MailSayingAsync("oliver", "telefon zgubiony, oddzwoniono")).Subject.ShouldContain("removed");
        (await own.IsInAsync()).ShouldBeFalse("sessions end with it");
        using var after = await Browser.SignedInAsync(Host, person);
    }

    [Fact]
    public async Task Where_the_company_demands_it_nothing_opens_before_it_is_set_up()
    {
        var person = Host.Person("jonas");
        var company = (await Host.Api("jonas").ReadAsync("me")).Text("companyId");
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        using var before = await Browser.SignedInAsync(Host, person);
        (await anna.SendAsync($"/companies/{company}/sign-in", "SetSignInPolicy", ("SecondFactorRequired", "true"))).Target.ShouldNotBeNull();
        await Eventually.GetAsync("the open session to owe it", async () => (await before.GetAsync("/inquiries")).Target?.StartsWith("/sign-in/second-factor", StringComparison.Ordinal) == true ? "" : null);

        using var browser = new Browser(Host.Address);
        (await browser.SignInAsync(person.Email, person.Password)).Target.ShouldBe("/sign-in/second-factor");
        (await browser.GetAsync("/")).Target!.ShouldStartWith("/sign-in/second-factor");
        (await browser.GetAsync("/profile/access")).Target!.ShouldStartWith("/sign-in/second-factor");
        await TurnOnAsync(browser, "/sign-in/second-factor", null);
        (await browser.IsInAsync()).ShouldBeTrue();
        (await browser.SendAsync("/profile/access", "RenewCodes", ("Password", person.Password))).Target.ShouldNotBeNull();
        (await browser.GetAsync("/profile/access")).Text.ShouldNotContain("data-name=\"TurnOffFactor\"");

        (await anna.SendAsync($"/companies/{company}/sign-in", "SetSignInPolicy", ("SecondFactorRequired", "false"))).Target.ShouldNotBeNull();
        (await browser.SendAsync("/profile/access", "TurnOffFactor", ("Password", person.Password))).Target.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_closed_account_is_closed_at_once_for_browsers_and_programs()
    {
        var person = Host.Person("halina");
        var id = (await Host.Api("ewa").ReadAsync("me")).Text("companyId") is var company ? (await Host.Api("anna").ReadAsync($"companies/{company}")).List("people").Single(it => it.Text("email") == person.Email).Text("id") : "";
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        (await anna.SendAsync($"/people/{id}/access", "BlockAccount", ("Reason", "odeszła z firmy"))).Target.ShouldNotBeNull();
        await Eventually.GetAsync("the token to die", async () => (await Host.Api("halina").GetAsync("me")).Status == 401 ? "" : null);
        using var browser = new Browser(Host.Address);
        (await browser.SignInAsync(person.Email, "no such password")).Problem.ShouldContain("is wrong");
        (await anna.SendAsync($"/people/{id}/access", "BlockAccount", ("Reason", "wróciła"))).Target.ShouldNotBeNull();
        await Eventually.GetAsync("the token to live", async () => (await Host.Api("halina").GetAsync("me")).Status == 200 ? "" : null);
    }

    [Fact]
    public async Task The_first_sign_in_takes_the_half_from_the_letter_and_the_half_from_the_mail()
    {
        var (email, name) = ($"nowa-{Guid.NewGuid():N}@oficyna.example", $"Nowa Osoba {Guid.NewGuid():N}"[..20]);
        var id = await NewcomerAsync(email, name);
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        (await Host.Api("anna").PostAsync($"people/{id}/letter")).Status.ShouldBe(403, "not by a token");
        var first = await LetterAsync(anna, id);
        var firstLink = await LinkToAsync(email, "/sign-in/first/");
        var code = await LetterAsync(anna, id);
        var link = await Eventually.GetAsync("the second mail", async () => await LinkToAsync(email, "/sign-in/first/") is var newer && newer != firstLink ? newer : null);

        using var browser = new Browser(Host.Address);
        async Task<Page> TryAsync(string at, string half, string password = "cztery dowolne słowa") => await browser.SendAsync(at, "UseLetter", ("Code", half), ("Password", password));
        (await TryAsync(firstLink, first)).Problem.ShouldNotBeEmpty("a later letter makes the earlier one void");
        (await TryAsync(link, first)).Problem.ShouldContain("don’t match");
        (await TryAsync("/sign-in/first/unknown", code)).Problem.ShouldContain("don’t match");
        (await TryAsync(link, code, "short")).Problem.ShouldContain("10");
        (await TryAsync(link, code.ToLowerInvariant())).Target.ShouldBe("/sign-in");
        (await TryAsync(link, code)).Problem.ShouldNotBeEmpty("once");
        (await browser.SignInAsync(email, "cztery dowolne słowa")).Target.ShouldBe("/");
        (await anna.Http.PostAsync($"/api/v1/people/{id}/letter", null, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "who has signed in gets no letter");
    }

    [Fact]
    public async Task Halves_of_a_letter_die_by_guessing_and_by_age()
    {
        var email = $"nowa-{Guid.NewGuid():N}@oficyna.example";
        var id = await NewcomerAsync(email, "Jeszcze Nowsza");
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        var code = await LetterAsync(anna, id);
        var link = await LinkToAsync(email, "/sign-in/first/");
        using var browser = new Browser(Host.Address);
        for (var i = 0; i < 5; i++)
            await browser.SendAsync(link, "UseLetter", ("Code", $"AAAA-BBBB-CCC{i}"), ("Password", "cztery dowolne słowa"));
        (await browser.SendAsync(link, "UseLetter", ("Code", code), ("Password", "cztery dowolne słowa"))).Problem.ShouldNotBeEmpty();

        code = await LetterAsync(anna, id);
        var newer = await Eventually.GetAsync("the second mail", async () => await LinkToAsync(email, "/sign-in/first/") is var next && next != link ? next : null);
        Later(TimeSpan.FromDays(32));
        (await browser.SendAsync(newer, "UseLetter", ("Code", code), ("Password", "cztery dowolne słowa"))).Problem.ShouldNotBeEmpty();
    }

    private void Later(TimeSpan shift) => Host.MoveClock(_shift = shift);

    private string Code(byte[] secret) => TimeCodes.Code(secret, TimeCodes.StepOf(Days.Machine.GetUtcNow() + _shift));

    private static Task<Page> GiveAsync(Browser browser, string code, string query = "") => browser.SendAsync("/sign-in/code" + query, "GiveCode", ("Code", code));

    private async Task<(byte[] Secret, IReadOnlyList<string> Codes)> TurnOnAsync(Browser browser, string address, string? password)
    {
        var page = await browser.GetAsync(address);
        var text = TypedSecret().Match(page.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. bits.Chunk(8).Select(part => Convert.ToByte(new string(part), 2))];
        (string, string)[] fields = [("Code", Code(secret)), .. password is null ? Array.Empty<(string, string)>() : [("Password", password)]];
        var done = await browser.SendAsync(page, address, "TurnOnFactor", fields);
        done.Target.ShouldNotBeNull(done.Problem);
        var shown = await browser.GetAsync(done.Target);
        var codes = RecoveryCode().Matches(shown.Text).Select(match => match.Value).ToList();
        RecoveryCode().Matches((await browser.GetAsync(done.Target)).Text).ShouldBeEmpty("they are shown once");
        return (secret, codes);
    }

    /// <summary>Somebody whom staff know and who has no account yet.</summary>
    private async Task<string> NewcomerAsync(string email, string name)
    {
        var title = $"Od nowej {Guid.NewGuid():N}";
        (await Host.Api().PostAsync("asks", new { productType = Stories.Book, title, name, email, company = "Oficyna", spec = await Host.Api("ewa").SampleAsync(), quantities = new[] { 300 }, consent = true })).Ok();
        await Host.Api().WriteAsync($"asks/confirm/{(await LinkToAsync(email, "/ask/confirm/"))[13..]}");
        var ask = (await Host.Api("piotr").ReadAsync($"asks?q={Uri.EscapeDataString(title)}")).List("rows")[0].Text("id");
        var company = (await Host.Api("piotr").WriteAsync($"asks/{ask}/bind", new { name = $"Oficyna {Guid.NewGuid():N}", taxId = "", street = "Prosta 1", postCode = "00-001", city = "Warszawa" })).Text("companyId");
        return await Eventually.GetAsync("the newcomer", async () => (await Host.Api("anna").ReadAsync($"companies/{company}")).List("people").FirstOrDefault(it => it.Text("email") == email)?.Text("id"));
    }

    /// <returns>The half that is printed.</returns>
    private static async Task<string> LetterAsync(Browser staff, string person)
    {
        using var answer = await staff.Http.PostAsync($"/api/v1/people/{person}/letter", null, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var paper = Convert.FromBase64String((await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!.Text("paper"));
        var text = string.Concat(Documents.PdfText.Pages(paper));
        text.ShouldContain("Prosta 1");
        return LetterCode().Match(text).Value;
    }

    [GeneratedRegex("<code class=\"token\">([A-Z2-7 ]+)</code>")]
    private static partial Regex TypedSecret();

    [GeneratedRegex("(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}")]
    private static partial Regex LetterCode();
}
