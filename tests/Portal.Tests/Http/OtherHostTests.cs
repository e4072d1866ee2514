using System.Net;
using System.Text.Json.Nodes;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A company with Orders switched off, a paper without a price and two plugins that can't be used: ADM-06, and what a plugin's fault costs.</summary>
[Collection("http")]
public sealed class OtherHostTests(OtherHost other) : IClassFixture<OtherHost>
{
    [Fact]
    public async Task A_missing_price_leaves_one_line_to_complete_and_the_rest_priced()
    {
        var (id, staff) = (await SubmitWithMissingPriceAsync(), other.Host.Api("katarzyna"));
        var cells = (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells");

        cells[0]["work"]!.Text("state").ShouldBe("automatic");
        cells[1]["work"]!.Text("state").ShouldBe("toBeCompleted");
        var leaves = Leaves((await staff.ReadAsync($"inquiries/{id}/cells/{cells[1].Text("id")}"))["calculation"]!["tree"]!).ToList();
        leaves.Count(leaf => leaf["toComplete"] is not null).ShouldBeInRange(1, 2);
        leaves.Where(leaf => leaf["toComplete"] is null).Sum(leaf => leaf.Amount("amount")).ShouldBe(cells[1]["work"]!.Amount("cost"));
        leaves.Count(leaf => leaf.Amount("amount") > 0).ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_quote_with_a_cell_to_complete_is_held_back_and_the_cell_is_named()
    {
        var (id, tomasz) = (await SubmitWithMissingPriceAsync(), other.Host.Api("tomasz"));
        var validUntil = Days.In(10);

        (await tomasz.PostAsync($"inquiries/{id}/quotes", new { validUntil })).Problems()["cells"].ShouldHaveSingleItem().ShouldStartWith("Variant B, run of 100:");

        var whole = (await tomasz.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells")[0].Text("id");
        await tomasz.WriteAsync($"inquiries/{id}/quotes", new { validUntil, cells = new[] { whole } });
        (await other.Host.Api("ewa").ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_missing_price_is_completed_by_staff_and_the_quote_goes_out()
    {
        var (id, staff) = (await SubmitWithMissingPriceAsync(), other.Host.Api("katarzyna"));
        var cell = (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells")[1].Text("id");
        var before = await staff.CellAsync(id, cell);
        before.Text("state").ShouldBe("toBeCompleted");
        foreach (var (path, _) in DeskStories.Leaves(before["tree"]!).Where(leaf => leaf.Node["toComplete"] is not null).ToList())
            await staff.OverrideAsync(id, cell, path, 300m, "telefon do papierni");

        var after = await staff.CellAsync(id, cell);
        after.Text("state").ShouldBe("ready");
        after["tree"]!.Amount("amount").ShouldBeGreaterThan(before["tree"]!.Amount("amount") + 300m, "overhead follows");
        await staff.PublishAsync(id);
        (await other.Host.Api("ewa").ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_module_that_is_off_leaves_no_route_and_no_menu_and_acceptance_ends_at_accepted()
    {
        var ewa = other.Host.Api("ewa");
        var inquiry = await other.Host.QuotedAsync("ewa", "Bez zamówień");

        (await ewa.AcceptAsync(inquiry, 0)).Ok();

        var after = await ewa.ReadAsync($"inquiries/{inquiry.Text("id")}");
        after.Text("state").ShouldBe("accepted");
        after.List("acceptances").ShouldHaveSingleItem()["orderId"].ShouldBeNull();
        (await ewa.GetAsync("orders")).Status.ShouldBe(404);
        var visitor = await Visitor.OfAsync(other.Host, other.Host.Person("ewa"));
        (await visitor.PageAsync("/")).ShouldNotContain("href=\"/orders\"");
        using var page = await visitor.Pages.GetAsync("/orders", TestContext.Current.CancellationToken);
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ewa.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ShouldNotContain("/api/v1/orders");
    }

    [Fact]
    public async Task Plugins_that_cannot_be_used_are_shown_with_the_reason_and_the_site_runs()
    {
        var page = WebUtility.HtmlDecode(await (await Visitor.OfAsync(other.Host, other.Host.Person("anna"))).PageAsync("/administration"));

        page.ShouldContain("It asks for SDK [9.0,10.0)");
        page.ShouldContain("JsonException");
        var rows = page.Split("<tr>").Where(row => row.Contains("</td>", StringComparison.Ordinal)).ToList();
        rows.Single(row => row.Contains("Z przyszłości", StringComparison.Ordinal)).ShouldContain("badge status bad");
        rows.Single(row => row.Contains("broken", StringComparison.Ordinal)).ShouldContain("badge status bad");
        rows.Single(row => row.Contains("Poligrafia", StringComparison.Ordinal)).ShouldContain("badge status good");
    }

    private async Task<string> SubmitWithMissingPriceAsync() =>
        await other.Host.Api("ewa").SubmitAsync("Bez ceny papieru", [100m], [Stories.Changing("block/0/paper", OtherHost.PaperWithoutPrice)]);

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node.List("children") is { Count: > 0 } children ? children.SelectMany(Leaves) : [node];
}

/// <summary>The host with its plugins copied and spoilt, and Orders off.</summary>
public sealed class OtherHost : IAsyncLifetime
{
    public const string PaperWithoutPrice = "cream-80";

    private readonly string _plugins = RunningHost.NewFolder();

    public RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(RunningHost.BuiltPlugins, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_plugins, Path.GetRelativePath(RunningHost.BuiltPlugins, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await SpoilAsync(Path.Combine(_plugins, "printing", "dictionaries.json"));
        await WriteAsync("broken", "{ \"id\": ");
        await WriteAsync("future", """{ "id": "future", "version": "9.1.0", "sdk": "[9.0,10.0)", "entry": "Future.dll", "name": { "pl": "Z przyszłości", "en": "From the future" } }""");
        Host = await RunningHost.StartAsync(_plugins, "--Portal:Modules:orders=false");
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        Directory.Delete(_plugins, recursive: true);
    }

    private static async Task SpoilAsync(string file)
    {
        var dictionaries = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var papers = dictionaries["tables"]!["papers"]!.List("rows");
        papers.Single(row => row.Text("key") == PaperWithoutPrice)["values"]!["pricePerKg"] = null;
        await File.WriteAllTextAsync(file, dictionaries.ToJsonString());
    }

    private Task WriteAsync(string plugin, string manifest)
    {
        Directory.CreateDirectory(Path.Combine(_plugins, plugin));
        return File.WriteAllTextAsync(Path.Combine(_plugins, plugin, "plugin.json"), manifest);
    }
}
