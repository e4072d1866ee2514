using System.Globalization;
using Npgsql;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>What a release brings reaches an installation that is there, once; what its company took away stays away.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task New_rules_and_rights_come_once_and_nothing_that_was_taken_away_comes_back()
    {
        await using var host = await RunningHost.StartAsync();
        (await KindsAsync(host)).ShouldContain("ask.check");

        // The company deletes a rule and takes a right away; of another rule and right it is forgotten that they were given, as in an older installation.
        foreach (var rule in (await host.Api("anna").ReadAsync("routing-rules")).List("rules").Where(rule => rule["kind"]?.ToString() is "quote.refused" or "ask.check"))
            (await host.Api("anna").DeleteAsync($"routing-rules/{rule.Text("id")}")).Ok();
        await DoAsync(host, "update accounts.role set permissions = array_remove(array_remove(permissions, 'orders.manage'), 'inquiries.approveMargin') where key = 'sales'");
        await DoAsync(host, """update portal.setting set value = replace(value, '"ask.check",', '') where key = 'given.workflow.rules'""");
        await DoAsync(host, """update portal.setting set value = replace(value, '"sales/inquiries.approveMargin",', '') where key = 'given.accounts.permissions'""");

        await host.RestartAsync();
        (await KindsAsync(host)).ShouldContain("ask.check");
        (await KindsAsync(host)).ShouldNotContain("quote.refused");
        var rights = await RightsAsync(host);
        rights.ShouldContain("inquiries.approveMargin");
        rights.ShouldNotContain("orders.manage");

        // It is remembered: the same rule and right, taken away now, stay away.
        foreach (var rule in (await host.Api("anna").ReadAsync("routing-rules")).List("rules").Where(rule => rule["kind"]?.ToString() is "ask.check"))
            (await host.Api("anna").DeleteAsync($"routing-rules/{rule.Text("id")}")).Ok();
        await DoAsync(host, "update accounts.role set permissions = array_remove(permissions, 'inquiries.approveMargin') where key = 'sales'");
        await host.RestartAsync();
        (await KindsAsync(host)).ShouldNotContain("ask.check");
        (await RightsAsync(host)).ShouldNotContain("inquiries.approveMargin");

        // An installation from before anything was remembered gets what came since, and nothing it had from its beginning.
        await DoAsync(host, "delete from portal.setting where key like 'given.%'");
        await host.RestartAsync();
        (await KindsAsync(host)).ShouldContain("ask.check");
        (await KindsAsync(host)).ShouldNotContain("quote.refused");
        rights = await RightsAsync(host);
        rights.ShouldContain("inquiries.approveMargin");
        rights.ShouldNotContain("orders.manage");
    }

    private static async Task<IReadOnlyList<string?>> KindsAsync(RunningHost host) => [.. (await host.Api("anna").ReadAsync("routing-rules")).List("rules").Select(rule => rule["kind"]?.ToString())];

    private static async Task<IReadOnlyList<string>> RightsAsync(RunningHost host)
    {
        await using var source = NpgsqlDataSource.Create(Connection(host));
        await using var command = source.CreateCommand("select permissions from accounts.role where key = 'sales'");
        return (string[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task DoAsync(RunningHost host, string statement)
    {
        await using var source = NpgsqlDataSource.Create(Connection(host));
        await using var command = source.CreateCommand(statement);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0, statement);
    }

    /// <summary>The way to the database that the host runs for itself, as its server's own file says.</summary>
    private static string Connection(RunningHost host)
    {
        var home = Path.Combine(host.DataFolder, "postgres");
        var place = File.Exists(Path.Combine(home, "elsewhere")) ? File.ReadAllText(Path.Combine(home, "elsewhere")).Trim() : home;
        var lines = File.ReadAllLines(Path.Combine(place, "data", "postmaster.pid"));
        return new NpgsqlConnectionStringBuilder
        {
            Host = lines[4].Length > 0 ? lines[4] : lines[5],
            Port = int.Parse(lines[3], CultureInfo.InvariantCulture),
            Username = "portal",
            Database = "portal",
            Password = File.ReadAllText(Path.Combine(place, "password")).Trim(),
            Pooling = false,
        }.ConnectionString;
    }
}
