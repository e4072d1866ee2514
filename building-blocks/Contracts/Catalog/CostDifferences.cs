using Portal.PluginSdk;

namespace Portal.Contracts.Catalog;

/// <summary>A line of two cost trees, found in both by the path of its keys.</summary>
/// <param name="Labels">What the nodes from the root to the line are called.</param>
/// <param name="Before">Null where the line is new.</param>
/// <param name="After">Null where the line is gone.</param>
public sealed record CostDifference(string Path, IReadOnlyList<Phrase> Labels, decimal? Before, decimal? After)
{
    public decimal Change => (After ?? 0) - (Before ?? 0);
}

/// <summary>Compares cost trees line by line.</summary>
public static class CostDifferences
{
    /// <summary>Every leaf of either tree, in the order of the new one and then what it no longer has. Changes sum to the change of the totals.</summary>
    public static IReadOnlyList<CostDifference> Between(CostNode before, CostNode after)
    {
        var earlier = Leaves(before).ToDictionary(leaf => leaf.Path);
        var now = Leaves(after).ToList();
        var known = now.Select(leaf => leaf.Path).ToHashSet();
        return
        [
            .. now.Select(leaf => new CostDifference(leaf.Path, leaf.Labels, earlier.TryGetValue(leaf.Path, out var old) ? old.Amount : null, leaf.Amount)),
            .. earlier.Values.Where(leaf => !known.Contains(leaf.Path)).Select(leaf => new CostDifference(leaf.Path, leaf.Labels, leaf.Amount, null)),
        ];
    }

    // Siblings ought to have keys of their own; where two share one, the second is told apart by its place, lest its amount be lost.
    private static IEnumerable<(string Path, IReadOnlyList<Phrase> Labels, decimal Amount)> Leaves(CostNode root)
    {
        return Walk(root, root.Key, [root.Label]);

        static IEnumerable<(string, IReadOnlyList<Phrase>, decimal)> Walk(CostNode node, string path, IReadOnlyList<Phrase> labels) => node.Children.Count == 0
            ? [(path, labels, node.Amount)]
            : node.Children.GroupBy(child => child.Key).SelectMany(same => same.Select((child, place) => (Node: child, Key: place == 0 ? child.Key : $"{child.Key}#{place + 1}")))
                .SelectMany(child => Walk(child.Node, $"{path}/{child.Key}", [.. labels, child.Node.Label]));
    }
}
