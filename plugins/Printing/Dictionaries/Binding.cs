using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A binding with its limits and the line that does it. Lengths in mm.</summary>
/// <param name="Joint">How the block is held: "saddle", "glued" or "sewn".</param>
/// <param name="Case">"soft", or "flat" and "round" for hard covers.</param>
/// <param name="SpineStep">The published spine is rounded up to this step.</param>
internal sealed record Binding(
    string Key,
    LocalText Name,
    string Joint,
    string Case,
    int PageStep,
    int MinPages,
    int MaxPages,
    decimal? WarnPages,
    decimal MinSpine,
    decimal MaxSpine,
    decimal? WarnSpine,
    decimal? MaxCoatedGsm,
    decimal CoverMinGsm,
    decimal CoverMaxGsm,
    int MaxSection,
    decimal MillOff,
    decimal SpineExtra,
    decimal SpineStep,
    decimal MassExtra,
    Figure SetupMin,
    Figure MinPerStation,
    decimal Speed,
    Figure SpeedFigure,
    Figure Rate,
    Figure Material,
    Figure Waste)
{
    public bool IsHard => Case != "soft";

    public bool IsSaddle => Joint == "saddle";

    public bool IsSewn => Joint == "sewn";

    public bool IsGlued => Joint == "glued";

    public static Binding Read(RowReader row) =>
        new(row.Key, row.Name, row.NeedText("joint", "saddle", "glued", "sewn"), row.NeedText("case", "soft", "flat", "round"),
        row.NeedWhole("pageStep", 2, 64), row.NeedWhole("minPages", 0, Guards.MostPages), row.NeedWhole("maxPages", 1, Guards.MostPages),
            row.Optional("warnPages"),
        row.Need("minSpine", 0, 1000), row.Need("maxSpine", 0, 1000), row.Optional("warnSpine"), row.Optional("maxCoatedGsm"),
        row.Need("coverMinGsm", 0, 2000), row.Need("coverMaxGsm", 0, 2000), row.NeedWhole("maxSection", 4, 128), row.Need("millOff", 0, 10),
        row.Need("spineExtra", 0, 20), row.Need("spineStep", 0.01m, 10), row.Need("massExtra", 0, 50),
        row.Figure("setupMin"), row.Figure("minPerStation"), row.Need("speed", 1, 1_000_000), row.Figure("speed"), row.Figure("rate"), row.Figure("material"),
            row.NeedFigure("waste", 100));

    public bool Equals(Binding? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
