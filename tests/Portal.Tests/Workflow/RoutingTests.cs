using Portal.Workflow;
using Shouldly;

namespace Portal.Tests.Workflow;

public sealed class RoutingTests
{
    private static readonly Guid Keeper = Guid.Parse("00000000-0000-0000-0000-00000000000a");

    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        var (large, any) = (Rule(1, kind: "inquiry.calculate", minAmount: 10_000m), Rule(2, kind: "inquiry.calculate"));
        Routing.FirstFit([Last, any, large], new RoutingCase("inquiry.calculate", Amount: 10_000m)).ShouldBe(large);
        Routing.FirstFit([Last, any, large], new RoutingCase("inquiry.calculate", Amount: 9_999.99m)).ShouldBe(any);
    }

    [Fact]
    public void The_last_rule_takes_everything_else_whatever_its_order()
    {
        Routing.FirstFit([Last, Rule(9, kind: "order.confirm")], new RoutingCase("inquiry.question")).ShouldBe(Last);
        Routing.FirstFit([Last, Rule(9)], new RoutingCase("inquiry.question")).ShouldNotBe(Last);
    }

    [Fact]
    public void Every_condition_that_is_set_must_hold()
    {
        var narrow = Rule(1, kind: "inquiry.calculate", productType: "printing.book", region: "północ", keeper: Keeper, minAmount: 100m);
        var fitting = new RoutingCase("inquiry.calculate", "printing.book", "Północ", Keeper, 100m);
        narrow.Fits(fitting).ShouldBeTrue();
        narrow.Fits(fitting with { Kind = "order.confirm" }).ShouldBeFalse();
        narrow.Fits(fitting with { ProductType = null }).ShouldBeFalse();
        narrow.Fits(fitting with { Region = "zachód" }).ShouldBeFalse();
        narrow.Fits(fitting with { KeeperId = null }).ShouldBeFalse();
        narrow.Fits(fitting with { Amount = null }).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_has_the_fewest_open_tasks_gets_it_and_of_several_the_first_by_id()
    {
        var ids = Enumerable.Range(1, 3).Select(n => Guid.Parse($"00000000-0000-0000-0000-00000000000{n}")).ToList();
        Routing.LeastOpen(Enumerable.Reverse(ids), new Dictionary<Guid, int> { [ids[0]] = 2, [ids[1]] = 1, [ids[2]] = 1 }).ShouldBe(ids[1]);
        Routing.LeastOpen(ids, new Dictionary<Guid, int> { [ids[0]] = 1 }).ShouldBe(ids[1]);
        Routing.LeastOpen([], new Dictionary<Guid, int>()).ShouldBeNull();
    }

    private static RoutingRule Last { get; } = new() { Order = 0, Name = "rule.everythingElse", Department = "office", Strategy = RoutingStrategy.LeastOpenWork, DueHours = 8, IsLast = true };

    private static RoutingRule Rule(int order, string? kind = null, string? productType = null, string? region = null, Guid? keeper = null, decimal? minAmount = null) => new()
    {
        Order = order,
        Name = "text",
        Kind = kind,
        ProductType = productType,
        Region = region,
        KeeperId = keeper,
        MinAmount = minAmount,
        Department = "estimating",
        Strategy = RoutingStrategy.LeastOpenWork,
        DueHours = 8,
    };
}
