using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Plans a part of the block over presses, stock sheets, turnings and section mixes, and ranks what it found.</summary>
internal sealed class PartPlanner(PrintShop shop)
{
    private const int Ranked = 3;

    /// <summary>The cheapest plan first, proven; then some runners-up. Empty where no section fits any press.</summary>
    public IReadOnlyList<PartPlan> Plan(PartJob job)
    {
        var options = Options(job, press => press.HasKnownPrices());
        var plans = Plan(job, options);
        // A press without a rate is used only when nothing else prints the part: unknown is not cheap.
        return plans.Count > 0 ? plans : Plan(job, Options(job, press => !press.HasKnownPrices()));
    }

    public PartOptions Options(PartJob job, Func<Press, bool> isAllowed)
    {
        var schemes = SchemesFor(job.Paper, job.Binding).Where(scheme => scheme.Pages <= job.Pages).ToList();
        var runs = schemes.Select(scheme => Layouts(job, isAllowed, job.Page.Times(scheme))
            .Select(layout => new SectionRun(scheme, new Run(layout, job.Copies), FoldCost(scheme, job), StationCost(job.Binding), SewingCost(job),
                ThreadCost(job), 0))).ToList();
        var leaves = job.Binding.IsGlued
            ? Layouts(job, isAllowed, job.Page)
                .Select(layout => new SectionRun(null, new Run(layout, job.Copies, shop.Operation("cutting")), 0, StationCost(job.Binding), 0, 0,
                TipInCost(job)))
            : [];
        // Digital sheets come out in page order: the leaves of glued books are cut and need neither folding nor gathering.
        var collated = job.Binding.IsGlued
            ? Layouts(job, press => press.IsDigital && isAllowed(press), job.Page)
                .Select(layout => new SectionRun(null, new Run(layout, job.Copies * (job.Pages / 2), shop.Operation("cutting")), 0, StationCost(job.Binding),
                    0, 0, 0))
            : [];
        return new PartOptions(schemes, runs.Select(Best).ToList(), Best(leaves), Best(collated));
    }

    public IEnumerable<FoldScheme> SchemesFor(Paper paper, Binding binding) =>
        shop.Schemes.Where(scheme => scheme.Folds(paper) && scheme.Pages <= binding.MaxSection);

    private List<PartPlan> Plan(PartJob job, PartOptions options)
    {
        var presses = options.Sections.SelectMany(runs => runs.Keys).Concat(options.Leaves.Keys).Distinct()
            .OrderBy(press => press.Key, StringComparer.Ordinal).ToList();
        var mix = new SectionMix(job.Pages / 4, [.. options.Schemes.Select(scheme => scheme.Pages / 4)],
            [.. options.Schemes.Select(scheme => Work.Setup(scheme.SetupMin, scheme.Rate))], [.. presses.Select(Work.Setup)],
            (press, scheme) => options.Sections[scheme].GetValueOrDefault(presses[press])?.Total,
            job.Pages % 4 == 2 ? press => options.Leaves.GetValueOrDefault(presses[press])?.Total : null);

        var plans = options.Collated.Values.Select(run => new PartPlan([new SectionGroup(run, 1)])).ToList();
        foreach (var subset in Subsets(presses.Count))
        {
            // Three plans are worth showing; a set of presses that can't be cheaper than the third needs no walk.
            var ceiling = plans.Count >= Ranked ? plans.Select(plan => plan.Cost).Order().ElementAt(Ranked - 1) : (decimal?)null;
            Add(plans, mix.Solve(subset, ceiling), presses, options);
        }

        if (plans.Count == 1 && plans[0].Schemes.Count > 0)
        {
            foreach (var scheme in plans[0].Schemes)
                Add(plans, mix.Solve([.. Enumerable.Range(0, presses.Count)], without: options.Schemes.ToList().IndexOf(scheme)), presses, options);
        }

        return [.. plans.OrderBy(plan => plan.Cost).ThenBy(plan => plan.Sections).ThenBy(plan => plan.Signature, StringComparer.Ordinal)
            .DistinctBy(plan => plan.Signature).Take(Ranked)];
    }

    private static void Add(List<PartPlan> plans, SectionMix.Solution? solution, List<Press> presses, PartOptions options)
    {
        if (solution is null)
            return;
        var groups = Enumerable.Range(0, options.Schemes.Count).Where(s => solution.Counts[s] > 0)
            .Select(s => new SectionGroup(options.Sections[s][presses[solution.PressOfScheme[s]]], solution.Counts[s])).ToList();
        if (solution.LeafPress is { } press)
            groups.Add(new SectionGroup(options.Leaves[presses[press]], 1));
        plans.Add(new PartPlan(groups));
    }

    private static IEnumerable<IReadOnlyList<int>> Subsets(int count)
    {
        for (var mask = 1; mask < 1 << count; mask++)
            yield return [.. Enumerable.Range(0, count).Where(i => (mask & (1 << i)) != 0)];
    }

    /// <summary>Of each press the cheapest run; the first of equals, so that the plan does not depend on chance.</summary>
    private static Dictionary<Press, SectionRun> Best(IEnumerable<SectionRun> runs)
    {
        var best = new Dictionary<Press, SectionRun>();
        foreach (var run in runs)
        {
            if (!best.TryGetValue(run.Press, out var other) || run.Total < other.Total)
                best[run.Press] = run;
        }

        return best;
    }

    private IEnumerable<Layout> Layouts(PartJob job, Func<Press, bool> isAllowed, Cell cell) =>
        shop.Layouts.Of(job.Paper, job.Inks, cell).Where(layout => isAllowed(layout.Press));

    private static decimal FoldCost(FoldScheme scheme, PartJob job) => Work.Running(job.Copies, scheme.Speed, scheme.Rate);

    private static decimal StationCost(Binding binding) => Work.Setup(binding.MinPerStation, binding.Rate);

    private decimal SewingCost(PartJob job) => job.Binding.IsSewn && shop.Operation("sewing") is { Speed.Value: { } speed } sewing
        ? Work.Running(job.Copies, speed, sewing.Rate) : 0;

    private decimal ThreadCost(PartJob job) => job.Binding.IsSewn ? Money.Round(job.Copies * shop.Operation("sewing").PerPiece.OrZero) : 0;

    private decimal TipInCost(PartJob job) => shop.Operation("tip-in") is var tipIn ? Work.Amount(tipIn.SetupMin, tipIn.Speed, tipIn.Rate, job.Copies) : 0;
}

/// <summary>What each press can do for a part: the cheapest run of each fold scheme, of a single leaf, and of all leaves in page order.</summary>
internal sealed record PartOptions(
    IReadOnlyList<FoldScheme> Schemes,
    IReadOnlyList<IReadOnlyDictionary<Press, SectionRun>> Sections,
    IReadOnlyDictionary<Press, SectionRun> Leaves,
    IReadOnlyDictionary<Press, SectionRun> Collated);
