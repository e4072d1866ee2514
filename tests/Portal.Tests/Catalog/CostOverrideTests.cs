using CsCheck;
using Portal.Contracts.Catalog;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Catalog;

/// <summary>Trees with what staff made of them, and prices of them: INQ-03.</summary>
public sealed class CostOverrideTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly Gen<decimal> Cents = Gen.Int[0, 5_000_000].Select(cents => cents / 100m);
    private static readonly Gen<CostNode> Leaves = Gen.Select(Cents, Gen.Bool).Select((amount, isMissing) => isMissing ? CostNode.Incomplete("", "line", "why") : CostNode.Leaf("", "line", amount));
    private static readonly Gen<CostNode> Trees = Gen.Select(Leaves.Array[1, 4].Array[1, 4], Gen.Int[0, 20]).Select((groups, share) =>
    {
        var sums = groups.Select((group, at) => CostNode.Sum($"group-{at}", "group", [.. group.Select((leaf, place) => leaf with { Key = $"line-{place}" })])).ToList();
        return CostNode.Sum("cost", "cost", [.. sums, Overhead(sums.Sum(group => group.Amount), share)]);
    });

    [Fact]
    public void Leaves_sum_to_the_price_whatever_was_overridden_added_and_discounted() =>
        Gen.Select(Trees, Gen.Select(Gen.Int[0, 99], Cents, Gen.Bool, Gen.Bool).Array[0, 8], Gen.Int[0, 900], Gen.Int[0, 900], Gen.Int[1, 50_000], Gen.Int[0, 2].Select(at => new[] { 1m, 4.3127m, 0.172m }[at])).Sample((tree, picks, margin, discount, quantity, rate) =>
        {
            var overrides = Overrides(tree, picks);
            var counted = tree.Apply(overrides);

            Check(counted);
            foreach (var own in overrides)
                counted.Lines()[own.Path].Amount.ShouldBe(own.Amount);
            var price = PriceRule.Build(counted, quantity, margin / 10m, new CommercialTerms(15m, 120m, 2, 5m, 5m), rate, "EUR", discount / 10m);
            price.Tree.Leaves().Sum(leaf => leaf.Amount).ShouldBe(price.Total * rate);
            price.Tree.Amount.ShouldBe(price.Total * rate);
        });

    [Fact]
    public void Nothing_but_the_overridden_lines_and_what_depends_on_them_changes()
    {
        var tree = CostNode.Sum("cost", "cost",
            CostNode.Sum("print", "print", CostNode.Leaf("paper", "paper", 800m), CostNode.Incomplete("plates", "plates", "no price")), CostNode.Leaf("binding", "binding", 200m), Overhead(1_000m, 10));

        var counted = tree.Apply([Own("cost/print/paper", 900m, 800m), Own("cost/print/plates", 50m), Own("cost/courier", 30m) with { IsAdded = true, BearsShares = true }, Own("cost/gift", -20m) with { IsAdded = true }]);

        counted.IsComplete.ShouldBeTrue();
        var lines = counted.Lines();
        lines.ToDictionary(line => line.Key, line => line.Value.Amount).ShouldBe(new Dictionary<string, decimal>
        {
            ["cost/print/paper"] = 900m,
            ["cost/print/plates"] = 50m,
            ["cost/binding"] = 200m,
            ["cost/courier"] = 30m,
            ["cost/overhead"] = 118m,
            ["cost/gift"] = -20m,
        });
        counted.Amount.ShouldBe(1_278m);
        lines["cost/print/paper"].Changed.ShouldBe(new StaffChange("Ewa", Day, "why", 800m));
        lines["cost/print/plates"].Changed!.Before.ShouldBeNull();
        lines["cost/overhead"].Inputs[0].Value.ShouldBe(1_180m, "the explanation follows the amount");
        lines["cost/binding"].Changed.ShouldBeNull();
        tree.Amount.ShouldBe(1_100m, "what was calculated stays as it was");
        tree.Apply([]).ShouldBeSameAs(tree);
    }

    [Fact]
    public void An_override_of_a_share_stays_when_its_ground_moves()
    {
        var tree = CostNode.Sum("cost", "cost", CostNode.Leaf("paper", "paper", 1_000m), Overhead(1_000m, 10));

        tree.Apply([Own("cost/paper", 2_000m, 1_000m), Own("cost/overhead", 7m, 100m)]).Amount.ShouldBe(2_007m);
    }

    [Fact]
    public void What_no_longer_fits_a_new_calculation_says_so_and_what_fits_again_no_more()
    {
        var before = CostNode.Sum("cost", "cost", CostNode.Leaf("paper", "paper", 800m), CostNode.Leaf("film", "film", 60m), CostNode.Incomplete("foil", "foil", "no price"));
        IReadOnlyList<CostOverride> overrides = [Own("cost/paper", 700m, 800m), Own("cost/film", 50m, 60m), Own("cost/foil", 10m), Own("cost/courier", 30m) with { IsAdded = true }];
        var after = CostNode.Sum("cost", "cost", CostNode.Leaf("paper", "paper", 850m), CostNode.Leaf("foil", "foil", 12m));

        overrides.Against(before).ShouldAllBe(own => own.Misfit == null);
        var judged = overrides.Against(after);
        judged.Select(own => own.Misfit).ShouldBe([new OverrideMisfit(false, 850m), new OverrideMisfit(true, null), new OverrideMisfit(false, 12m), null]);
        after.Apply(judged).Amount.ShouldBe(740m, "an override of a line that is gone counts for nothing");
        judged.Against(before).ShouldAllBe(own => own.Misfit == null);
    }

    [Fact]
    public void The_margin_left_is_that_of_the_discounted_price_and_the_minimum_holds_after_the_discount()
    {
        var cost = new CostNode { Key = "cost", Label = "cost", Amount = 850m };
        var terms = new CommercialTerms(15m, 0m, 2, 5m, 5m);

        PriceRule.Build(cost, 100m, 15m, terms, 1m, "PLN", 10m).ShouldSatisfyAllConditions(price => price.Total.ShouldBe(900m), price => price.Left.ShouldBe(5.56m));
        PriceRule.Build(cost, 100m, 10m, terms, 1m, "PLN").Left.ShouldBe(10m, "rounding the unit takes nothing off the margin");
        PriceRule.Build(cost, 100m, 15m, terms with { MinimumPrice = 1_000m }, 1m, "PLN", 50m).Total.ShouldBe(1_000m);
    }

    private static CostNode Overhead(decimal sum, int percent) =>
        CostNode.Leaf("overhead", "overhead", sum * percent / 100m, "formula", new CostInput("sum", sum, "")) with { SharePercent = percent };

    private static CostOverride Own(string path, decimal amount, decimal? calculated = null) =>
        new() { Path = path, Label = "line", Amount = amount, Base = calculated, Reason = "why", PersonId = Guid.Empty, Person = "Ewa", At = Day };

    private static IReadOnlyList<CostOverride> Overrides(CostNode tree, (int Line, decimal Amount, bool IsAdded, bool BearsShares)[] picks)
    {
        var paths = tree.Lines().Keys.ToList();
        return [.. picks.Select((pick, at) => pick.IsAdded
            ? Own($"cost/added-{at}", pick.Amount) with { IsAdded = true, BearsShares = pick.BearsShares }
            : Own(paths[pick.Line % paths.Count], pick.Amount)).DistinctBy(own => own.Path)];
    }

    private static void Check(CostNode node)
    {
        if (node.Children.Count > 0)
            node.Amount.ShouldBe(node.Children.Sum(child => child.Amount));
        foreach (var child in node.Children)
            Check(child);
    }
}
