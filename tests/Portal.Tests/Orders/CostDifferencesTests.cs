using CsCheck;
using Portal.Contracts.Catalog;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Orders;

public sealed class CostDifferencesTests
{
    // Few keys, so that trees share paths, lack some, and now and then have two lines of one name.
    private static readonly Gen<CostNode> Leaf = Gen.Select(Gen.Char['a', 'd'], Gen.Int[-500_00, 500_00], (key, cents) => CostNode.Leaf($"{key}", $"{key}", cents / 100m));
    private static readonly Gen<CostNode> Branch = Gen.Select(Gen.Char['a', 'd'], Leaf.Array[1, 4], (key, leaves) => CostNode.Sum($"{key}", $"{key}", leaves));
    private static readonly Gen<CostNode> Tree = Gen.OneOf(Leaf, Branch).Array[1, 5].Select(parts => CostNode.Sum("price", "price", parts));

    [Fact]
    public void Changes_of_lines_sum_to_the_change_of_the_totals() => Gen.Select(Tree, Tree).Sample((before, after) =>
    {
        var lines = CostDifferences.Between(before, after);
        lines.Sum(line => line.Change).ShouldBe(after.Amount - before.Amount);
        lines.Select(line => line.Path).ShouldBeUnique();
        lines.Count(line => line.After is not null).ShouldBe(after.Leaves().Count());
        lines.Count(line => line.Before is not null).ShouldBe(before.Leaves().Count());
    });

    [Fact]
    public void A_line_is_found_by_its_path_whatever_its_place()
    {
        var before = CostNode.Sum("price", "p", CostNode.Leaf("paper", "p", 100), CostNode.Leaf("plates", "p", 40));
        var after = CostNode.Sum("price", "p", CostNode.Leaf("plates", "p", 44), CostNode.Leaf("foil", "p", 7));

        CostDifferences.Between(before, after).Select(line => (line.Path, line.Before, line.After, line.Change)).ShouldBe(
        [
            ("price/plates", 40m, 44m, 4m), ("price/foil", null, 7m, 7m), ("price/paper", 100m, null, -100m),
        ]);
    }
}
