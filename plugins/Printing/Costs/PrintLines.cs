using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The lines of a printed run: paper, plates, press, clicks, cutting. A run may be repeated: every line then is that many times one run.</summary>
internal sealed class PrintLines(PrintShop shop)
{
    public IEnumerable<CostNode> Run(Run run, int times = 1)
    {
        var layout = run.Layout;
        var press = layout.Press;
        CostInput runs = new("printing.input.runs", times, "");
        CostInput gross = new("printing.input.gross", run.Gross, "unit.sheet");
        CostInput passes = new(press.IsDigital ? "printing.input.sides" : "printing.input.passes", layout.Passes, "");
        CostInput plates = new("printing.input.plates", layout.Plates, "");
        yield return Lines.Of("paper", new Phrase("printing.line.paper", layout.Paper.Name), times * run.PaperCost, "printing.formula.paper",
            [runs, gross, new("printing.input.area", layout.Sheet.Area, "unit.m2"), layout.Paper.GsmFigure.As("printing.input.gsm", "unit.g/m2"),
                layout.Paper.PricePerKg.AsPrice(shop, "kg"), .. Sheets(run)], layout.Paper.PricePerKg);
        if (press.IsUnprinted)
        {
            yield return Cutting(run, times);
            yield break;
        }

        if (press.IsDigital)
        {
            List<CostInput> clicks = [runs, gross, press.Click(layout.Inks.Front).As("printing.input.click-front", shop.Per("side"))];
            List<Figure> prices = [press.Click(layout.Inks.Front)];
            if (layout.Inks.Back > 0)
            {
                clicks.Add(press.Click(layout.Inks.Back).As("printing.input.click-back", shop.Per("side")));
                prices.Add(press.Click(layout.Inks.Back));
            }

            yield return Lines.Of("clicks", "printing.line.clicks", times * run.ClickCost,
                layout.Inks.Back > 0 ? "printing.formula.clicks-two" : "printing.formula.clicks-one", clicks, [.. prices]);
        }
        else
        {
            yield return Lines.Of("plates", "printing.line.plates", times * run.PlateCost, "printing.formula.plates",
                [runs, plates, press.PlatePrice.As("printing.input.plate-price", $"unit.{shop.Currency}")], press.PlatePrice);
            yield return Lines.Of("make-ready", new Phrase("printing.line.make-ready", press.Name), times * run.MakeReadyCost, "printing.formula.make-ready",
                [runs, plates, press.MinPerPlate.As("printing.input.minutes-per-plate", "unit.min"), press.Rate.AsRate(shop)], press.MinPerPlate, press.Rate);
        }

        yield return Lines.Of("press", new Phrase("printing.line.press", press.Name), times * run.PressCost,
            press.IsDigital ? "printing.formula.press-digital" : "printing.formula.press",
            [runs, passes, gross, press.SpeedFigure.AsSpeed(press.IsDigital ? "unit.side/h" : "unit.sheet/h"), press.Rate.AsRate(shop)], press.Rate);
        if (run.Cutting is not null)
            yield return Cutting(run, times);
    }

    public CostNode? Setup(Press press) => press.IsUnprinted
        ? null
        : Lines.Of("setup-" + press.Key, new Phrase("printing.line.setup", press.Name), Work.Setup(press), "printing.formula.setup",
            [press.SetupMin.AsSetup(), press.Rate.AsRate(shop)], press.SetupMin, press.Rate);

    public CostNode? Flat(string key, Phrase label, FlatPlan plan) => Lines.Group(key, label, [Setup(plan.Run.Layout.Press), .. Run(plan.Run)]);

    private CostNode Cutting(Run run, int times) => Lines.Of("cutting", run.Cutting!.Name.AsPhrase(), times * run.CuttingCost, "printing.formula.cutting",
        [new("printing.input.runs", times, ""), run.Cutting.SetupMin.AsSetup(), new("printing.input.net", run.Net, "unit.sheet"),
            run.Cutting.Speed.AsSpeed("unit.sheet/h"),
            run.Cutting.Rate.AsRate(shop)], run.Cutting.SetupMin, run.Cutting.Speed, run.Cutting.Rate);

    /// <summary>Where the sheet count comes from.</summary>
    private static IEnumerable<CostInput> Sheets(Run run)
    {
        var press = run.Layout.Press;
        yield return new("printing.input.pieces", run.Pieces, "unit.piece");
        yield return new("printing.input.ups", run.Layout.Ups, "");
        yield return new("printing.input.net", run.Net, "unit.sheet");
        if (press.IsUnprinted)
            yield break;
        yield return press.WasteBase.As("printing.input.waste-base", "unit.sheet");
        if (!press.IsDigital)
            yield return press.WastePerPlate.As("printing.input.waste-plate", "unit.sheet");
        yield return press.RunWaste.As("printing.input.run-waste", "unit.percent");
    }
}
