using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A way to fold a section: its pages and how they stand on one side of the sheet.</summary>
/// <param name="MaxCaliper">
/// The rule of thumb lets a bulky paper fold one step lower than its grammage allows; the caliper says it without a step.
/// </param>
internal sealed record FoldScheme(
    string Key, LocalText Name, int Pages, int Columns, int Rows, decimal MaxGsm, decimal MaxCaliper,
    Figure SetupMin, decimal Speed, Figure SpeedFigure, Figure Rate, Figure Waste)
{
    public static FoldScheme Read(RowReader row)
    {
        var scheme = new FoldScheme(row.Key, row.Name, row.NeedWhole("pages", 4, 128), row.NeedWhole("columns", 1, 16), row.NeedWhole("rows", 1, 16),
            row.Need("maxGsm", 0, 2000), row.Need("maxCaliper", 0, 5000), row.Figure("setupMin"), row.Need("speed", 1, 1_000_000),
            row.Figure("speed"), row.Figure("rate"), row.NeedFigure("waste", 100));
        return scheme.Pages % 4 == 0 && scheme.Columns * scheme.Rows * 2 == scheme.Pages
            ? scheme
            : throw row.Invalid("pages", "does not equal 2 × columns × rows, a multiple of 4");
    }

    public bool Folds(Paper paper) => paper.Gsm <= MaxGsm && paper.Caliper <= MaxCaliper;

    public bool Equals(FoldScheme? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
