using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The lines of the block: printing and folding of its parts, joining of their sections, binding.</summary>
internal sealed class BlockLines(PrintShop shop, Book book, WasteChain copies)
{
    private readonly PrintLines _print = new(shop);
    private readonly Binding _binding = book.Binding;
    private readonly Operation _sewing = shop.Operation("sewing");

    public CostNode? Part(int index, PartPlan plan) =>
        Lines.Group($"block-{index + 1}", new Phrase("printing.component.block", index + 1, book.Parts[index].Pages),
    [
        .. plan.Presses.Select(_print.Setup),
        .. plan.Groups.Select(group => Lines.Group($"{group.Section.Scheme?.Key ?? "leaves"}-{group.Section.Press.Key}", Label(group),
            _print.Run(group.Section.Run, group.Count))),
        .. plan.Groups.SelectMany(Folding),
    ]);

    /// <summary>Gathering, sewing and tipping in: what each section adds when the block is put together.</summary>
    public IEnumerable<CostNode?> Joining(IReadOnlyList<PartPlan> parts)
    {
        var groups = parts.SelectMany(part => part.Groups).ToList();
        CostInput sections = new("printing.input.sections", groups.Sum(group => group.Count), "");
        yield return Lines.Of("stations", "printing.line.stations", groups.Sum(group => group.Count * group.Section.StationCost), "printing.formula.stations",
            [sections, _binding.MinPerStation.As("printing.input.minutes-per-station", "unit.min"), _binding.Rate.AsRate(shop)], _binding.MinPerStation,
                _binding.Rate);
        if (groups.FirstOrDefault(group => group.Section.TipInCost > 0) is { } leaf && shop.Operation("tip-in") is var tipIn)
            yield return new OperationLines(shop).Machine(tipIn, leaf.Section.Run.Pieces);
        if (!_binding.IsSewn)
            yield break;
        yield return Lines.Of("sewing-setup", new Phrase("printing.line.setup", _sewing.Name), Work.Setup(_sewing.SetupMin, _sewing.Rate),
            "printing.formula.setup",
            [_sewing.SetupMin.AsSetup(), _sewing.Rate.AsRate(shop)], _sewing.SetupMin, _sewing.Rate);
        yield return Lines.Of("sewing", _sewing.Name.AsPhrase(), groups.Sum(group => group.Count * group.Section.SewingCost), "printing.formula.sewing",
            [sections, new("printing.input.copies", copies.Copies, "unit.copy"), _sewing.Speed.AsSpeed("unit.section/h"), _sewing.Rate.AsRate(shop)],
                _sewing.Speed, _sewing.Rate);
        yield return Lines.Of("thread", "printing.line.thread", groups.Sum(group => group.Count * group.Section.ThreadCost), "printing.formula.thread",
            [sections, new("printing.input.copies", copies.Copies, "unit.copy"), _sewing.PerPiece.AsPrice(shop, "piece")], _sewing.PerPiece);
    }

    public IEnumerable<CostNode?> Binding(decimal quantity)
    {
        var bound = decimal.Ceiling(quantity * (1 + (_binding.Waste.OrZero / 100)));
        CostInput[] count = [new("printing.input.copies", quantity, "unit.copy"), _binding.Waste.As("printing.input.waste", "unit.percent")];
        yield return Lines.Of("setup", new Phrase("printing.line.setup", _binding.Name), Work.Setup(_binding.SetupMin, _binding.Rate), "printing.formula.setup",
            [_binding.SetupMin.AsSetup(), _binding.Rate.AsRate(shop)], _binding.SetupMin, _binding.Rate);
        yield return Lines.Of("run", _binding.Name.AsPhrase(), Work.Running(bound, _binding.Speed, _binding.Rate), "printing.formula.binding",
            [.. count, _binding.SpeedFigure.AsSpeed("unit.copy/h"), _binding.Rate.AsRate(shop)], _binding.Rate);
        yield return Lines.Of("material", new Phrase("printing.line.material", _binding.Name), bound * _binding.Material.OrZero,
            "printing.formula.binding-material",
            [.. count, _binding.Material.AsPrice(shop)], _binding.Material);
    }

    private IEnumerable<CostNode?> Folding(SectionGroup group)
    {
        if (group.Section.Scheme is not { } scheme)
            yield break;
        yield return Lines.Of("fold-setup-" + scheme.Key, new Phrase("printing.line.fold-setup", scheme.Name), Work.Setup(scheme.SetupMin, scheme.Rate),
            "printing.formula.setup",
            [scheme.SetupMin.AsSetup(), scheme.Rate.AsRate(shop)], scheme.SetupMin, scheme.Rate);
        yield return Lines.Of("fold-" + scheme.Key, new Phrase("printing.line.fold", scheme.Name), group.Count * group.Section.FoldCost,
            "printing.formula.fold",
            [new("printing.input.sections", group.Count, ""), new("printing.input.copies", group.Section.Run.Pieces, "unit.copy"),
                scheme.SpeedFigure.AsSpeed("unit.section/h"), scheme.Rate.AsRate(shop)], scheme.Rate);
    }

    private static Phrase Label(SectionGroup group) => group.Section.Scheme is { } scheme
        ? new Phrase("printing.line.sections", group.Count, scheme.Pages, group.Section.Press.Name)
        : new Phrase("printing.line.leaves", group.Section.Press.Name);
}
