namespace Portal.Plugin.Printing;

/// <summary>
/// The cheapest mix of sections of a part, exactly: a knapsack whose presses cost a set-up when used at all, and whose fold schemes do too.
/// It enumerates the presses and walks the schemes one after another, each with its set-up paid once: the same optimum as enumerating
/// the schemes and walking the presses, but a printing house has more fold schemes fit for a paper than presses worth using.
/// </summary>
internal sealed class SectionMix(int quads, IReadOnlyList<int> quadsOfScheme, IReadOnlyList<decimal> schemeSetup, IReadOnlyList<decimal> pressSetup)
{
    /// <summary>More than any cost, less than what overflows when added.</summary>
    private const decimal Unreachable = 1_000_000_000_000_000_000_000m;

    /// <summary>The best use of a set of presses: which press prints each scheme's sections, and how many of them.</summary>
    public sealed record Solution(decimal Cost, IReadOnlyList<int> PressOfScheme, IReadOnlyList<int> Counts, int? LeafPress);

    /// <param name="presses">The presses that may be used; each of them is set up.</param>
    /// <param name="section">Cost of one section [press, scheme], null where it can't be made.</param>
    /// <param name="leaf">Cost of the single leaf by press, where the part needs one.</param>
    /// <param name="ceiling">Give up when it can't cost less.</param>
    /// <param name="without">A scheme not to be used.</param>
    public Solution? Solve(IReadOnlyList<int> presses, decimal?[,] section, IReadOnlyList<decimal?>? leaf, decimal ceiling = Unreachable, int? without = null)
    {
        var fixedCost = presses.Sum(press => pressSetup[press]);
        int? leafPress = null;
        if (leaf is not null)
        {
            leafPress = presses.Where(press => leaf[press] is not null).OrderBy(press => leaf[press]).Cast<int?>().FirstOrDefault();
            if (leafPress is null)
                return null;
            fixedCost += leaf[leafPress.Value]!.Value;
        }

        if (fixedCost >= ceiling)
            return null;

        var schemes = quadsOfScheme.Count;
        var pressOf = new int[schemes];
        var counts = new int[schemes][];
        var cost = new decimal[quads + 1];
        Array.Fill(cost, Unreachable, 1, quads);
        var with = new decimal[quads + 1];
        for (var scheme = 0; scheme < schemes; scheme++)
        {
            counts[scheme] = new int[quads + 1];
            var cheapest = Unreachable;
            foreach (var press in presses)
            {
                if (section[press, scheme] is { } price && price < cheapest)
                    (cheapest, pressOf[scheme]) = (price, press);
            }

            if (cheapest == Unreachable || scheme == without)
                continue;
            var size = quadsOfScheme[scheme];
            var first = schemeSetup[scheme] + cheapest;
            Array.Fill(with, Unreachable, 0, Math.Min(size, quads + 1));
            for (var i = size; i <= quads; i++)
            {
                var opening = cost[i - size] + first;
                var another = with[i - size] + cheapest;
                (with[i], counts[scheme][i]) = another < opening ? (another, counts[scheme][i - size] + 1) : (opening, 1);
            }

            for (var i = size; i <= quads; i++)
            {
                if (with[i] < cost[i])
                    cost[i] = with[i];
                else
                    counts[scheme][i] = 0;
            }
        }

        return cost[quads] < Unreachable / 2
            ? new Solution(fixedCost + cost[quads], pressOf, Trace(counts), leafPress)
            : null;
    }

    private int[] Trace(int[][] counts)
    {
        var used = new int[counts.Length];
        var left = quads;
        for (var scheme = counts.Length - 1; scheme >= 0; scheme--)
        {
            used[scheme] = counts[scheme][left];
            left -= used[scheme] * quadsOfScheme[scheme];
        }

        return used;
    }
}
