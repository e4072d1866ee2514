namespace Portal.Inquiries;

/// <summary>Run lengths as asked: whole, within bounds, each once, in order.</summary>
internal static class Quantities
{
    public const decimal Most = 1_000_000m;

    /// <summary>Cells of one inquiry at the most.</summary>
    public const int MostCells = 1_000;

    public static IReadOnlyList<decimal> Normalise(IEnumerable<decimal> typed) => [.. typed.Distinct().Order()];

    /// <summary>Which cells the item could ask for, as a page compares what it shows.</summary>
    public static string Plan(InquiryItem item) => $"{string.Join(' ', Normalise(item.Quantities).Select(Written))} × {string.Join(' ', item.Alternatives.Select(alternative => alternative.Key))}";

    /// <summary>As forms and programs write it, whatever the reader's language.</summary>
    public static string Written(decimal quantity) => quantity.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
