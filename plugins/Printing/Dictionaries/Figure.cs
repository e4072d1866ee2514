using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>One value of a dictionary together with its place, so that a cost line can say where it came from. A null value is not known.</summary>
internal sealed record Figure(decimal? Value, DictionaryRef Source, LocalText Table, LocalText Row, LocalText Column)
{
    public bool IsKnown => Value is not null;

    /// <summary>The value, 0 where it is not known: plans are chosen as if the unknown cost nothing, and the line is left to staff.</summary>
    public decimal OrZero => Value ?? 0;

    public CostInput As(string name, string unit) => new(name, OrZero, unit, Source);

    public CostInput AsRate(PrintShop shop) => As("printing.input.rate", shop.Per("h"));

    public CostInput AsPrice(PrintShop shop, string per) => As("printing.input.price", shop.Per(per));

    public CostInput AsPrice(PrintShop shop) => As("printing.input.price", $"unit.{shop.Currency}");

    public CostInput AsSpeed(string unit) => As("printing.input.speed", unit);

    public CostInput AsSetup() => As("printing.input.setup", "unit.min");
}
