using System.Globalization;

namespace Portal.Plugin.Printing;

/// <summary>A sheet as bought, in mm, short side first. Long grain runs along the long side.</summary>
internal sealed record StockSheet(decimal Short, decimal Long, bool LongGrain)
{
    /// <summary>"700x1000" is long grain, "700x1000SG" short grain.</summary>
    public static StockSheet? TryParse(string text)
    {
        var isShortGrain = text.EndsWith("SG", StringComparison.Ordinal);
        var sides = (isShortGrain ? text[..^2] : text).Split('x');
        if (sides.Length != 2 || Side(sides[0]) is not { } a || Side(sides[1]) is not { } b)
            return null;
        return new StockSheet(Math.Min(a, b), Math.Max(a, b), !isShortGrain);
    }

    /// <summary>The sheet whole, halved and quartered on the guillotine; halving the long side may turn which side the grain runs along.</summary>
    public IReadOnlyList<PressSheet> Cuts { get; } = [.. Cut(Short, Long, LongGrain)];

    private static IEnumerable<PressSheet> Cut(decimal shortSide, decimal longSide, bool isLongGrain)
    {
        for (var parts = 1; parts <= 4; parts *= 2)
        {
            yield return new PressSheet(shortSide, longSide, isLongGrain);
            var half = longSide / 2;
            (shortSide, longSide, isLongGrain) = half < shortSide ? (half, shortSide, !isLongGrain) : (shortSide, half, isLongGrain);
        }
    }

    private static decimal? Side(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var side) && side is >= 100 and <= 3000 ? side : null;
}

/// <summary>A sheet as it enters the press, long side across: the stock sheet, or one of two or four parts of it.</summary>
/// <param name="Feed">Side in the direction of feed.</param>
/// <param name="GrainAcross">True if the grain runs along the side across the feed.</param>
internal sealed record PressSheet(decimal Feed, decimal Across, bool GrainAcross)
{
    /// <summary>In m².</summary>
    public decimal Area { get; } = Feed * Across / 1_000_000m;

    public string Size { get; } = string.Create(CultureInfo.InvariantCulture, $"{Feed:0.#}×{Across:0.#}");

    public bool Fits(Press press) => Feed <= press.MaxFeed && Across <= press.MaxAcross && Feed >= press.MinFeed && Across >= press.MinAcross;
}
