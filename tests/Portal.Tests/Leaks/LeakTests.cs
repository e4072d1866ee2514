using System.Text.RegularExpressions;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.Tests.Leaks;

/// <summary>The leak kit: everyone walks every route with the ids of another company's rows, and finds nothing.</summary>
public sealed partial class LeakTests(SharedHost shared) : HttpTest(shared)
{
    private static readonly int[] Closed = [401, 403, 404];

    [Fact]
    public async Task Nobody_learns_anything_of_another_company_on_any_route()
    {
        var victims = new[] { await Victim.MakeAsync(Host, "ewa"), await Victim.MakeAsync(Host, "jonas") };
        var routes = await Routes.AllAsync(Host);
        var (walked, findings) = (0, new List<string>());
        foreach (var person in Host.People.Prepend(null))
        {
            var visitor = await Visitor.OfAsync(Host, person);
            foreach (var victim in victims.Where(victim => DomainOf(visitor.Email) != DomainOf(Host.Person(victim.Customer).Email)))
            {
                // Staff may know all companies: of them it is asked only that nothing breaks, and only by reading.
                foreach (var route in routes.Where(route => route.Method == "GET" || (route.HasIds && !visitor.IsStaff)))
                {
                    var path = route.Filled(victim);
                    var (status, body) = await visitor.WalkAsync(route, path, victim.Body);
                    walked++;
                    findings.AddRange(Judge(visitor, victim, route, status, body).Select(finding => $"{visitor.Name}: {route.Method} {path} ({status}) {finding}"));
                }
            }
        }

        walked.ShouldBeGreaterThan(900);
        findings.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{routes.Count} routes, {Host.People.Count + 1} visitors, {walked} requests");
    }

    [Fact]
    public async Task Customers_find_nothing_internal_in_their_own_matters()
    {
        var (walked, findings) = (0, new List<string>());
        foreach (var customer in new[] { "ewa", "jonas" })
        {
            var victim = await Victim.MakeAsync(Host, customer);
            var visitor = await Visitor.OfAsync(Host, Host.Person(customer));
            foreach (var route in (await Routes.AllAsync(Host)).Where(route => route.Method == "GET" && !route.Pattern.StartsWith("/calculations", StringComparison.Ordinal)))
            {
                var (status, body) = await visitor.WalkAsync(route, route.Filled(victim), null);
                walked++;
                findings.AddRange(victim.Internals.Where(secret => body.Contains(secret, StringComparison.Ordinal) && status == 200).Select(secret => $"{route.Pattern} says {secret}"));
                if (route.IsApi && status == 200 && InternalWords().Match(body) is { Success: true } word)
                    findings.Add($"{route.Pattern} speaks of {word.Value}");
            }

            (await Host.Api(customer).GetAsync($"files/{victim.Ids["kept-files"]}")).Status.ShouldBe(404);
            foreach (var address in new[] { $"/inquiries/{victim.Ids["inquiries"]}", $"/orders/{victim.Ids["orders"]}" })
                (await visitor.PageAsync(address)).ShouldContain(victim.Marks[0], customMessage: "The walk must have seen the matters themselves.");
        }

        walked.ShouldBeGreaterThan(50);
        findings.ShouldBeEmpty();
    }

