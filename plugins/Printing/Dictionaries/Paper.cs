using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A paper of one grammage, or a case board.</summary>
/// <param name="Caliper">Thickness of a leaf in µm: gsm × bulk.</param>
internal sealed record Paper(string Key, LocalText Name, string Class, decimal Gsm, decimal Caliper, Figure PricePerKg, Figure GsmFigure,
    IReadOnlyList<StockSheet> Sheets, IReadOnlyList<string> Uses)
{
    public bool IsCoated => Class == "coated";

    public static Paper Read(RowReader row)
    {
        var gsm = row.Need("gsm", Guards.LeastGsm, Guards.MostGsm);
        return new Paper(row.Key, row.Name, row.NeedText("class", "offset", "volume", "coated", "board", "endpaper"), gsm,
            gsm * row.Need("bulk", 0.6m, 2.6m), row.Figure("pricePerKg"), row.Figure("gsm"), row.NeedSheets("sheets"), row.Uses);
    }

    public static Paper ReadBoard(RowReader row) => new(row.Key, row.Name, "greyboard", row.Need("gsm", 100, 5000),
        row.Need("thickness", 0.5m, 6) * 1000, row.Figure("pricePerKg"), row.Figure("gsm"), row.NeedSheets("sheets"), row.Uses);

    /// <summary>Records compare by content; papers are told apart by key, which is unique, and compared on every cache look-up.</summary>
    public bool Equals(Paper? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
