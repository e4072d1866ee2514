using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Turns the spec of a book into a draft, with the problems of single fields.</summary>
internal static class BookReader
{
    public static (BookDraft Draft, List<SpecProblem> Problems) Read(Spec spec, PrintShop shop)
    {
        var read = new SpecReader(spec);
        var format = read.Choice("format/size", shop.Formats.GetValueOrDefault);
        var isCustom = format is { IsCustom: true };
        var binding = read.Choice("binding/kind", shop.FindBinding);
        var isHard = binding is { IsHard: true };
        if (spec.Count("block") == 0)
            read.Missing<object>("block/0/pages");
        var draft = new BookDraft
        {
            Format = format,
            Width = isCustom ? read.Length("format/width", Guards.LeastSize, Guards.MostSize) : format?.Width,
            Height = isCustom ? read.Length("format/height", Guards.LeastSize, Guards.MostSize) : format?.Height,
            Binding = binding,
            Parts = [.. Enumerable.Range(0, spec.Count("block")).Select(i => Part(read, shop, i, binding))],
            CoverPaper = read.Choice("cover/paper", shop.Papers.GetValueOrDefault),
            CoverInks = read.Inks("cover/colours"),
            // A field the form hides does not count, whatever was typed before it was hidden.
            Flaps = binding is { IsHard: false, IsSaddle: false } ? Flap(read, "cover/flaps") : 0,
            Lamination = read.Choice("cover/lamination", shop.FindOperation, "none"),
            SpotUv = spec.Flag("cover/spotUv"),
            HotStamp = spec.Flag("cover/hotStamp"),
            Endpapers = Case(read, "case/endpapers", shop.Papers, shop.Papers.Values.FirstOrDefault(paper => paper.Uses.Contains("endpaper")), isHard),
            Board = Case(read, "case/boards", shop.Boards, shop.Boards.Values.FirstOrDefault(board => board.Uses.Contains("usual")), isHard),
            Headbands = spec.Flag("case/headbands"),
            Ribbon = spec.Flag("case/ribbon"),
            Jacket = spec.Flag("extras/jacket") ? Jacket(read, shop) : null,
            Shrink = spec.Flag("extras/shrink"),
            Carton = read.Choice("delivery/packing", shop.Cartons.GetValueOrDefault, "carton"),
            Zone = read.Choice("delivery/zone", key => shop.Zones.ContainsKey(key) ? key : null, "ex-works"),
        };
        return (draft, read.Problems);
    }

    private static PartDraft Part(SpecReader read, PrintShop shop, int index, Binding? binding) =>
        new(Pages(read, $"block/{index}/pages", binding), read.Choice($"block/{index}/paper", shop.Papers.GetValueOrDefault),
            read.Inks($"block/{index}/colours"));

    private static int? Pages(SpecReader read, string path, Binding? binding)
    {
        if (read.Spec.Number(path) is not { } pages)
        {
            read.Missing<object>(path);
            return null;
        }

        var step = binding?.PageStep ?? 2;
        if (pages < step || pages > Guards.MostPages)
        {
            var nearest = pages < step ? step : Guards.MostPages / step * step;
            read.Problems.Add(new SpecProblem(path, new Phrase("printing.problem.pages-range", step, Guards.MostPages, nearest), Suggestion: (decimal)nearest));
            return null;
        }

        if (pages % step == 0)
            return (int)pages;
        var next = (decimal.Floor(pages / step) + 1) * step;
        var below = next - step;
        // The nearer of both neighbours; from the middle up, as pages are sooner added than written away.
        var nearer = below >= step && pages - below < next - pages ? below : next;
        read.Problems.Add(pages % 2 != 0 && step == 2
            ? new SpecProblem(path, new Phrase("printing.problem.pages-odd", pages, next), Suggestion: next)
            : new SpecProblem(path, new Phrase("printing.problem.pages-multiple", pages, step, below >= step ? below : next, next), Suggestion: nearer));
        return null;
    }

    private static decimal Flap(SpecReader read, string path) => read.Spec.Number(path) is null ? 0 : read.Length(path, 0, MostFlap) ?? 0;

    /// <summary>
    /// What a hard cover needs, the usual where nothing is said: so a hard cover can be one alternative among soft ones without further entries,
    /// and be judged as one while the binding is still another.
    /// </summary>
    private static Paper? Case(SpecReader read, string path, IReadOnlyDictionary<string, Paper> choices, Paper? usual, bool isHard)
    {
        if (read.Spec.Text(path) is { } key && (isHard || choices.ContainsKey(key)))
            return read.Choice(path, choices.GetValueOrDefault);
        return usual ?? (isHard ? read.Missing<Paper>(path) : null);
    }

    private static JacketDraft Jacket(SpecReader read, PrintShop shop) => new(
        read.Choice("extras/jacketPaper", shop.Papers.GetValueOrDefault),
        read.Inks("extras/jacketColours"),
        Flap(read, "extras/jacketFlap"),
        read.Choice("extras/jacketLamination", shop.FindOperation, "none"));

    public const decimal MostFlap = 200;
}
