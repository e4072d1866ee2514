namespace Portal.Inquiries;

/// <summary>Run lengths as asked: whole, within bounds, each once, in order.</summary>
internal static class Quantities
{
    public const decimal Most = 1_000_000m;

    /// <summary>Cells of one inquiry at the most.</summary>
    public const int MostCells = 1_000;

    public static IReadOnlyList<decimal> Normalise(IEnumerable<decimal> typed) => [.. typed.Distinct().Order()];
}
