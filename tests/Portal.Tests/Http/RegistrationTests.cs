using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A new company registers, confirms its address, is looked at by staff and signs in.</summary>
public sealed class RegistrationTests(SharedHost shared) : HttpTest(shared)
{
    private static object Form(string company, string email, string? taxId = null, bool consent = true) =>
        new { company, taxId = taxId ?? CompanyTests.NewTaxId(), country = "PL", street = "Wodna 1", postCode = "00-950", city = "Warszawa", name = "Zofia Nowa", email, consent };

    private async Task<string> TokenAsync(string email, string address) =>
        (await Eventually.GetAsync($"the mail to {email}", () => Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.To.Contains(email) && mail.Text.Contains(address))))).Text.Split(address)[1].Split((char[])['\r', '\n', ' '])[0];

    private async Task<(string Id, string Email, string Company)> ConfirmedAsync(string? taxId = null)
    {
        var (company, email) = ($"Rejestr {Guid.NewGuid().ToString("N")[..10]}", $"zofia@{Guid.NewGuid():N}.example");
        (await Host.Api().PostAsync("registrations", Form(company, email, taxId))).Ok();
        var token = await TokenAsync(email, "/register/confirm/");
        (await Host.Api("anna").ReadAsync($"registrations?q={company}")).List("rows").ShouldBeEmpty("Nobody is bothered before the address is confirmed.");
        var number = (await Host.Api().WriteAsync($"registrations/confirm/{token}")).Text("number");
        (await Host.Api().WriteAsync($"registrations/confirm/{token}")).Text("number").ShouldBe(number);
        return ((await Host.Api("anna").ReadAsync($"registrations?q={company}")).List("rows")[0].Text("id"), email, company);
    }

    [Fact]
    public async Task A_new_company_becomes_a_client_and_its_person_signs_in()
    {
        var (id, email, company) = await ConfirmedAsync();
        (await Host.Api("katarzyna").PostAsync($"registrations/{id}/bind")).Status.ShouldBe(403);
        (await Host.Api("ewa").GetAsync($"registrations/{id}")).Status.ShouldBe(403);
        var bound = (await Host.Api("piotr").WriteAsync($"registrations/{id}/bind", new { contractorNo = $"R-{id}" })).GetValue<string>();
        (await Host.Api("piotr").WriteAsync($"registrations/{id}/bind", new { contractorNo = $"R-{id}" })).GetValue<string>().ShouldBe(bound);
        var card = await Host.Api("piotr").ReadAsync($"companies/{bound}");
        card["company"]!.Text("name").ShouldBe(company);
        card["company"]!.List("addresses")[0].Text("city").ShouldBe("Warszawa");
        card["staff"]!.Text("contractorNo").ShouldBe($"R-{id}");

        var token = await TokenAsync(email, "/register/finish/");
        (await Host.Api().PostAsync($"registrations/finish/{token}", new { password = "krótkie" })).Problems().Keys.ShouldBe(["password"]);
        (await Host.Api().PostAsync($"registrations/finish/{token}", new { password = "wodna-wieża-2026" })).Ok();
        (await Host.Api().PostAsync($"registrations/finish/{token}", new { password = "inne-hasło-2026" })).Status.ShouldBe(404, "It works once.");
        using var pages = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Host.Address) };
        var page = await pages.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var form = page[page.IndexOf("data-name=\"SignIn\"", StringComparison.Ordinal)..].Split("</form>")[0];
        var fields = System.Text.RegularExpressions.Regex.Matches(form, """<input type="hidden" name="([^"]+)" value="([^"]*)" ?/>""").ToDictionary(match => match.Groups[1].Value, match => System.Net.WebUtility.HtmlDecode(match.Groups[2].Value));
        (fields["Email"], fields["Password"]) = (email, "wodna-wieża-2026");
        ((int)(await pages.PostAsync("/sign-in", new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken)).StatusCode).ShouldBe(302);
        (await pages.GetStringAsync("/company", TestContext.Current.CancellationToken)).ShouldContain(company);
        (await pages.GetStringAsync("/company/edit", TestContext.Current.CancellationToken)).ShouldContain("Zofia", Case.Sensitive, "Whoever registers a company administers it.");
    }

    [Fact]
    public async Task One_that_is_there_is_found_and_bound_and_another_is_refused_with_a_reason()
    {
        var taxId = CompanyTests.NewTaxId();
        var known = await CompanyTests.MakeAsync(Host.Api("anna"), $"Znana {Guid.NewGuid():N}", new { taxId });
        var (id, _, _) = await ConfirmedAsync(taxId);
        var shown = await Host.Api("piotr").ReadAsync($"registrations/{id}");
        shown.List("matches")[0].Text("companyId").ShouldBe(known);
        shown.List("matches")[0].Text("why").ShouldBe("taxId");
        (await Host.Api("piotr").WriteAsync($"registrations/{id}/bind", new { companyId = known })).GetValue<string>().ShouldBe(known);
        (await Host.Api("piotr").ReadAsync($"companies/{known}")).List("people").Count.ShouldBe(1);

        var (other, email, _) = await ConfirmedAsync();
        (await Host.Api("piotr").PostAsync($"registrations/{other}/reject", new { reason = " " })).Problems().Keys.ShouldBe(["reason"]);
        (await Host.Api("piotr").PostAsync($"registrations/{other}/reject", new { reason = "Nie znaleziono w rejestrze." })).Ok();
        (await Host.Api("piotr").PostAsync($"registrations/{other}/bind")).Status.ShouldBe(422);
        await Eventually.GetAsync("the reason by mail", () => Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.To.Contains(email) && mail.Text.Contains("Nie znaleziono w rejestrze."))));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_is_known_is_not()
    {
        (await Host.Api().PostAsync("registrations", Form("", "x", "123", consent: false))).Problems().Keys.ShouldBe(["company", "email", "taxId", "consent"], ignoreOrder: true);
        var known = (await Host.Api().PostAsync("registrations", Form("Kormoran", "ewa.kaminska@kormoran.example", "7010416384"))).Ok();
        var unknown = (await Host.Api().PostAsync("registrations", Form("Nikt", "nikt@nikt.example"))).Ok();
        known.AsObject().Select(pair => pair.Key).ShouldBe(unknown.AsObject().Select(pair => pair.Key));
        (await Host.Api().PostAsync("registrations/confirm/zgadywany")).Status.ShouldBe(404);
        (await Host.Api().PostAsync("registrations/finish/zgadywany", new { password = "cokolwiek-2026" })).Status.ShouldBe(404);
    }
}
