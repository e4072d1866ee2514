using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A finishing operation: any of machine time (setup and speed at a rate), a fixed charge, and prices per piece, metre or square metre.</summary>
internal sealed record Operation(
    string Key, LocalText Name, Figure SetupMin, Figure Speed, Figure Rate, Figure SetupPrice, Figure PerPiece, Figure PerM, Figure PerM2, decimal? MinGsm,
        Figure Waste, IReadOnlyList<string> Uses)
{
    public static Operation Read(RowReader row) =>
        new(row.Key, row.Name, row.Figure("setupMin"), Positive(row, "speed"), row.Figure("rate"), row.Figure("setupPrice"),
        row.Figure("perPiece"), row.Figure("perM"), row.Figure("perM2"), row.Optional("minGsm"), row.NeedFigure("waste", 100), row.Uses);

    private static Figure Positive(RowReader row, string field) => row.Figure(field) is { Value: not 0 } figure ? figure : throw row.Invalid(field, "is zero");
}
