using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>What fits the presses and their sheets: papers, colours, pages, covers and jackets.</summary>
internal sealed class SheetChecks(PrintShop shop, PartPlanner planner)
{
    private readonly FlatPlanner _flats = new(shop);

    public IEnumerable<SpecProblem> Of(BookDraft draft)
    {
        if (draft.Binding is not { } binding)
            yield break;
        var papers = Papers(draft, binding).OfType<SpecProblem>().ToList();
        foreach (var problem in papers)
            yield return problem;
        // Whether a page fits can't be said of a paper that is not printed at all.
        if (papers.Count > 0)
            yield break;
        if (PageProblem(draft, binding) is { } page)
        {
            yield return page;
            yield break;
        }

        if (draft.Complete() is not { } book)
            yield break;
        foreach (var problem in Flats(book).OfType<SpecProblem>())
            yield return problem;
    }

    private IEnumerable<SpecProblem?> Papers(BookDraft draft, Binding binding)
    {
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (draft.Parts[i] is { Paper: { } paper, Inks: { } inks })
                yield return PaperProblem($"block/{i}/paper", $"block/{i}/colours", paper, inks, "text", binding);
        }

        if (draft is { CoverPaper: { } cover, CoverInks: { } coverInks })
            yield return PaperProblem("cover/paper", "cover/colours", cover, coverInks, "cover", null);
        if (draft.Jacket is { Paper: { } jacket, Inks: { } jacketInks })
            yield return PaperProblem("extras/jacketPaper", "extras/jacketColours", jacket, jacketInks, "jacket", null);
    }

    /// <summary>A paper or a colour that no press takes, or a paper that no folder folds.</summary>
    private SpecProblem? PaperProblem(string paperPath, string coloursPath, Paper paper, Inks inks, string use, Binding? binding)
    {
        bool Works(Paper other, Inks colours) => shop.Presses.Any(press => press.Takes(other) && press.Prints(colours.Front) && press.Prints(colours.Back))
            && (binding is null || planner.SchemesFor(other, binding).Any(scheme => scheme.Pages == 4));

        if (inks.Front == 0 || Works(paper, inks))
            return inks.Front == 0 ? new SpecProblem(coloursPath, new Phrase("printing.problem.colours", inks.Label)) : null;
        var nearest = shop.Papers.Values.Where(other => other.Uses.Contains(use) && Works(other, inks))
            .OrderBy(other => other.Class == paper.Class ? 0 : 1).ThenBy(other => Math.Abs(other.Gsm - paper.Gsm))
                .ThenBy(other => other.Key, StringComparer.Ordinal).FirstOrDefault();
        if (nearest is not null)
            return new SpecProblem(paperPath, new Phrase("printing.problem.paper-press", paper.Name, nearest.Name), Suggestion: nearest.Key);
        Inks? fewer = new[] { new Inks(Math.Min(inks.Front, 4), Math.Min(inks.Back, 4)), new Inks(1, Math.Min(inks.Back, 1)) }.Cast<Inks?>()
            .FirstOrDefault(other => Works(paper, other!.Value));
        return new SpecProblem(coloursPath, new Phrase("printing.problem.colours", inks.Label), Suggestion: fewer?.ToString());
    }

    private SpecProblem? PageProblem(BookDraft draft, Binding binding)
    {
        if (draft is not { Width: { } width, Height: { } height })
            return null;
        var parts = draft.Parts.Where(part => part is { Paper: not null, Inks: not null }).ToList();
        bool Fits(decimal w, decimal h) => parts.TrueForAll(part => Smallest(part.Paper!, binding) is not { } scheme
            || Cell.Page(w, h, binding.MillOff).Times(scheme) is var cell && _flats.Fits(part.Paper!, part.Inks!.Value, cell));

        if (Fits(width, height))
            return null;
        if (draft.Format is { IsCustom: false })
        {
            var nearest = shop.Formats.Values.Where(format => format is { Width: { } w, Height: { } h } && Fits(w, h))
                .OrderBy(format => Math.Abs((format.Width!.Value * format.Height!.Value) - (width * height))).FirstOrDefault();
            return new SpecProblem("format/size", nearest is null
                ? "printing.problem.nothing-prints"
                : new Phrase("printing.problem.page-size", width, height, nearest.Name), Suggestion: nearest?.Key);
        }

        var narrower = Search.Largest(Guards.LeastSize, width, w => Fits(w, height));
        var lower = Search.Largest(Guards.LeastSize, height, h => Fits(width, h));
        return (narrower, lower) switch
        {
            (null, null) => new SpecProblem("format/width", "printing.problem.nothing-prints"),
            ({ } w, var h) when h is null || width - w <= height - h =>
                new SpecProblem("format/width", new Phrase("printing.problem.page-width", width, height, width - w, w), Suggestion: w),
            (_, { } h) => new SpecProblem("format/height", new Phrase("printing.problem.page-height", width, height, height - h, h), Suggestion: h),
            _ => null,
        };
    }

    private FoldScheme? Smallest(Paper paper, Binding binding) => planner.SchemesFor(paper, binding).FirstOrDefault(scheme => scheme.Pages == 4);

    private IEnumerable<SpecProblem?> Flats(Book book)
    {
        var spine = BookGeometry.Spine(BookGeometry.Block(book.Parts, book.Endpapers), book.Binding, book.CoverPaper, book.Board);
        yield return FlatProblem("cover/flaps", "printing.component.cover", "cover/paper", book.CoverPaper, book.CoverInks, book.Flaps,
            flap => BookGeometry.Cover(book with { Flaps = flap }, spine));
        if (book.Jacket is { } jacket)
        {
            yield return FlatProblem("extras/jacketFlap", "printing.component.jacket", "extras/jacketPaper", jacket.Paper, jacket.Inks, jacket.Flap,
                flap => BookGeometry.Jacket(book with { Jacket = jacket with { Flap = flap } }, spine));
        }

        if (book.Endpapers is { } endpapers)
            yield return FlatProblem("case/endpapers", "printing.component.endpapers", "case/endpapers", endpapers, Inks.None, 0,
                _ => (2 * book.Width, book.Height));
        if (book.Board is { } board && BookGeometry.BoardSize(book) is var (width, height)
            && (!BoardCutting.Fits(board, width, height) || !BoardCutting.Fits(board, spine, height)))
            yield return new SpecProblem("case/boards", new Phrase("printing.problem.flat-size", "printing.component.case", width, height));
    }

    private SpecProblem? FlatProblem(string flapPath, Phrase component, string path, Paper paper, Inks inks, decimal flap,
        Func<decimal, (decimal Width, decimal Height)> size)
    {
        bool Fits(decimal f) => size(f) is var (w, h) && _flats.Fits(paper, inks, Cell.Piece(w, h));

        if (Fits(flap))
            return null;
        var (width, height) = size(flap);
        return Search.Largest(0, flap, Fits) is { } shorter
            ? new SpecProblem(flapPath, new Phrase("printing.problem.flaps", component, width, height, flap, shorter), Suggestion: shorter)
            : new SpecProblem(path, new Phrase("printing.problem.flat-size", component, width, height));
    }
}