    /// <summary>A colleague of another branch is as much a stranger to a matter as another company's people.</summary>
    [Fact]
    public async Task Who_is_limited_to_a_branch_learns_nothing_of_another_on_any_route()
    {
        var (admin, oliver) = (Host.Api("anna"), Host.Api("oliver"));
        var company = (await oliver.ReadAsync("me")).Text("companyId");
        async Task<string> BranchAsync() => (await admin.WriteAsync($"companies/{company}/branches", new { name = $"Oddział {Guid.NewGuid():N}" })).GetValue<string>();
        async Task PlaceAsync(string person, string? branch, string reach)
        {
            using var anna = await Browser.SignedInAsync(Host, Host.Person("anna"));
            (await anna.SendAsync($"/companies/{company}", $"SetReachreach{Guid.Parse((await Host.Api(person).ReadAsync("me")).Text("personId")):N}", ("BranchId", branch ?? ""), ("Reach", reach))).Target.ShouldNotBeNull();
        }

        var findings = new List<string>();
        var walked = 0;
        try
        {
            await PlaceAsync("ewa", await BranchAsync(), "Company");
            var victim = await Victim.MakeAsync(Host, "ewa");
            await PlaceAsync("oliver", await BranchAsync(), "Branch");
            await Eventually.GetAsync("Oliver's branch", async () => (await oliver.GetAsync($"inquiries/{victim.Ids["inquiries"]}")).Status == 404 ? company : null);
            var visitor = await Visitor.OfAsync(Host, Host.Person("oliver"));
            var marks = victim.Marks.Where(mark => OfMatter().IsMatch(mark)).ToList();
            marks.Count.ShouldBeGreaterThan(8);
            foreach (var route in (await Routes.AllAsync(Host)).Where(route => route.Method == "GET" || (route.HasIds && MatterIds().IsMatch(route.Pattern))))
            {
                var path = route.Filled(victim);
                var (status, body) = await visitor.WalkAsync(route, path, victim.Body);
                walked++;
                findings.AddRange(marks.Where(mark => body.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{route.Method} {path} ({status}) says {mark}"));
                if (status >= 500 || (route.HasIds && MatterIds().IsMatch(route.Pattern) && !Closed.Contains(status)))
                    findings.Add($"{route.Method} {path} ({status}) is open");
            }

            (await oliver.GetAsync($"files/{victim.Ids["files"]}")).Status.ShouldBe(404);
        }
        finally
        {
            await PlaceAsync("oliver", null, "Company");
            await PlaceAsync("ewa", null, "Company");
        }

        findings.ShouldBeEmpty();
        walked.ShouldBeGreaterThan(100);
    }

    [GeneratedRegex("^(tajne|wiadomosc|komentarz|kontroferta|arkusz|odbiorca|plik|Z[A-Z]/|O[A-Z]/)")]
    private static partial Regex OfMatter();

    [GeneratedRegex(@"/(inquiries|orders|quotes|cells|quoted|counter-offers|acceptances|repeats|files/\{id|inquiry/\{)")]
    private static partial Regex MatterIds();

    [Fact]
    public async Task A_live_stream_opens_for_its_own_reader_only()
    {
        var inquiry = await Host.Api("ewa").SubmitAsync("Na żywo");
        var ewa = await Visitor.OfAsync(Host, Host.Person("ewa"));
        var address = System.Net.WebUtility.HtmlDecode(LiveAddress().Match(await ewa.PageAsync($"/inquiries/{inquiry}")).Groups[1].Value);
        address.ShouldStartWith("/live?t=");

        (await StatusAsync(ewa, address)).ShouldBe(200);
        foreach (var other in new[] { "oliver", "jonas", "anna" })
            (await StatusAsync(await Visitor.OfAsync(Host, Host.Person(other)), address)).ShouldBe(404);
        (await StatusAsync(await Visitor.OfAsync(Host, null), address)).ShouldBe(302);
        (await StatusAsync(ewa, "/live?t=forged")).ShouldBe(404);
    }

    private static IEnumerable<string> Judge(Visitor visitor, Victim victim, Route route, int status, string body)
    {
        if (status >= 500)
            yield return "broke";
        if (visitor.IsStaff)
            yield break;
        foreach (var mark in victim.Marks.Where(mark => body.Contains(mark, StringComparison.Ordinal) || body.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(mark), StringComparison.Ordinal)))
            yield return $"says {mark}";
        if (route.IsApi && route.HasIds && !Closed.Contains(status))
            yield return "is open";
        if (!route.IsApi && route.Pattern.Contains("guid", StringComparison.Ordinal) && !Closed.Contains(status) && !(visitor.Email.Length == 0 && status is 302 or 400))
            yield return "is open";
    }

    private static async Task<int> StatusAsync(Visitor visitor, string address)
    {
        using var response = await visitor.Pages.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    private static string DomainOf(string email) => email[(email.IndexOf('@') + 1)..];

    [GeneratedRegex("\"(margin|marginPercent|discountPercent|left|marks|overrides|log|calculationId|cost|costCurrency|work)\"")]
    private static partial Regex InternalWords();

    [GeneratedRegex("data-address=\"(/live[^\"]+)\"")]
    private static partial Regex LiveAddress();
}
