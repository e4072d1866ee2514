using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>What can be said of a draft while it is written: slips with the nearest that works, and hints that would make it cheaper.</summary>
internal sealed class DraftJudge(ICalculations calculations)
{
    public async Task<IReadOnlyList<SpecProblem>> JudgeAsync(string productType, InquiryItem item, CancellationToken cancellation)
    {
        var quantities = Quantities.Normalise(item.Quantities.Where(quantity => quantity > 0 && quantity <= Quantities.Most && quantity == decimal.Truncate(quantity)));
        var problems = await calculations.CheckAsync(productType, item.Spec, quantities, cancellation);
        if (problems.Any(problem => problem.IsError))
            return problems;
        // The same advice for several run lengths is said once.
        var hints = await calculations.AdviseAsync(productType, item.Spec, [.. quantities.Take(8)], cancellation);
        return [.. problems, .. hints.DistinctBy(hint => (hint.Path, hint.Suggestion?.ToJsonString()))];
    }
}
