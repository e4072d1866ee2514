using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A trimmed page size in mm; a custom one takes its measures from the spec.</summary>
internal sealed record PageFormat(string Key, LocalText Name, decimal? Width, decimal? Height)
{
    public bool IsCustom => Key == Custom;

    public const string Custom = "custom";

    public static PageFormat Read(RowReader row) => row.Key == Custom
        ? new PageFormat(row.Key, row.Name, null, null)
        : new PageFormat(row.Key, row.Name, row.Need("width", Guards.LeastSize, Guards.MostSize), row.Need("height", Guards.LeastSize, Guards.MostSize));
}
