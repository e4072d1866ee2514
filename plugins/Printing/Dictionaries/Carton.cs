using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A carton, or the pallet that takes so many of them.</summary>
internal sealed record Carton(string Key, LocalText Name, decimal MaxKg, Figure MaxKgFigure, Figure Price, decimal MostCartons)
{
    public static Carton Read(RowReader row) => new(row.Key, row.Name, row.Need("maxKg", 0.1m, 5000), row.Figure("maxKg"), row.Figure("price"),
        row.Key == "pallet" ? row.Need("cartons", 1, 1000) : 0);
}
