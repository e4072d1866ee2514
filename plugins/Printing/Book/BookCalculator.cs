using System.Collections.Concurrent;
using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Prices books with the dictionaries of one snapshot.</summary>
internal sealed class BookCalculator : ICalculator
{
    /// <summary>An inquiry has some tens of distinct parts; beyond this the memory is dropped and filled again.</summary>
    private const int MostRemembered = 1024;

    private readonly PrintShop _shop;
    private readonly PartPlanner _planner;
    private readonly BookChecks _checks;
    private readonly ConcurrentDictionary<PartJob, IReadOnlyList<PartPlan>> _plans = new();

    public BookCalculator(DictionarySet dictionaries)
    {
        _shop = new PrintShop(dictionaries);
        _shop.Terms("vatBook");
        _planner = new PartPlanner(_shop);
        _checks = new BookChecks(_shop, _planner);
    }

    public IReadOnlyList<SpecProblem> Check(Spec spec) => Read(spec).Problems;

    public IReadOnlyList<SpecProblem> Check(Spec spec, decimal quantity) => QuantityChecks.Of(quantity);

    public IReadOnlyList<SpecProblem> Advise(Spec spec, decimal quantity)
    {
        var (draft, problems) = Read(spec);
        return problems.Any(problem => problem.IsError) || QuantityChecks.Of(quantity).Count > 0 || draft.Complete() is not { } book
            ? []
            : [.. new PageAdvice(CostOf).Of(book, quantity)];

        decimal? CostOf(Book other)
        {
            // Only what can be made without a slip is worth a word; an unknown price is not cheap.
            var pages = Enumerable.Range(0, other.Parts.Count).ToDictionary(i => $"block/{i}/pages", i => (System.Text.Json.Nodes.JsonNode?)(decimal)other.Parts[i].Pages);
            if (!other.Equals(book) && Check(spec.With(pages)).Any(problem => problem.IsError))
                return null;
            var cost = new BookCosting(_shop, Plan, other, quantity).Calculate([]).Cost;
            return cost.IsComplete ? cost.Amount : null;
        }
    }

    public Calculation Calculate(Spec spec, decimal quantity)
    {
        var (draft, problems) = Read(spec);
        problems.AddRange(Check(spec, quantity));
        if (problems.Any(problem => problem.IsError) || draft.Complete() is not { } book)
            throw new InfeasibleException([.. problems.Where(problem => problem.IsError)]);
        return new BookCosting(_shop, Plan, book, quantity).Calculate(problems);
    }

    public IReadOnlyList<Fact> Preview(Spec spec)
    {
        var (draft, _) = BookReader.Read(spec, _shop);
        return draft.Complete() is { } book
            ? [.. BookFacts.Of(book, BookGeometry.Spine(BookGeometry.Block(book.Parts, book.Endpapers), book.Binding, book.CoverPaper, book.Board))]
            : [.. BookFacts.Of(draft)];
    }

    private (BookDraft Draft, List<SpecProblem> Problems) Read(Spec spec)
    {
        var (draft, problems) = BookReader.Read(spec, _shop);
        problems.AddRange(_checks.Of(draft));
        return (draft, problems);
    }

    /// <summary>A part's plan follows from the job alone, so variants that share it (other covers, other finishing) share the work.</summary>
    private IReadOnlyList<PartPlan> Plan(PartJob job)
    {
        if (_plans.TryGetValue(job, out var plans))
            return plans;
        if (_plans.Count >= MostRemembered)
            _plans.Clear();
        return _plans[job] = _planner.Plan(job);
    }
}
