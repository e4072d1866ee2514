namespace Portal.Plugin.Printing;

/// <summary>
/// The cheapest mix of sections of a part, exactly: a knapsack whose presses cost a set-up when used at all, and whose fold schemes do too.
/// It enumerates the presses and walks the schemes one after another, each with its set-up paid once: the same optimum as enumerating
/// the schemes and walking the presses, but a printing house has more fold schemes fit for a paper than presses worth using.
/// Costs are rounded to 0.01 before they come here, so whole hundredths are exact, and ten times as fast to add as decimals.
/// </summary>
internal sealed class SectionMix
{
    /// <summary>More than any cost, little enough to be added to one without overflow.</summary>
    private const long Unreachable = long.MaxValue / 4;

    private readonly int _quads;
    private readonly IReadOnlyList<int> _size;
    private readonly long[] _schemeSetup;
    private readonly long[] _pressSetup;
    private readonly long[,] _section;
    private readonly long[]? _leaf;

    /// <param name="quads">Pages ÷ 4 to be made up of sections.</param>
    /// <param name="size">Quads of a section of each scheme.</param>
    /// <param name="section">Cost of one section by press and scheme, null where it can't be made.</param>
    /// <param name="leaf">Cost of a single leaf by press, where the part needs one besides.</param>
    public SectionMix(int quads, IReadOnlyList<int> size, IReadOnlyList<decimal> schemeSetup, IReadOnlyList<decimal> pressSetup,
        Func<int, int, decimal?> section, Func<int, decimal?>? leaf)
    {
        (_quads, _size) = (quads, size);
        _schemeSetup = [.. schemeSetup.Select(cost => Hundredths(cost))];
        _pressSetup = [.. pressSetup.Select(cost => Hundredths(cost))];
        _section = new long[pressSetup.Count, size.Count];
        for (var press = 0; press < pressSetup.Count; press++)
        {
            for (var scheme = 0; scheme < size.Count; scheme++)
                _section[press, scheme] = Hundredths(section(press, scheme));
        }

        _leaf = leaf is null ? null : [.. Enumerable.Range(0, pressSetup.Count).Select(press => Hundredths(leaf(press)))];
    }

    /// <summary>The best use of a set of presses: which press prints each scheme's sections and how many of them, and which prints the leaf.</summary>
    public sealed record Solution(IReadOnlyList<int> PressOfScheme, IReadOnlyList<int> Counts, int? LeafPress);

    /// <param name="presses">The presses that may be used; each of them is set up.</param>
    /// <param name="ceiling">Give up where the set-ups alone cost as much.</param>
    /// <param name="without">A scheme not to be used.</param>
    public Solution? Solve(IReadOnlyList<int> presses, decimal? ceiling = null, int? without = null)
    {
        var fixedCost = presses.Sum(press => _pressSetup[press]);
        int? leafPress = _leaf is null ? null : presses.MinBy(press => _leaf[press]);
        if (leafPress is { } chosen)
            fixedCost += _leaf![chosen];
        if (fixedCost >= Math.Min(Hundredths(ceiling), Unreachable))
            return null;

        var pressOf = new int[_size.Count];
        var counts = new int[_size.Count][];
        var cost = new long[_quads + 1];
        Array.Fill(cost, Unreachable, 1, _quads);
        var with = new long[_quads + 1];
        for (var scheme = 0; scheme < _size.Count; scheme++)
        {
            counts[scheme] = new int[_quads + 1];
            pressOf[scheme] = presses.MinBy(press => _section[press, scheme]);
            if (_section[pressOf[scheme], scheme] is < Unreachable and var each && scheme != without)
                Walk(cost, with, counts[scheme], _size[scheme], _schemeSetup[scheme] + each, each);
        }

        return cost[_quads] < Unreachable ? new Solution(pressOf, Trace(counts), leafPress) : null;
    }

    /// <summary>Lets one more scheme into the mix: the first of its sections pays the set-up, each further one does not.</summary>
    private static void Walk(long[] cost, long[] with, int[] counts, int size, long first, long each)
    {
        Array.Fill(with, Unreachable, 0, Math.Min(size, with.Length));
        for (var i = size; i < cost.Length; i++)
        {
            var opening = cost[i - size] + first;
            var another = with[i - size] + each;
            (with[i], counts[i]) = another < opening ? (another, counts[i - size] + 1) : (opening, 1);
        }

        for (var i = 0; i < cost.Length; i++)
        {
            if (with[i] < cost[i])
                cost[i] = with[i];
            else
                counts[i] = 0;
        }
    }

    private int[] Trace(int[][] counts)
    {
        var used = new int[counts.Length];
        var left = _quads;
        for (var scheme = counts.Length - 1; scheme >= 0; scheme--)
        {
            used[scheme] = counts[scheme][left];
            left -= used[scheme] * _size[scheme];
        }

        return used;
    }

    private static long Hundredths(decimal? cost) => cost is { } known ? (long)(known * 100) : Unreachable;
}
