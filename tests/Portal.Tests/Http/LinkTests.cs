using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A link opens one quote to somebody without an account, as far as it says and as long as it holds, and nothing else: INQ-11.</summary>
public sealed class LinkTests(SharedHost shared) : HttpTest(shared)
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_link_shows_the_quote_in_its_language_with_its_paper_and_is_signed_once()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Linkowana {_mark}", [500m, 900m]);
        var quote = inquiry.List("quotes")[0];
        var token = await LinkAsync("katarzyna", inquiry, "decide");

        var page = await StrangersPageAsync($"/q/{token}");
        page.Status.ShouldBe(200);
        page.Body.ShouldContain(_mark);
        page.Body.ShouldContain("lang=\"pl\"");
        page.Body.ShouldContain("Drukarnia Wisła");
        var opened = await Host.Api().ReadAsync($"q/{token}");
        opened.List("lines").Select(line => line.Amount("total")).ShouldBe(quote.List("lines").Select(line => line.Amount("total")));
        using (var paper = await Host.Api().Http.GetAsync($"/q/{token}/paper", Cancelled))
            Convert.ToHexStringLower(SHA256.HashData(await paper.Content.ReadAsByteArrayAsync(Cancelled))).ShouldBe(quote.Text("pdfSha256"));

        // The page before the signature states the cell, its total and the paper's hash.
        var line = quote.List("lines")[0];
        var deed = await StrangersPageAsync($"/q/{token}/accept?line={line.Text("id")}");
        deed.Body.ShouldContain(quote.Text("pdfSha256"));
        deed.Body.ShouldContain(line.Text("id"));
        deed.Body.ShouldNotContain(quote.List("lines")[1].Text("id"));

        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "" })).Problems().ShouldContainKey("signedBy");
        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "Jan", drawing = "M1 1<script>" })).Problems().ShouldContainKey("drawing");
        var accepted = (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "Jan Bez Konta", drawing = "M10 10L20 30" }, _mark)).Ok();
        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "Jan Bez Konta", drawing = "M10 10L20 30" }, _mark)).Ok().Text("acceptanceId").ShouldBe(accepted.Text("acceptanceId"));

        foreach (var reader in new[] { "ewa", "katarzyna" })
        {
            var signature = (await Host.Api(reader).ReadAsync($"acceptances/{accepted.Text("acceptanceId")}"))["signature"]!;
            (signature.Text("name"), signature.Text("drawing"), signature.Text("pdfSha256"), signature.Text("linkFor")).ShouldBe(("Jan Bez Konta", "M10 10L20 30", quote.Text("pdfSha256"), "Zarząd"));
        }

        (await StrangersPageAsync($"/q/{token}")).Body.ShouldContain("Jan Bez Konta");
        var order = (await Host.Api("ewa").OrdersOfAsync(inquiry.Text("id"))).ShouldHaveSingleItem();
        (await (await Visitor.OfAsync(Host, Host.Person("ewa"))).PageAsync($"/orders/{order}")).ShouldContain("Jan Bez Konta");
        (await Host.Api("ewa").ReadAsync($"inquiries/{inquiry.Text("id")}/links")).List("rows").ShouldHaveSingleItem()["lastUsedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_link_does_not_allow_it_neither_shows_nor_does()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Bez cen {_mark}");
        var line = inquiry.List("quotes")[0].List("lines")[0];
        var (content, prices) = (await LinkAsync("ewa", inquiry, "content"), await LinkAsync("ewa", inquiry, "prices"));

        var bare = await Host.Api().ReadAsync($"q/{content}");
        bare.List("lines")[0]["total"].ShouldBeNull();
        (await StrangersPageAsync($"/q/{content}")).Body.ShouldNotContain("PLN");
        (await Host.Api().Http.GetAsync($"/q/{content}/paper", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var token in new[] { content, prices })
            (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "Jan" })).Status.ShouldBe(403);
        (await Host.Api("ewa").ReadAsync($"inquiries/{inquiry.Text("id")}")).List("acceptances").ShouldBeEmpty();
    }

    [Fact]
    public async Task Forged_expired_and_revoked_links_answer_the_same()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Odwołana {_mark}");
        var token = await LinkAsync("ewa", inquiry, "decide");
        (await StrangersPageAsync($"/q/{token}")).Status.ShouldBe(200);
        var id = (await Host.Api("ewa").ReadAsync($"inquiries/{inquiry.Text("id")}/links")).List("rows")[0].Text("id");
        (await Host.Api("jonas").PostAsync($"inquiries/{inquiry.Text("id")}/links/{id}/revoke")).Status.ShouldBe(404);
        await Host.Api("katarzyna").WriteAsync($"inquiries/{inquiry.Text("id")}/links/{id}/revoke");

        var (revoked, forged) = (await StrangersPageAsync($"/q/{token}"), await StrangersPageAsync($"/q/{token[..^2]}zz"));
        (revoked.Status, forged.Status).ShouldBe((404, 404));
        Plain(revoked.Body, token).ShouldBe(Plain(forged.Body, token[..^2] + "zz"));
        revoked.Body.ShouldContain("Drukarnia Wisła");
        var line = inquiry.List("quotes")[0].List("lines")[0].Text("id");
        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line }, signedBy = "Jan" })).Status.ShouldBe(404);
        (await Host.Api().GetAsync($"q/{token}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Nobody_gives_by_link_more_than_they_have_and_no_longer_than_the_quote()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Za długo {_mark}");
        var path = $"inquiries/{inquiry.Text("id")}/quotes/{inquiry.List("quotes")[0].Text("id")}/links";
        (await Host.Api("ewa").PostAsync(path, new { forWhom = "Zarząd", scope = "prices", validUntil = "2099-01-01" })).Problems().ShouldContainKey("validUntil");
        (await Host.Api("ewa").PostAsync(path, new { forWhom = "", scope = "prices" })).Problems().ShouldContainKey("forWhom");
        (await Host.Api("jonas").PostAsync(path, new { forWhom = "Zarząd", scope = "prices" })).Status.ShouldBe(404);
        (await Host.Api("marek").PostAsync(path, new { forWhom = "Zarząd", scope = "prices" })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Of_an_acceptance_by_link_and_one_in_the_portal_at_once_one_wins()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Wyścig {_mark}");
        var line = inquiry.List("quotes")[0].List("lines")[0].Text("id");
        var token = await LinkAsync("ewa", inquiry, "decide");

        var answers = await Task.WhenAll(
            Host.Api("ewa").AcceptAsync(inquiry, 0), Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line }, signedBy = "Jan" }), Host.Api("oliver").AcceptAsync(inquiry, 0),
            Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line }, signedBy = "Jan" }));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, 422, 422, 422]);
        (await Host.Api("ewa").ReadAsync($"inquiries/{inquiry.Text("id")}")).List("acceptances").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_accepted_by_link_ends_the_bargaining_over_it()
    {
        var inquiry = await Host.QuotedAsync("ewa", $"Targ {_mark}");
        var line = inquiry.List("quotes")[0].List("lines")[0];
        await Host.Api("ewa").WriteAsync($"inquiries/{inquiry.Text("id")}/quoted/{line.Text("cellId")}/counter-offers", new { unitPrice = decimal.Round(line.Amount("unitPrice") * 0.9m, 2), reason = "Taniej" });
        var token = await LinkAsync("ewa", inquiry, "decide");
        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = new[] { line.Text("id") }, signedBy = "Jan" })).Ok();
        (await Host.Api("katarzyna").ReadAsync($"inquiries/{inquiry.Text("id")}")).ToJsonString().ShouldNotContain("\"state\":\"open\"");
    }

    [Fact]
    public async Task A_link_leads_to_nothing_but_its_quote()
    {
        var victim = await Victim.MakeAsync(Host, "ewa");
        var own = await Host.QuotedAsync("ewa", $"Własna {_mark}");
        await Host.Api("ewa").WriteAsync($"notes/inquiry/{own.Text("id")}", new { text = $"rozmowa-{_mark}" });
        await Host.Api("katarzyna").WriteAsync($"notes/inquiry/{own.Text("id")}", new { text = $"wewnetrzne-{_mark}", isInternal = true });
        var token = await LinkAsync("ewa", own, "decide");
        var holder = Host.Api(token: token);

        // Of the victim's company the link belongs to, so that only its own scope stands between it and the rest.
        var others = victim.Marks.Where(mark => mark.Contains('-', StringComparison.Ordinal) || mark.Contains('/', StringComparison.Ordinal)).Concat(victim.Internals).Append($"rozmowa-{_mark}").Append($"wewnetrzne-{_mark}").ToList();
        foreach (var path in new[] { $"/q/{token}", $"/q/{token}/accept?line={victim.Ids["quotes"]}", $"/api/v1/q/{token}" })
        {
            var (_, body) = await StrangersPageAsync(path);
            others.Where(mark => body.Contains(mark, StringComparison.Ordinal)).ShouldBeEmpty(path);
        }

        // A token is a way to its own addresses, no key to others: neither as a bearer's nor as a step of another path.
        foreach (var route in (await Routes.AllAsync(Host)).Where(route => route is { Method: "GET", IsApi: true, HasIds: true }))
            new[] { 401, 404 }.ShouldContain((int)(await holder.Http.GetAsync(route.Filled(victim), Cancelled)).StatusCode, route.Pattern);
        foreach (var path in new[] { $"/q/{token}/../files/{victim.Ids["files"]}", $"/q/{token}/files/{victim.Ids["files"]}", $"/q/{token}/paper/{victim.Ids["files"]}" })
            (await StrangersPageAsync(path)).Status.ShouldNotBe(200, path);
        (await Host.Api().PostAsync($"q/{token}/accept", new { lines = victim.Body.GetType().GetProperty("lines")!.GetValue(victim.Body), signedBy = "Jan" })).Problems().ShouldContainKey("lines");
    }

    [Fact]
    public async Task Who_tries_many_links_has_to_wait()
    {
        await using var host = await RunningHost.StartAsync(null, "--Portal:Links:MissesPerMinute=3");
        var inquiry = await host.QuotedAsync("ewa", $"Zgadywana {_mark}");
        var token = await LinkAsync(host, "ewa", inquiry, "prices");
        for (var attempt = 0; attempt < 3; attempt++)
            (await host.Api().GetAsync($"q/guess{attempt}")).Status.ShouldBe(404);
        (await host.Api().GetAsync("q/guess")).Status.ShouldBe(429);
        (await host.Api().GetAsync($"q/{token}")).Status.ShouldBe(429);

        // Expired: the quote's own day is over, and with it the link's.
        host.MoveClock(TimeSpan.FromDays(40));
        (await Eventually.GetAsync("the moved clock", async () => await host.Api().GetAsync($"q/{token}") is { Status: not 429 } answer ? answer : null)).Status.ShouldBe(404);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<string> LinkAsync(string person, JsonNode inquiry, string scope) => LinkAsync(Host, person, inquiry, scope);

    private static async Task<string> LinkAsync(RunningHost host, string person, JsonNode inquiry, string scope)
    {
        var made = await host.Api(person).WriteAsync($"inquiries/{inquiry.Text("id")}/quotes/{inquiry.List("quotes")[0].Text("id")}/links", new { forWhom = "Zarząd", scope });
        return made.Text("address").Split("/q/")[1];
    }

    private async Task<(int Status, string Body)> StrangersPageAsync(string path)
    {
        using var response = await Host.Api().Http.GetAsync(path);
        return ((int)response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Without what differs on each page: tokens of forms and the address itself.</summary>
    private static string Plain(string body, string token) =>
        System.Text.RegularExpressions.Regex.Replace(body.Replace(token, "").Replace(Uri.EscapeDataString(token), ""), "(value|content|nonce|src|href|action)=\"[^\"]*\"|<!--.*?-->", "");
}
