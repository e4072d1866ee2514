using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The figures and lists of the start pages, checked against what was done.</summary>
public sealed class StartPageTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task Figures_count_what_was_decided_and_answered()
    {
        await using var host = await RunningHost.StartAsync();
        var staff = host.Api("katarzyna");
        var (won, lost) = (0, 0);
        foreach (var (title, accepts) in new[] { ("Won one", true), ("Won two", true), ("Lost", false) })
        {
            var inquiry = await host.QuotedAsync("petra.dvorakova", title);
            if (accepts)
                (await host.Api("petra.dvorakova").AcceptAsync(inquiry, 0)).Ok();
            else
                await host.Api("petra.dvorakova").WriteAsync($"inquiries/{inquiry.Text("id")}/refuse", new { reason = "dear" });
            (won, lost) = accepts ? (won + 1, lost) : (won, lost + 1);
        }

        // All that the demo brought is counted as well: its decisions and answers are found by reading every inquiry.
        var all = new List<System.Text.Json.Nodes.JsonNode>();
        foreach (var row in (await staff.ReadAsync("inquiries?take=200")).List("rows"))
            all.Add(await staff.ReadAsync($"inquiries/{row.Text("id")}"));
        var quotes = all.SelectMany(inquiry => inquiry.List("quotes")).ToList();
        var accepted = quotes.Count(quote => quote.List("lines").Any(line => line["isAccepted"]!.GetValue<bool>()));
        var refused = quotes.Count(quote => quote.Text("state") == "refused");
        accepted.ShouldBeGreaterThanOrEqualTo(won);
        refused.ShouldBeGreaterThanOrEqualTo(lost);
        var answered = all.Count(inquiry => inquiry.List("quotes").Count > 0);
        // What was done is written down by events, and the figures are kept for a moment.
        var month = await Eventually.GetAsync("this month's figures", async () =>
        {
            var last = (await staff.ReadAsync("inquiries/figures")).List("months")[^1];
            return last["decided"]!.GetValue<int>() == accepted + refused && last["answered"]!.GetValue<int>() == answered ? last : null;
        });
        month["won"]!.GetValue<int>().ShouldBe(accepted);
        month.Amount("winPercent").ShouldBe(decimal.Round(100m * accepted / (accepted + refused), 1, MidpointRounding.AwayFromZero));
        // Answers came within the minutes of this test.
        month.Amount("medianHours").ShouldBeInRange(0, 0.5m);
        (await host.Api("ewa.kaminska").GetAsync("inquiries/figures")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_late_or_about_to_expire_is_found_and_the_customer_is_told_the_last_day()
    {
        var (staff, customer) = (Host.Api("katarzyna"), Host.Api("petra.dvorakova"));
        var soon = await customer.SubmitAsync("Expires soon");
        var day = Days.In(3);
        await staff.WriteAsync($"inquiries/{soon}/quotes", new { validUntil = day, message = "" });
        var late = await customer.SubmitAsync("Waits for an answer");
        (await staff.ReadAsync("inquiries/desk")).List("soon").ShouldContain(row => row.Text("inquiryId") == soon);
        (await staff.ReadAsync("inquiries?only=expiring&take=200")).List("rows").Select(row => row.Text("id")).ShouldContain(soon);
        (await staff.ReadAsync("inquiries?only=late&take=200")).List("rows").Select(row => row.Text("id")).ShouldNotContain(late);
        var matters = await customer.ReadAsync("inquiries/matters");
        matters.List("decide").First(row => row.Text("id") == soon).Text("validUntil").ShouldBe($"{day:yyyy-MM-dd}");
        matters.List("matters").Select(row => row.Text("id")).ShouldContain(late);
        matters.List("handlers").ShouldNotBeEmpty();
        (await Host.Api("ewa.kaminska").ReadAsync("inquiries/matters")).ToJsonString().ShouldNotContain("Expires soon");
    }
}
