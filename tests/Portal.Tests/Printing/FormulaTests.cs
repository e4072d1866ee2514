using CsCheck;
using Portal.Plugin.Printing;
using Portal.PluginSdk;
using Shouldly;
using Calculate = System.Func<System.Func<string, decimal>, decimal>;

namespace Portal.Tests.Printing;

/// <summary>A line is only an explanation if its formula, fed with the inputs shown, gives the amount shown.</summary>
public class FormulaTests
{
    private static readonly Dictionary<string, Calculate> Formulas = new()
    {
        ["paper"] = v => v("runs") * Round(v("gross") * v("area") * v("gsm") / 1000 * v("price")),
        ["plates"] = v => v("runs") * Round(v("plates") * v("plate-price")),
        ["make-ready"] = v => v("runs") * Round(v("plates") * v("minutes-per-plate") / 60 * v("rate")),
        ["press"] = v => v("runs") * Round(v("passes") * v("gross") / v("speed") * v("rate")),
        ["press-digital"] = v => v("runs") * Round(v("sides") * v("gross") / v("speed") * v("rate")),
        ["clicks-one"] = v => v("runs") * Round(v("gross") * v("click-front")),
        ["clicks-two"] = v => v("runs") * Round(v("gross") * (v("click-front") + v("click-back"))),
        ["cutting"] = v => v("runs") * Round(((v("setup") / 60) + (v("net") / v("speed"))) * v("rate")),
        ["setup"] = v => Round(v("setup") / 60 * v("rate")),
        ["machine"] = v => Round(((v("setup") / 60) + (v("pieces") / v("speed"))) * v("rate")),
        ["area"] = v => Round(v("setup-price") + (v("net") * v("area") * v("price"))),
        ["pieces"] = v => Round(v("setup-price") + (v("pieces") * v("price"))),
        ["material"] = v => Round(v("pieces") * v("price")),
        ["metres"] = v => Round(v("pieces") * v("length") * v("price")),
        ["fold"] = v => v("sections") * Round(v("copies") / v("speed") * v("rate")),
        ["sewing"] = v => v("sections") * Round(v("copies") / v("speed") * v("rate")),
        ["thread"] = v => v("sections") * Round(v("copies") * v("price")),
        ["stations"] = v => v("sections") * Round(v("minutes-per-station") / 60 * v("rate")),
        ["binding"] = v => Round(decimal.Ceiling(v("copies") * (1 + (v("waste") / 100))) / v("speed") * v("rate")),
        ["binding-material"] = v => Round(decimal.Ceiling(v("copies") * (1 + (v("waste") / 100))) * v("price")),
        ["boards"] = v => Round((decimal.Ceiling(2 * v("cases") / v("boards-per-sheet"))
            + decimal.Ceiling(v("cases") / v("strips-per-sheet"))) * v("area") * v("gsm") / 1000 * v("price")),
        ["cartons"] = v => decimal.Ceiling(v("copies") / Math.Max(1, decimal.Floor(v("max-mass") / v("copy-mass")))) * v("price"),
        ["pallets"] = v => decimal.Ceiling(v("cartons") / v("per-pallet")) * v("price"),
        ["transport"] = v => v("pallets") * v("price"),
        ["overhead"] = v => Round(v("cost") * v("overhead") / 100),
    };

    [Fact]
    public void Every_amount_follows_from_its_formula_and_the_inputs_shown()
    {
        var seen = new HashSet<string>();
        foreach (var (spec, quantity) in new[] { (PrintHouse.HardBook, 30m), (PrintHouse.HardBook.With("cover/spotUv", true), 5000m),
            (PrintHouse.Book.Sample, 20m), (PrintHouse.Book.Sample.With("block/0/pages", 162m), 2000m) })
            seen.UnionWith(PrintHouse.Books.Calculate(spec, quantity).Cost.Leaves().Select(Checked));
        Gen.Select(Specs.Valid, Specs.Quantity)
            .Sample((spec, quantity) => PrintHouse.Books.Calculate(spec, quantity).Cost.Leaves().ToList().ForEach(leaf => Checked(leaf)), iter: 150,
            threads: 1);
        seen.ShouldBe(Formulas.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Sheets_follow_from_pieces_ups_and_waste() => Gen.Select(Specs.Valid, Specs.Quantity).Sample((spec, quantity) =>
    {
        foreach (var group in PrintHouse.Books.Calculate(spec, quantity).Cost.All().Where(node => node.Children.Any(child => child.Key == "press")))
        {
            decimal Value(string line, string name) => group.At(line).Inputs.SingleOrDefault(input => input.Name.Key == "printing.input." + name)?.Value ?? 0;

            var plates = group.Children.Any(child => child.Key == "plates") ? Value("plates", "plates") : 0;
            var net = decimal.Ceiling(Value("paper", "pieces") / Value("paper", "ups"));
            Value("paper", "net").ShouldBe(net);
            Value("paper", "gross").ShouldBe(net + Value("paper", "waste-base") + (plates * Value("paper", "waste-plate"))
                + decimal.Ceiling(net * Value("paper", "run-waste") / 100 * (Value("press", "passes") + Value("press", "sides"))));
        }
    }, iter: 100, threads: 1);

    [Fact]
    public void Pallets_are_full_by_cartons_or_by_mass()
    {
        var calculation = PrintHouse.Books.Calculate(PrintHouse.HardBook, 5000);
        var copyKg = calculation.Fact("mass") / 1000;
        var perCarton = decimal.Floor(12 / copyKg);
        calculation.Fact("cartons").ShouldBe(decimal.Ceiling(5000 / perCarton));
        calculation.Fact("pallets").ShouldBe(decimal.Ceiling(calculation.Fact("cartons") / Math.Min(40, decimal.Floor(700 / (perCarton * copyKg)))));
        calculation.Cost.At("transport/zone").Amount.ShouldBe(calculation.Fact("pallets") * 220);
    }

    /// <summary>What coats a sheet is paid by its area, so it has a say in which sheet is cheapest.</summary>
    [Fact]
    public void The_cover_s_plan_is_the_cheapest_of_all_layouts_with_its_coatings()
    {
        Operation[] coatings = [PrintHouse.Shop.Operation("soft-touch"), PrintHouse.Shop.Operation("spot-uv")];
        var (paper, inks, cell) = (PrintHouse.Shop.Papers["gc1-250"], new Inks(4, 0), Cell.Piece(305, 210));
        foreach (var copies in new[] { 50m, 400, 1500, 6000 })
        {
            var cheapest = Layout.Of(PrintHouse.Shop.Presses, paper, inks, cell.Width, cell.Height)
                .Select(layout => new Run(layout, copies, PrintHouse.Shop.Operation("cutting")))
                .Min(run => run.Total + Round(run.Layout.Press.SetupMin.OrZero / 60 * run.Layout.Press.Rate.OrZero)
                    + Round(100 + (run.Net * run.Layout.Sheet.Area * 2.10m)) + Round(120 + (run.Net * run.Layout.Sheet.Area * 1.60m)));
            new FlatPlanner(PrintHouse.Shop).Plan(new FlatJob(paper, inks, cell, copies, coatings))[0].Cost.ShouldBe(cheapest);
        }
    }

    private static string Checked(CostNode leaf)
    {
        var key = leaf.Formula!.Key["printing.formula.".Length..];
        leaf.Amount.ShouldBe(Formulas[key](name => leaf.Inputs.SingleOrDefault(input => input.Name.Key == "printing.input." + name)?.Value ?? 0),
            $"{leaf.Key}: {key}");
        return key;
    }

    private static decimal Round(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
