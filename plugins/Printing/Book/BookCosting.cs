using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Plans and costs one book at one run length.</summary>
internal sealed class BookCosting(PrintShop shop, Func<PartJob, IReadOnlyList<PartPlan>> planPart, Book book, decimal quantity)
{
    private readonly FlatPlanner _flats = new(shop);
    private readonly PrintLines _print = new(shop);
    private readonly OperationLines _operations = new(shop);
    private readonly decimal _spine = BookGeometry.Spine(BookGeometry.Block(book.Parts, book.Endpapers), book.Binding, book.CoverPaper, book.Board);

    public Calculation Calculate(IReadOnlyList<SpecProblem> warnings)
    {
        var parts = book.Parts.Select(PlanPart).ToList();
        var covers = PlanCover();
        var endpapers = book.Endpapers is null ? null : PlanEndpapers(book.Endpapers);
        var jackets = book.Jacket is null ? null : PlanJacket(book.Jacket);
        var plan = new BookPlan([.. parts.Select(plans => plans[0])], covers[0], endpapers?[0], jackets?[0]);
        var lines = Components(plan).OfType<CostNode>().ToList();
        var cost = WithOverhead(lines);
        return new Calculation(cost, shop.Terms("vatBook"), Facts(plan), warnings)
        {
            Plans = [new ProductionPlan(cost.Amount, plan.Steps()), .. RunnersUp(plan, lines.Sum(line => line.Amount), parts, covers, jackets)],
        };
    }

    private IEnumerable<CostNode?> Components(BookPlan plan)
    {
        var packing = new PackingLines(shop, quantity, BookGeometry.Mass(book, _spine) / 1000, book.Carton);
        var block = new BlockLines(shop, book, BlockCopies);
        for (var i = 0; i < plan.Parts.Count; i++)
            yield return block.Part(i, plan.Parts[i]);
        yield return _print.Flat("cover", "printing.component.cover", plan.Cover);
        yield return plan.Endpapers is null ? null : _print.Flat("endpapers", "printing.component.endpapers", plan.Endpapers);
        yield return plan.Jacket is null ? null : _print.Flat("jacket", "printing.component.jacket", plan.Jacket);
        yield return book.Board is null ? null : new CaseLines(shop, book, _spine).Case(quantity, CaseCopies.Copies);
        yield return Lines.Group("binding", new Phrase("printing.component.binding", book.Binding.Name),
            [.. block.Joining(plan.Parts), .. block.Binding(quantity)]);
        yield return Lines.Group("finishing", "printing.component.finishing", Finishing(plan));
        yield return Lines.Group("packing", "printing.component.packing", [book.Shrink ? _operations.Machine(shop.Operation("shrink"), quantity) : null,
            book.Shrink ? _operations.Material(shop.Operation("shrink"), quantity) : null, .. packing.Packing()]);
        yield return Lines.Group("transport", "printing.component.transport", [packing.Transport(shop.Zones[book.Zone])]);
    }

    private IEnumerable<CostNode> Finishing(BookPlan plan)
    {
        foreach (var coating in plan.Cover.Coatings)
            yield return _operations.Coating(coating, plan.Cover.Run);
        if (book.HotStamp)
            yield return _operations.Pieces(shop.Operation("hot-stamp"), plan.Cover.Run.Pieces);
        if (IsCreased)
            yield return _operations.Machine(shop.Operation("creasing"), plan.Cover.Run.Pieces);
        if (plan.Jacket is null)
            yield break;
        foreach (var coating in plan.Jacket.Coatings)
            yield return _operations.Coating(coating, plan.Jacket.Run, "jacket-" + coating.Key);
        yield return _operations.Machine(shop.Operation("jacketing"), quantity);
    }

    private CostNode WithOverhead(List<CostNode> lines) =>
        CostNode.Sum("cost", "printing.cost", [.. lines, Overheads.Line(shop, lines.Sum(line => line.Amount))]);

    /// <summary>The next best plan of every component, the others left as chosen.</summary>
    private IEnumerable<ProductionPlan> RunnersUp(BookPlan plan, decimal chosen, List<IReadOnlyList<PartPlan>> parts, IReadOnlyList<FlatPlan> covers,
        IReadOnlyList<FlatPlan>? jackets)
    {
        IEnumerable<(BookPlan Plan, decimal More)> others = parts.SelectMany((plans, index) => plans.Skip(1).Select(other =>
                (plan with { Parts = [.. plan.Parts.Select((part, i) => i == index ? other : part)] }, other.Cost - plan.Parts[index].Cost)))
            .Concat(covers.Skip(1).Select(other => (plan with { Cover = other }, other.Cost - plan.Cover.Cost)))
            .Concat((jackets ?? []).Skip(1).Select(other => (plan with { Jacket = other }, other.Cost - plan.Jacket!.Cost)));
        return others.OrderBy(other => other.More).Take(3)
            .Select(other => new ProductionPlan(chosen + other.More + Overheads.Amount(shop, chosen + other.More), other.Plan.Steps()));
    }

