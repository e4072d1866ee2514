using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A leaflet as asked for: the size of one panel, as many panels side by side as it is folded to. Lengths in mm.</summary>
internal sealed record Leaflet(decimal Width, decimal Height, int Panels, Paper Paper, Inks Inks, Operation Lamination, Carton Carton, string Zone)
{
    public decimal MassGrams => Width * Panels * Height * Paper.Gsm / 1_000_000m;
}

internal static class LeafletReader
{
    public static (Leaflet? Leaflet, List<SpecProblem> Problems) Read(Spec spec, PrintShop shop)
    {
        var read = new SpecReader(spec);
        var format = read.Choice("format/size", shop.Formats.GetValueOrDefault);
        var isCustom = format is { IsCustom: true };
        var width = isCustom ? read.Length("format/width", Guards.LeastSize, Guards.MostSize) : format?.Width;
        var height = isCustom ? read.Length("format/height", Guards.LeastSize, Guards.MostSize) : format?.Height;
        var paper = read.Choice("sheet/paper", shop.Papers.GetValueOrDefault);
        var inks = read.Inks("sheet/colours");
        var panels = read.Choice("sheet/panels", text => text is "1" or "2" or "3" or "4" ? text : null, "1");
        var lamination = read.Choice("sheet/lamination", shop.FindOperation, "none");
        var carton = read.Choice("delivery/packing", shop.Cartons.GetValueOrDefault, "carton");
        var zone = read.Choice("delivery/zone", key => shop.Zones.ContainsKey(key) ? key : null, "ex-works");
        var leaflet = (width, height, paper, inks, panels, lamination, carton, zone) is ({ } w, { } h, { } p, { Front: > 0 } i, { } n, { } l, { } c, { } z)
            ? new Leaflet(w, h, n[0] - '0', p, i, l, c, z)
            : null;
        return (leaflet, read.Problems);
    }
}
