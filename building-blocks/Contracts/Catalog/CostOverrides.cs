using Portal.PluginSdk;

namespace Portal.Contracts.Catalog;

/// <summary>
/// What staff put in place of a calculated cost line, or added to the lines. Kept beside the calculation, never in it: the tree that counts is the
/// calculated one with these applied (<see cref="CostOverrides.Apply"/>), for the screen, the list, the API and the published quote alike.
/// </summary>
public sealed record CostOverride
{
    /// <summary>The line's keys from the root down, joined by "/".</summary>
    public required string Path { get; init; }

    public required Phrase Label { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>What was calculated when it was put in; null where nothing was, as a price was missing or the line is an added one.</summary>
    public decimal? Base { get; init; }

    public required string Reason { get; init; }

    public required Guid PersonId { get; init; }

    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A line of staff's own among the cost lines.</summary>
    public bool IsAdded { get; init; }

    /// <summary>Of an added line: whether shares of the sum (overhead) are reckoned on it too.</summary>
    public bool BearsShares { get; init; }

    /// <summary>Why it no longer fits what was calculated anew; staff keep or drop it before anything is published.</summary>
    public OverrideMisfit? Misfit { get; init; }
}

/// <summary>A recalculation took away or changed what an override replaced.</summary>
/// <param name="IsGone">There is no such line any more; until it is decided the override counts for nothing.</param>
/// <param name="Now">What is calculated for the line now; null where a price is missing or the line is gone.</param>
public sealed record OverrideMisfit(bool IsGone, decimal? Now);

/// <summary>Calculated trees and what staff made of them.</summary>
public static class CostOverrides
{
    private const string Step = "/";

    /// <summary>The tree that counts: overridden lines with their new amount and who put it in, added lines, shares and sums reckoned anew.</summary>
    public static CostNode Apply(this CostNode tree, IReadOnlyList<CostOverride> overrides)
    {
        if (overrides.Count == 0)
            return tree;
        var byPath = overrides.Where(it => !it.IsAdded).ToDictionary(it => it.Path);
        var added = overrides.Where(it => it.IsAdded).ToList();
        return tree.Children.Count == 0 && added.Count > 0
            ? CostNode.Sum(tree.Key, tree.Label, [Walk(tree, tree.Key, byPath, []), .. added.Select(line => Added(line, tree.Key))])
            : Walk(tree, tree.Key, byPath, added);
    }

    /// <summary>The leaves by their path.</summary>
    public static IReadOnlyDictionary<string, CostNode> Lines(this CostNode tree) => Lines(tree, tree.Key).DistinctBy(line => line.Path).ToDictionary(line => line.Path, line => line.Node);

    /// <summary>The overrides as they stand against a tree calculated anew: those that no longer fit say so, those that fit again no more.</summary>
    public static IReadOnlyList<CostOverride> Against(this IReadOnlyList<CostOverride> overrides, CostNode tree)
    {
        var lines = tree.Lines();
        return [.. overrides.Select(it => it.IsAdded ? it : it with
        {
            Misfit = !lines.TryGetValue(it.Path, out var line) ? new OverrideMisfit(true, null) : line.Calculated() == it.Base ? null : new OverrideMisfit(false, line.Calculated()),
        })];
    }

    /// <summary>The amount of a calculated line, null while its price is missing.</summary>
    public static decimal? Calculated(this CostNode line) => line.ToComplete is null ? line.Amount : null;

    private static CostNode Walk(CostNode node, string path, Dictionary<string, CostOverride> byPath, List<CostOverride> added)
    {
        if (node.Children.Count == 0)
            return byPath.TryGetValue(path, out var own) ? node with { Amount = own.Amount, ToComplete = null, Changed = new StaffChange(own.Person, own.At, own.Reason, node.Calculated()) } : node;
        var (before, sum) = (0m, 0m);
        var children = new List<CostNode>();
        var place = node.Children.TakeWhile(child => child.SharePercent is null).Count();
        for (var i = 0; i <= node.Children.Count; i++)
        {
            // Added lines stand among the cost lines that shares are reckoned on, or after all.
            foreach (var line in added.Where(line => line.BearsShares ? i == place : i == node.Children.Count))
                Take(Added(line, path), 0);
            if (i < node.Children.Count)
                Take(Share(Walk(node.Children[i], path + Step + node.Children[i].Key, byPath, []), before, sum), node.Children[i].Amount);
        }

        return node with { Amount = sum, Children = children };
        void Take(CostNode child, decimal calculated)
        {
            children.Add(child);
            before += calculated;
            sum += child.Amount;
        }
    }

    /// <summary>A share whose ground moved is reckoned anew; one that staff put in stays.</summary>
    private static CostNode Share(CostNode node, decimal before, decimal sum) => node is { SharePercent: { } percent, Changed: null } && before != sum
        ? node with { Amount = Money.Round(sum * percent / 100m), Inputs = [.. node.Inputs.Select(input => input.Value == before ? input with { Value = sum } : input)] }
        : node;

    private static CostNode Added(CostOverride line, string parent) => CostNode.Leaf(line.Path[(parent.Length + Step.Length)..], line.Label, line.Amount) with
    {
        Changed = new StaffChange(line.Person, line.At, line.Reason, null),
    };

    private static IEnumerable<(string Path, CostNode Node)> Lines(CostNode node, string path) =>
        node.Children.Count == 0 ? [(path, node)] : node.Children.SelectMany(child => Lines(child, path + Step + child.Key));
}
