using System.Collections.Concurrent;

namespace Portal.Plugin.Printing;

/// <summary>The layouts worth costing of a piece. They follow from paper, colours and size alone, so they are made once for all run lengths.</summary>
internal sealed class Layouts(PrintShop shop)
{
    /// <summary>Beyond this the memory is dropped and filled again.</summary>
    private const int MostRemembered = 4096;

    private readonly ConcurrentDictionary<(Paper, Inks, Cell), IReadOnlyList<Layout>> _known = new();

    public IReadOnlyList<Layout> Of(Paper paper, Inks inks, Cell cell)
    {
        if (_known.TryGetValue((paper, inks, cell), out var layouts))
            return layouts;
        if (_known.Count >= MostRemembered)
            _known.Clear();
        IReadOnlyList<Press> presses = inks == Inks.None ? [Press.Unprinted(paper, shop.Operation("cutting").Name)] : shop.Presses;
        return _known[(paper, inks, cell)] = [.. Layout.Of(presses, paper, inks, cell.Width, cell.Height)
            .GroupBy(layout => layout.Press).SelectMany(group => Undominated([.. group]))];
    }

    /// <summary>
    /// A layout that puts no more on a larger sheet, with no fewer plates and passes, costs no less at any run length: every term of a run's cost
    /// grows with these. Of equals the first stays.
    /// </summary>
    private static IEnumerable<Layout> Undominated(List<Layout> layouts) =>
        layouts.Where((layout, index) => !layouts.Where((other, i) => i != index && Dominates(other, layout) && (i < index || !Dominates(layout, other))).Any());

    private static bool Dominates(Layout a, Layout b) => a.Ups >= b.Ups && a.Sheet.Area <= b.Sheet.Area && a.Plates <= b.Plates && a.Passes <= b.Passes;
}
