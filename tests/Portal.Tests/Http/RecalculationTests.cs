using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Calculated anew after the dictionaries changed: what staff put in stays, and what no longer fits waits for them. INQ-03.</summary>
[Collection("http")]
public sealed class RecalculationTests : IAsyncLifetime
{
    private readonly string _plugins = RunningHost.NewFolder();
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(RunningHost.BuiltPlugins, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_plugins, Path.GetRelativePath(RunningHost.BuiltPlugins, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _host = await RunningHost.StartAsync(_plugins);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_plugins, recursive: true);
    }

    [Fact]
    public async Task Overrides_outlive_new_prices_and_those_that_no_longer_fit_hold_the_quote_back_until_decided()
    {
        var id = await _host.Api("ewa").SubmitAsync("Nowy cennik", [2000m]);
        var cell = (await _host.Api("katarzyna").ReadAsync($"inquiries/{id}")).List("items")[0].List("cells")[0].Text("id");
        var before = await _host.Api("katarzyna").CellAsync(id, cell);
        var lines = DeskStories.Leaves(before["tree"]!).ToDictionary(leaf => leaf.Path, leaf => leaf.Node.Amount("amount"));
        var paper = lines.Keys.First(path => path.StartsWith("cost/block", StringComparison.Ordinal) && path.EndsWith("/paper", StringComparison.Ordinal));
        var setup = lines.Keys.First(path => path.EndsWith("/setup", StringComparison.Ordinal));
        await _host.Api("katarzyna").OverrideAsync(id, cell, paper, 555m, "cena z faktury");
        await _host.Api("katarzyna").OverrideAsync(id, cell, setup, 11m, "mniej pracy");

        await RaisePaperAsync();
        await _host.RestartAsync();

        var katarzyna = _host.Api("katarzyna");
        var outdated = await katarzyna.CellAsync(id, cell);
        outdated.List("marks").Select(mark => mark!.ToString()).ShouldContain("outdated");
        outdated["inForce"]!.Amount("version").ShouldBe(outdated["pricedWith"]!.Amount("version") + 1);
        outdated["tree"]!.Amount("amount").ShouldBe((await CostAsync(katarzyna, id)), "nothing is calculated anew by itself");
        (await katarzyna.WriteAsync($"inquiries/{id}/recalculate")).Amount("misfits").ShouldBe(1m);

        var fresh = await katarzyna.CellAsync(id, cell);
        fresh.List("marks").Select(mark => mark!.ToString()).ShouldBe(["overridden", "undecided"]);
        var misfit = fresh.List("overrides").Single(own => own["misfit"] is not null);
        misfit.Text("path").ShouldBe(paper);
        misfit.Amount("base").ShouldBe(lines[paper]);
        misfit["misfit"]!.Amount("now").ShouldBeGreaterThan(lines[paper]);
        DeskStories.Leaves(fresh["tree"]!).Single(leaf => leaf.Path == paper).Node.Amount("amount").ShouldBe(555m);
        DeskStories.Leaves(fresh["tree"]!).Single(leaf => leaf.Path == setup).Node.Amount("amount").ShouldBe(11m);
        var quote = new { validUntil = Days.In(20) };
        (await _host.Api("tomasz").PostAsync($"inquiries/{id}/quotes", quote)).Problems()["cells"].ShouldHaveSingleItem().ShouldStartWith("Variant A, run of 2,000:");

        await katarzyna.WriteAsync($"inquiries/{id}/cells/{cell}/lines/keep", new { path = paper });
        (await katarzyna.CellAsync(id, cell)).Text("state").ShouldBe("ready");
        await katarzyna.WriteAsync($"inquiries/{id}/undo");
        await katarzyna.WriteAsync($"inquiries/{id}/cells/{cell}/lines/remove", new { path = paper });
        var dropped = await katarzyna.CellAsync(id, cell);
        DeskStories.Leaves(dropped["tree"]!).Single(leaf => leaf.Path == paper).Node.Amount("amount").ShouldBe(misfit["misfit"]!.Amount("now"));
        (await katarzyna.WriteAsync($"inquiries/{id}/quotes", quote)).Text("version").ShouldBe("1");
    }

    private static async Task<decimal> CostAsync(Api staff, string id) => (await staff.ReadAsync($"inquiries/{id}/desk")).List("items")[0].List("cells")[0].Amount("cost");

    /// <summary>Every paper a little dearer: no plan becomes another one by it.</summary>
    private async Task RaisePaperAsync()
    {
        var file = Path.Combine(_plugins, "printing", "dictionaries.json");
        var dictionaries = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        foreach (var row in dictionaries["tables"]!["papers"]!.List("rows").Where(row => row["values"]!["pricePerKg"] is not null))
            row["values"]!["pricePerKg"] = JsonNode.Parse((row["values"]!.Amount("pricePerKg") * 1.01m).ToString(CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(file, dictionaries.ToJsonString());
    }
}
