using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Books: a block of one or several parts, bound in soft or hard covers.</summary>
internal sealed class BookProduct : IProductType
{
    public string Id => "printing.book";

    public Phrase Name => "printing.book";

    public string QuantityUnit => "unit.copy";

    public SpecSchema Schema { get; } = BookSchema.Make();

    public ICalculator Prepare(DictionarySet dictionaries) => new BookCalculator(dictionaries);

    public Spec Sample { get; } = Spec.Parse(
        """
        {
          "format": { "size": "a5" },
          "block": [{ "pages": 160, "paper": "offset-80", "colours": "1/1" }],
          "binding": { "kind": "pur" },
          "cover": { "paper": "gc1-250", "colours": "4/0", "lamination": "matt" },
          "delivery": { "packing": "carton", "zone": "ex-works" }
        }
        """);
}
