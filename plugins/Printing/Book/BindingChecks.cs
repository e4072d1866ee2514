using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Pages, spine and papers within the range of the binding.</summary>
internal sealed class BindingChecks(PrintShop shop)
{
    public IEnumerable<SpecProblem> Of(BookDraft draft)
    {
        if (draft.Binding is not { } binding)
            yield break;
        if (draft.CoverPaper is { } cover && !TakesCover(binding, cover))
        {
            var nearest = NearestPaper(cover, "cover", paper => TakesCover(binding, paper));
            yield return new SpecProblem("cover/paper", nearest is null
                ? new Phrase("printing.problem.cover-gsm", binding.Name, binding.CoverMinGsm, binding.CoverMaxGsm, cover.Gsm)
                : new Phrase("printing.problem.cover-gsm-nearest", binding.Name, binding.CoverMinGsm, binding.CoverMaxGsm, cover.Gsm, nearest.Name),
                    Suggestion: nearest?.Key);
        }

        if (draft.CompleteParts is not { } parts)
            yield break;
        if (Fault(binding, draft, parts) is { } fault)
        {
            yield return WithRemedy(fault, draft, parts, binding);
            yield break;
        }

        if (Doubt(binding, draft, parts) is { } doubt)
        {
            var better = Candidates(draft, parts, binding).FirstOrDefault(other => Doubt(other, draft, parts) is null);
            yield return better is null
                ? new SpecProblem("binding/kind", doubt, IsError: false)
                : new SpecProblem("binding/kind", new Phrase("printing.problem.better-binding", doubt, better.Name), IsError: false, Suggestion: better.Key);
        }
    }

    /// <summary>Another binding resolves it, or another paper of the thickest part.</summary>
    private SpecProblem WithRemedy(Phrase fault, BookDraft draft, IReadOnlyList<BookPart> parts, Binding binding)
    {
        if (Candidates(draft, parts, binding).FirstOrDefault() is { } other)
            return new SpecProblem("binding/kind", new Phrase("printing.problem.other-binding", fault, other.Name), Suggestion: other.Key);
        var index = Enumerable.Range(0, parts.Count).MaxBy(i => parts[i].Pages * parts[i].Paper.Caliper);
        var paper = NearestPaper(parts[index].Paper, "text", paper =>
            Fault(binding, draft, [.. parts.Select((part, i) => i == index ? part with { Paper = paper } : part)]) is null);
        return paper is null
            ? new SpecProblem("binding/kind", fault)
            : new SpecProblem($"block/{index}/paper", new Phrase("printing.problem.other-paper", fault, paper.Name), Suggestion: paper.Key);
    }

    /// <summary>Bindings without a fault, nearest first: those that take the cover as it is, then the same kind of cover, then the same joint.</summary>
    private IEnumerable<Binding> Candidates(BookDraft draft, IReadOnlyList<BookPart> parts, Binding binding) => shop.Bindings
        .Where(other => other.Key != binding.Key && (!other.IsHard || draft is { Endpapers: not null, Board: not null }) && Fault(other, draft, parts) is null)
        .OrderBy(other => draft.CoverPaper is { } cover && TakesCover(other, cover) ? 0 : 1)
        .ThenBy(other => other.IsHard == binding.IsHard ? 0 : 1)
        .ThenBy(other => other.Joint == binding.Joint ? 0 : 1);

    private static Phrase? Fault(Binding binding, BookDraft draft, IReadOnlyList<BookPart> parts)
    {
        var pages = parts.Sum(part => part.Pages);
        if (pages < binding.MinPages || pages > binding.MaxPages)
            return new Phrase("printing.problem.binding-pages", binding.Name, binding.MinPages, binding.MaxPages, pages);
        if (parts.FirstOrDefault(part => part.Pages % binding.PageStep != 0) is { } odd)
            return new Phrase("printing.problem.binding-step", binding.Name, binding.PageStep, odd.Pages);
        if (parts.FirstOrDefault(part => part.Paper.IsCoated && part.Paper.Gsm > binding.MaxCoatedGsm) is { } coated)
            return new Phrase("printing.problem.coated", binding.Name, binding.MaxCoatedGsm!.Value, coated.Paper.Name);
        if (binding.IsHard && draft.Board is null)
            return null;
        return Spine(binding, draft, parts) is { } spine && (spine < binding.MinSpine || spine > binding.MaxSpine)
            ? new Phrase(binding.IsSaddle ? "printing.problem.saddle-block" : "printing.problem.spine", binding.Name, binding.MinSpine, binding.MaxSpine, spine)
            : null;
    }

    private static Phrase? Doubt(Binding binding, BookDraft draft, IReadOnlyList<BookPart> parts)
    {
        var pages = parts.Sum(part => part.Pages);
        if (pages > binding.WarnPages)
            return new Phrase("printing.problem.many-pages", binding.Name, binding.WarnPages.Value, pages);
        return Spine(binding, draft, parts) is { } spine && spine > binding.WarnSpine
            ? new Phrase("printing.problem.thick-spine", binding.Name, binding.WarnSpine.Value, spine)
            : null;
    }

    /// <summary>What the binding's range speaks of: the published spine, or the block where there is none.</summary>
    private static decimal? Spine(Binding binding, BookDraft draft, IReadOnlyList<BookPart> parts)
    {
        var block = BookGeometry.Block(parts, binding.IsHard ? draft.Endpapers : null);
        if (binding.IsSaddle)
            return block;
        return draft.CoverPaper is { } cover ? BookGeometry.Spine(block, binding, cover, draft.Board) : null;
    }

    private static bool TakesCover(Binding binding, Paper cover) => cover.Gsm >= binding.CoverMinGsm && cover.Gsm <= binding.CoverMaxGsm;

    private Paper? NearestPaper(Paper paper, string use, Func<Paper, bool> isFit) => shop.Papers.Values
        .Where(other => other.Key != paper.Key && other.Uses.Contains(use) && isFit(other))
        .OrderBy(other => other.Class == paper.Class ? 0 : 1).ThenBy(other => Math.Abs(other.Gsm - paper.Gsm))
            .ThenBy(other => other.Key, StringComparer.Ordinal)
        .FirstOrDefault();
}
