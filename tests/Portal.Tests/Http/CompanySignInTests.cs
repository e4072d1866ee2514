using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Signing in through the identity provider of a client company, and how far its word goes.</summary>
public sealed class CompanySignInTests(WaysInHost shared) : WaysInTest(shared)
{
    [Fact]
    public async Task People_come_in_through_their_company_and_into_no_other()
    {
        await using var provider = await IdentityProvider.StartAsync();
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        var company = (await Host.Api("ewa").ReadAsync("me")).Text("companyId");
        await MustSetAsync(anna, company, provider.Issuer);
        try
        {
            using var ewa = new Browser(Host.Address);
            (await ewa.GetAsync("/sign-in")).Text.ShouldContain("/sign-in/company");
            (await ewa.SendAsync("/sign-in/company", "FindCompanyWay", ("Email", "nobody@vltava.example"))).Problem.ShouldContain("vltava.example");
            (await ewa.SendAsync("/sign-in/company", "FindCompanyWay", ("Email", "nobody@kormoran.example"))).Target!.ShouldStartWith("/sign-in/company/leave?of=kormoran.example", customMessage: "a domain is known, an account is not asked for");

            // First by a verified address of the company's own, later by the subject, whatever the address.
            (provider.Subject, provider.Email) = ("e-1", Host.Person("ewa").Email.ToUpperInvariant());
            (await ComeAsync(ewa)).ShouldBe("/");
            (await MeAsync(ewa)).Text("name").ShouldBe(Host.Person("ewa").Name);
            (provider.Subject, provider.Email) = ("e-1", "married@kormoran.example");
            using var later = new Browser(Host.Address);
            (await ComeAsync(later)).ShouldBe("/");
            (await MeAsync(later)).Text("name").ShouldBe(Host.Person("ewa").Name);

            // The way in belongs to the company, so the account's own can't be changed from there.
            (await later.GetAsync("/profile/access")).Text.ShouldNotContain("data-name=\"ChangePassword\"");
            (await later.Http.PutAsJsonAsync("/api/v1/me/password", new { password = Host.Person("ewa").Password, newPassword = "four words of any kind" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

            foreach (var (subject, email, verified, why) in new[]
            {
                ("e-2", Host.Person("ewa").Email, true, "an address given on to somebody else"),
                ("o-1", Host.Person("oliver").Email, false, "an address that nobody verified"),
                ("j-1", Host.Person("jonas").Email, true, "somebody of another company"),
                ("a-1", Host.Person("anna").Email, true, "staff"),
                ("x-1", "nobody@kormoran.example", true, "an unknown address"),
            })
            {
                (provider.Subject, provider.Email, provider.IsVerified) = (subject, email, verified);
                using var stranger = new Browser(Host.Address);
                (await ComeAsync(stranger)).ShouldBe("/sign-in", why);
                (await stranger.IsInAsync()).ShouldBeFalse(why);
            }
        }
        finally
        {
            await MustSetAsync(anna, company, "");
        }
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_asked()
    {
        await using var provider = await IdentityProvider.StartAsync();
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        var company = (await Host.Api("ewa").ReadAsync("me")).Text("companyId");
        await MustSetAsync(anna, company, provider.Issuer);
        try
        {
            (provider.Subject, provider.Email, provider.IsVerified) = ("o-1", Host.Person("oliver").Email, true);
            using var attacker = new Browser(Host.Address);
            var answer = await AnswerAsync(attacker, "?of=kormoran.example&back=%2F%2Fevil.example");

            using var victim = new Browser(Host.Address);
            (await FollowAsync(victim, answer)).ShouldBe("/sign-in", "an answer sent to somebody else signs nobody in");
            (await victim.IsInAsync()).ShouldBeFalse();
            (await FollowAsync(attacker, answer.Replace("state=", "state=x", StringComparison.Ordinal))).ShouldBe("/sign-in");

            using var oliver = new Browser(Host.Address);
            answer = await AnswerAsync(oliver, "?of=kormoran.example&back=%2F%2Fevil.example");
            using var copy = oliver.CopyAll();
            (await FollowAsync(oliver, answer)).ShouldBe("/", "and it leads nowhere else");
            (await oliver.IsInAsync()).ShouldBeTrue();
            (await FollowAsync(copy, answer)).ShouldBe("/sign-in", "the code was used");

            // With the provider taken away, what it vouched for is over.
            await MustSetAsync(anna, company, "");
            await Eventually.GetAsync("the session to end", async () => await oliver.IsInAsync() ? null : "");
        }
        finally
        {
            await SetAsync(anna, company, "");
        }
    }

    [Fact]
    public async Task Where_the_company_wants_no_other_way_a_password_opens_nothing()
    {
        await using var provider = await IdentityProvider.StartAsync();
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        var company = (await Host.Api("petra").ReadAsync("me")).Text("companyId");
        using var before = await Browser.SignedInAsync(Host, Host.Person("petra"));
        await MustSetAsync(anna, company, provider.Issuer, "vltava.example", only: true);
        try
        {
            await Eventually.GetAsync("the session by password to end", async () => await before.IsInAsync() ? null : "");
            using var browser = new Browser(Host.Address);
            var known = (await browser.SignInAsync(Host.Person("petra").Email, Host.Person("petra").Password)).Problem;
            known.ShouldContain("through their company");
            (await browser.SignInAsync("nobody@vltava.example", "no such password")).Problem.ShouldBe(known);
            (provider.Subject, provider.Email) = ("p-1", Host.Person("petra").Email);
            (await ComeAsync(browser, "?of=vltava.example")).ShouldBe("/");
            (await browser.IsInAsync()).ShouldBeTrue();
        }
        finally
        {
            await MustSetAsync(anna, company, "");
        }

        using var again = await Browser.SignedInAsync(Host, Host.Person("petra"));
    }

    [Fact]
    public async Task A_provider_is_set_by_who_may_and_only_if_it_answers()
    {
        await using var provider = await IdentityProvider.StartAsync();
        using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
        var (kormoran, vltava) = ((await Host.Api("ewa").ReadAsync("me")).Text("companyId"), (await Host.Api("petra").ReadAsync("me")).Text("companyId"));
        async Task<string> RefusedAsync(string issuer, string domains)
        {
            using var answer = await SetAsync(anna, kormoran, issuer, domains);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            return string.Join(',', (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["errors"]!.AsObject().Select(it => it.Key));
        }

        (await RefusedAsync("http://login.example.com/", "kormoran.example")).ShouldBe("issuer", "not in the clear");
        (await RefusedAsync("http://localhost:1/", "kormoran.example")).ShouldBe("issuer", "nobody answers");
        (await RefusedAsync(provider.Issuer.TrimEnd('/'), "kormoran.example")).ShouldBe("issuer", "it calls itself otherwise");
        (await RefusedAsync(provider.Issuer, "gmail.com")).ShouldBe("domains");
        (await RefusedAsync(provider.Issuer, "")).ShouldBe("domains");
        await MustSetAsync(anna, vltava, provider.Issuer, "vltava.example");
        (await RefusedAsync(provider.Issuer, "kormoran.example, vltava.example")).ShouldBe("domains", "a domain is one company's");
        await MustSetAsync(anna, vltava, "");

        using var wrongSecret = await SetAsync(anna, kormoran, provider.Issuer, secret: "not the secret");
        (provider.Subject, provider.Email) = ("e-9", Host.Person("ewa").Email);
        using var browser = new Browser(Host.Address);
        (await ComeAsync(browser)).ShouldBe("/sign-in");
        await MustSetAsync(anna, kormoran, "");

        using var sales = await Browser.SignedInAsync(Host, Host.Person("piotr"));
        (await SetAsync(sales, kormoran, provider.Issuer)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Host.Api("anna").PutAsync($"companies/{kormoran}/sign-in", new { issuer = provider.Issuer })).Status.ShouldBe(403, "not by a token");
    }

    /// <summary>Sets the policy and says what was wrong where it is not taken.</summary>
    private static async Task MustSetAsync(Browser staff, string company, string issuer, string domains = "kormoran.example", bool only = false)
    {
        using var answer = await SetAsync(staff, company, issuer, domains, only);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<HttpResponseMessage> SetAsync(Browser staff, string company, string issuer, string domains = "kormoran.example", bool only = false, string secret = IdentityProvider.Secret) =>
        staff.Http.PutAsJsonAsync($"/api/v1/companies/{company}/sign-in", issuer.Length == 0 ? new { issuer, clientId = "", clientSecret = "", domains = "", onlyOwn = false } : new { issuer, clientId = IdentityProvider.Client, clientSecret = secret, domains, onlyOwn = only }, TestContext.Current.CancellationToken);

    private static async Task<JsonNode> MeAsync(Browser browser) => (await browser.Http.GetFromJsonAsync<JsonNode>("/api/v1/me", TestContext.Current.CancellationToken))!;

    /// <returns>Where the portal leads after the provider has answered.</returns>
    private static async Task<string> ComeAsync(Browser browser, string query = "?of=kormoran.example") => await FollowAsync(browser, await AnswerAsync(browser, query));

    /// <returns>The provider's answer: the address it sends the browser to.</returns>
    private static async Task<string> AnswerAsync(Browser browser, string query)
    {
        using var leaves = await browser.Http.GetAsync("/sign-in/company/go" + query, TestContext.Current.CancellationToken);
        leaves.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        leaves.Headers.Location!.Query.ShouldContain("code_challenge_method=S256");
        using var answers = await browser.Http.GetAsync(leaves.Headers.Location, TestContext.Current.CancellationToken);
        answers.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answers.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answers.Headers.Location!.ToString();
    }

    private static async Task<string> FollowAsync(Browser browser, string address)
    {
        using var comes = await browser.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return comes.Headers.Location?.ToString() ?? $"{comes.StatusCode}";
    }
}
