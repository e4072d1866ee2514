using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Cartons by mass, pallets by count and mass, transport by pallet.</summary>
internal sealed class PackingLines
{
    private readonly PrintShop _shop;
    private readonly Carton _carton;
    private readonly decimal _quantity;
    private readonly decimal _copyKg;
    private readonly decimal _perCarton;
    private readonly decimal _perPallet;

    public PackingLines(PrintShop shop, decimal quantity, decimal copyKg, Carton carton)
    {
        (_shop, _quantity, _copyKg, _carton) = (shop, quantity, copyKg, carton);
        _perCarton = Math.Max(1, decimal.Floor(carton.MaxKg / copyKg));
        Cartons = decimal.Ceiling(quantity / _perCarton);
        _perPallet = Math.Max(1, Math.Min(shop.Pallet.MostCartons, decimal.Floor(shop.Pallet.MaxKg / (_perCarton * copyKg))));
        Pallets = decimal.Ceiling(Cartons / _perPallet);
    }

    public decimal Cartons { get; }

    public decimal Pallets { get; }

    public IEnumerable<CostNode> Packing()
    {
        yield return Lines.Of("cartons", _carton.Name.AsPhrase(), Cartons * _carton.Price.OrZero, "printing.formula.cartons",
            [new("printing.input.copies", _quantity, "unit.copy"), new("printing.input.per-carton", _perCarton, "unit.copy"),
                new("printing.input.copy-mass", _copyKg, "unit.kg"),
                _carton.MaxKgFigure.As("printing.input.max-mass", "unit.kg"), _carton.Price.AsPrice(_shop)], _carton.Price);
        yield return Lines.Of("pallets", _shop.Pallet.Name.AsPhrase(), Pallets * _shop.Pallet.Price.OrZero, "printing.formula.pallets",
            [new("printing.input.cartons", Cartons, ""), new("printing.input.per-pallet", _perPallet, ""), _shop.Pallet.Price.AsPrice(_shop)],
                _shop.Pallet.Price);
    }

    public CostNode Transport((LocalText Name, Figure PerPallet) zone) =>
        Lines.Of("zone", zone.Name.AsPhrase(), Pallets * zone.PerPallet.OrZero, "printing.formula.transport",
        [new("printing.input.pallets", Pallets, ""), zone.PerPallet.AsPrice(_shop, "pallet")], zone.PerPallet);
}
