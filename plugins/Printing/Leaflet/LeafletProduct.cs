using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Leaflets: one sheet, flat or folded.</summary>
internal sealed class LeafletProduct : IProductType
{
    public string Id => "printing.leaflet";

    public Phrase Name => "printing.leaflet";

    public string QuantityUnit => "unit.copy";

    public SpecSchema Schema { get; } = new(
    [
        Fields.Format(),
        new SpecSection("sheet", "printing.section.sheet",
        [
            Fields.Choice("paper", "papers", "text", "matt-135") with { Required = true, Varies = true },
            Fields.Colours("4/4", "4/4", "4/0", "1/1", "1/0", "5/5") with { Varies = true },
            new SpecField("panels", SpecFieldKind.Choice, Fields.Label("panels"))
            {
                Required = true,
                Default = "1",
                Options = [.. new[] { "1", "2", "3", "4" }.Select(panels => new SpecOption(panels, "printing.panels." + panels))],
            },
            Fields.Choice("lamination", "finishing", "lamination", "none") with { Varies = true },
        ]),
        Fields.Delivery(),
    ]);

    public ICalculator Prepare(DictionarySet dictionaries) => new LeafletCalculator(dictionaries);

    public Spec Sample { get; } = Spec.Parse(
        """
        {
          "format": { "size": "dl" },
          "sheet": { "paper": "matt-135", "colours": "4/4", "panels": "3", "lamination": "none" },
          "delivery": { "packing": "carton", "zone": "ex-works" }
        }
        """);
}
