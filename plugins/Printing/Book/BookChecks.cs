using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The rules a book must keep to be made at all, each answered with the nearest thing that works.</summary>
internal sealed class BookChecks(PrintShop shop, PartPlanner planner)
{
    private readonly BindingChecks _binding = new(shop);
    private readonly SheetChecks _sheets = new(shop, planner);

    public IEnumerable<SpecProblem> Of(BookDraft draft)
    {
        if (draft.CompleteParts is { } parts && parts.Sum(part => part.Pages) is var pages && pages > Guards.MostPages)
        {
            var last = parts[^1].Pages - (pages - Guards.MostPages);
            yield return new SpecProblem($"block/{parts.Count - 1}/pages", new Phrase("printing.problem.pages-total", pages, Guards.MostPages),
                Suggestion: last >= 4 ? (decimal)last : null);
            yield break;
        }

        foreach (var problem in _binding.Of(draft).Concat(_sheets.Of(draft)).Concat(Finishing(draft)))
            yield return problem;
    }

    private IEnumerable<SpecProblem> Finishing(BookDraft draft)
    {
        if (draft is { Lamination: { } lamination, CoverPaper: { } paper })
        {
            if (TooLight("cover/lamination", lamination, paper) is { } problem)
                yield return problem;
            if (lamination.Key == "soft-touch" && draft.SpotUv)
                yield return new SpecProblem("cover/lamination", "printing.problem.soft-touch-uv", IsError: false, Suggestion: "matt");
        }

        if (draft.Jacket is { Lamination: { } jacketLamination, Paper: { } jacketPaper }
            && TooLight("extras/jacketLamination", jacketLamination, jacketPaper) is { } jacketProblem)
            yield return jacketProblem;
    }

    /// <summary>Light paper curls under foil; the nearest is a foil that takes it, or none.</summary>
    private SpecProblem? TooLight(string path, Operation lamination, Paper paper)
    {
        if (lamination.MinGsm is not { } least || paper.Gsm >= least)
            return null;
        var other = shop.Laminations.Where(foil => foil.Key != "none" && (foil.MinGsm ?? 0) <= paper.Gsm)
            .MaxBy(foil => foil.MinGsm ?? 0) ?? shop.Operation("none");
        return new SpecProblem(path, new Phrase("printing.problem.lamination-gsm", lamination.Name, least, paper.Gsm, other.Name), Suggestion: other.Key);
    }
}