    private IReadOnlyList<PartPlan> PlanPart(BookPart part)
    {
        var plans = planPart(new PartJob(part.Pages, part.Paper, part.Inks, Cell.Page(book.Width, book.Height, book.Binding.MillOff), book.Binding,
            BlockCopies.Copies));
        return plans.Count > 0 ? plans : throw new InfeasibleException([new SpecProblem("format/size", "printing.problem.nothing-prints")]);
    }

    private IReadOnlyList<FlatPlan> PlanCover()
    {
        var (width, height) = BookGeometry.Cover(book, _spine);
        return Plan(new FlatJob(book.CoverPaper, book.CoverInks, Cell.Piece(width, height), CoverCopies.Copies, [.. Coatings]));
    }

    private IReadOnlyList<FlatPlan> PlanEndpapers(Paper paper) =>
        Plan(new FlatJob(paper, Inks.None, Cell.Piece(2 * book.Width, book.Height),
            2 * new WasteChain(quantity, [shop.Operation("endpapers").Waste, book.Binding.Waste]).Copies));

    private IReadOnlyList<FlatPlan> PlanJacket(BookJacket jacket)
    {
        var (width, height) = BookGeometry.Jacket(book, _spine);
        return Plan(new FlatJob(jacket.Paper, jacket.Inks, Cell.Piece(width, height),
            new WasteChain(quantity, [jacket.Lamination.Waste, shop.Operation("jacketing").Waste]).Copies, [.. Laminations(jacket.Lamination)]));
    }

    private IReadOnlyList<FlatPlan> Plan(FlatJob job) => _flats.Plan(job) is { Count: > 0 } plans
        ? plans
        : throw new InfeasibleException([new SpecProblem("cover/paper", "printing.problem.nothing-prints")]);

    private WasteChain BlockCopies => new(quantity,
        [shop.Schemes.MaxBy(scheme => scheme.Waste.OrZero)!.Waste, .. book.Binding.IsSewn ? [shop.Operation("sewing").Waste] : Array.Empty<Figure>(),
            book.Binding.Waste]);

    private WasteChain CaseCopies => new(quantity, [shop.Operation("casemaking").Waste, book.Binding.Waste]);

    private WasteChain CoverCopies => new(quantity,
    [
        .. Coatings.Select(coating => coating.Waste),
        .. book.HotStamp ? [shop.Operation("hot-stamp").Waste] : Array.Empty<Figure>(),
        .. IsCreased ? [shop.Operation("creasing").Waste] : Array.Empty<Figure>(),
        .. book.Binding.IsHard ? [shop.Operation("casemaking").Waste] : Array.Empty<Figure>(),
        book.Binding.Waste,
    ]);

    private IEnumerable<Operation> Coatings => [.. Laminations(book.Lamination), .. book.SpotUv ? [shop.Operation("spot-uv")] : Array.Empty<Operation>()];

    private static IEnumerable<Operation> Laminations(Operation lamination) => lamination.Key == "none" ? [] : [lamination];

    /// <summary>Heavy soft covers are creased without being asked for: they would crack at the fold.</summary>
    private bool IsCreased => !book.Binding.IsHard && book.CoverPaper.Gsm >= shop.Operation("creasing").MinGsm;

    private IReadOnlyList<Fact> Facts(BookPlan plan)
    {
        var (width, height) = BookGeometry.Cover(book, _spine);
        var packing = new PackingLines(shop, quantity, BookGeometry.Mass(book, _spine) / 1000, book.Carton);
        return
        [
            .. BookFacts.Of(book, _spine),
            new("cover-width", "printing.fact.cover-width", width, "unit.mm", Audience.Customer),
            new("cover-height", "printing.fact.cover-height", height, "unit.mm", Audience.Customer),
            new("cartons", "printing.fact.cartons", packing.Cartons, "", Audience.Customer),
            new("pallets", "printing.fact.pallets", packing.Pallets, "", Audience.Customer),
            new("block-copies", "printing.fact.block-copies", BlockCopies.Copies, "unit.copy", Audience.Internal),
            .. PlanFacts.Of(plan.Runs(), plan.Setups().Select(setup => setup.Press), plan.Parts.Sum(part => part.Sections)),
        ];
    }
}
