using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Prices leaflets with the dictionaries of one snapshot.</summary>
internal sealed class LeafletCalculator : ICalculator
{
    private readonly PrintShop _shop;
    private readonly FlatPlanner _flats;
    private readonly Operation _fold;

    public LeafletCalculator(DictionarySet dictionaries)
    {
        _shop = new PrintShop(dictionaries);
        _shop.Terms("vatPrint");
        _flats = new FlatPlanner(_shop);
        _fold = _shop.Operation("leaflet-fold");
    }

    public IReadOnlyList<SpecProblem> Check(Spec spec)
    {
        var (leaflet, problems) = LeafletReader.Read(spec, _shop);
        if (leaflet is null)
            return problems;
        if (leaflet.Lamination.MinGsm > leaflet.Paper.Gsm)
            problems.Add(new SpecProblem("sheet/lamination",
                new Phrase("printing.problem.lamination-gsm", leaflet.Lamination.Name, leaflet.Lamination.MinGsm.Value, leaflet.Paper.Gsm,
                _shop.Operation("none").Name), Suggestion: "none"));
        if (!Fits(leaflet))
        {
            var narrower = Search.Largest(Guards.LeastSize, leaflet.Width, width => Fits(leaflet with { Width = width }));
            problems.Add(narrower is { } nearest && spec.Text("format/size") == PageFormat.Custom
                ? new SpecProblem("format/width", new Phrase("printing.problem.page-width", leaflet.Width, leaflet.Height, leaflet.Width - nearest, nearest),
                    Suggestion: nearest)
                : new SpecProblem("format/size", "printing.problem.nothing-prints"));
        }

        return problems;
    }

    public IReadOnlyList<SpecProblem> Check(Spec spec, decimal quantity) => QuantityChecks.Of(quantity);

    public Calculation Calculate(Spec spec, decimal quantity)
    {
        List<SpecProblem> problems = [.. Check(spec), .. Check(spec, quantity)];
        if (problems.Any(problem => problem.IsError) || LeafletReader.Read(spec, _shop).Leaflet is not { } leaflet)
            throw new InfeasibleException([.. problems.Where(problem => problem.IsError)]);
        var copies = new WasteChain(quantity, [.. leaflet.Panels > 1 ? [_fold.Waste] : Array.Empty<Figure>(), leaflet.Lamination.Waste]).Copies;
        var plans = _flats.Plan(Job(leaflet, copies));
        var packing = new PackingLines(_shop, quantity, leaflet.MassGrams / 1000, leaflet.Carton);
        var operations = new OperationLines(_shop);
        CostNode[] lines =
        [
            .. new[]
            {
                new PrintLines(_shop).Flat("sheet", "printing.component.sheet", plans[0]),
                Lines.Group("finishing", "printing.component.finishing",
                [
                    .. plans[0].Coatings.Select(coating => operations.Coating(coating, plans[0].Run)),
                    leaflet.Panels > 1 ? operations.Machine(_fold, copies) : null,
                ]),
                Lines.Group("packing", "printing.component.packing", packing.Packing()),
                Lines.Group("transport", "printing.component.transport", [packing.Transport(_shop.Zones[leaflet.Zone])]),
            }.OfType<CostNode>(),
        ];
        var sum = lines.Sum(line => line.Amount);
        return new Calculation(CostNode.Sum("cost", "printing.cost", [.. lines, Overheads.Line(_shop, sum)]), _shop.Terms("vatPrint"),
        [
            .. Facts(leaflet),
            new("cartons", "printing.fact.cartons", packing.Cartons, "", Audience.Customer),
            new("pallets", "printing.fact.pallets", packing.Pallets, "", Audience.Customer),
            .. PlanFacts.Of([(plans[0].Run, 1)], [plans[0].Run.Layout.Press], null),
        ], problems)
        {
            Plans = [.. plans.Take(4).Select(plan => (Plan: plan, Cost: sum + plan.Cost - plans[0].Cost))
                .Select(plan => new ProductionPlan(plan.Cost + Overheads.Amount(_shop, plan.Cost), [BookPlan.Step("printing.component.sheet", plan.Plan)]))],
        };
    }

    public IReadOnlyList<Fact> Preview(Spec spec) => LeafletReader.Read(spec, _shop).Leaflet is { } leaflet ? Facts(leaflet) : [];

    private static IReadOnlyList<Fact> Facts(Leaflet leaflet) =>
        [new("mass", "printing.fact.mass", decimal.Round(leaflet.MassGrams, 1, MidpointRounding.AwayFromZero), "unit.g", Audience.Customer)];

    private bool Fits(Leaflet leaflet) => _flats.Plan(Job(leaflet, 1)).Count > 0;

    /// <summary>A flat leaflet may lie either way on the sheet; a folded one keeps the grain along the fold, or it would crack.</summary>
    private static FlatJob Job(Leaflet leaflet, decimal copies) =>
        new(leaflet.Paper, leaflet.Inks, Cell.Piece(leaflet.Width * leaflet.Panels, leaflet.Height), copies,
            leaflet.Lamination.Key == "none" ? [] : [leaflet.Lamination])
        {
            IsGrainFree = leaflet.Panels == 1,
        };
}
