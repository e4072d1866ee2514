using System.Text.Json.Nodes;
using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Fields and sections that several products share; labels are "printing.field.&lt;key&gt;".</summary>
internal static class Fields
{
    private static readonly SpecCondition Custom = new("format/size", PageFormat.Custom);

    public static SpecSection Format() => new("format", "printing.section.format",
    [
        Choice("size", "formats", "", "a5") with { Required = true, Varies = true },
        Millimetres("width", null, Guards.MostSize, Guards.LeastSize) with { Required = true, VisibleWhen = Custom },
        Millimetres("height", null, Guards.MostSize, Guards.LeastSize) with { Required = true, VisibleWhen = Custom },
    ]);

    public static SpecSection Delivery() => new("delivery", "printing.section.delivery",
        [Choice("packing", "packing", "pack", "carton"), Choice("zone", "transport", "", "ex-works")]);

    public static SpecField Choice(string key, string dictionary, string use, string preset) =>
        new(key, SpecFieldKind.Choice, Label(key)) { Dictionary = dictionary, DictionaryUse = use, Default = preset };

    public static SpecField Colours(string preset, params string[] options) => new("colours", SpecFieldKind.Choice, Label("colours"))
    {
        Required = true,
        Default = preset,
        Options = [.. options.Select(option => new SpecOption(option, Inks.TryParse(option)!.Value.Label))],
    };

    public static SpecField Millimetres(string key, decimal? preset, decimal most, decimal least = 0) =>
        new(key, SpecFieldKind.Decimal, Label(key))
        {
            Unit = "unit.mm",
            Least = least,
            Most = most,
            Default = preset is { } value ? JsonValue.Create(value) : null,
        };

    public static SpecField Flag(string key) => new(key, SpecFieldKind.Flag, Label(key)) { Default = false };

    public static Phrase Label(string key) => "printing.field." + key;
}
