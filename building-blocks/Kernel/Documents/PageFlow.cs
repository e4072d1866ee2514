namespace Portal.Kernel.Documents;

/// <summary>Lays strips onto pages: nothing is lost, and what belongs together stays together wherever a page is high enough for it.</summary>
/// <param name="firstTop">Where the body begins on the first page, in points from the top.</param>
/// <param name="nextTop">Where it begins on the pages after it.</param>
/// <param name="bottom">Where it ends on every page.</param>
internal sealed class PageFlow(float firstTop, float nextTop, float bottom)
{
    private readonly List<List<Mark>> pages = [[]];
    private float y = firstTop;
    private bool isFresh = true;

    public static IReadOnlyList<IReadOnlyList<Mark>> Pages(IReadOnlyList<Strip> strips, float firstTop, float nextTop, float bottom)
    {
        var flow = new PageFlow(firstTop, nextTop, bottom);
        for (var start = 0; start < strips.Count;)
        {
            var end = start + 1;
            while (end < strips.Count && strips[end - 1].KeepWithNext && !strips[end].NewPage)
                end++;
            flow.Place([.. strips.Skip(start).Take(end - start)]);
            start = end;
        }

        return flow.pages;
    }

    private void Place(IReadOnlyList<Strip> chain)
    {
        if (chain[0].NewPage && !isFresh)
            Turn();
        var inner = chain.Sum(strip => strip.Height) + chain.Skip(1).Sum(strip => strip.Gap);
        var fitsHere = y + (isFresh ? 0 : chain[0].Gap) + inner <= bottom;
        var fitsNext = nextTop + (chain[0].Header?.Height ?? 0) + inner <= bottom;
        if (!fitsHere && fitsNext && !isFresh)
            Turn();
        foreach (var strip in chain)
            Place(strip);
    }

    private void Place(Strip strip)
    {
        if (!isFresh && y + strip.Gap + strip.Height > bottom)
            Turn();
        if (isFresh && strip.Header is { } header)
            Put(header);
        if (!isFresh)
            y += strip.Gap;
        Put(strip);
    }

    private void Put(Strip strip)
    {
        foreach (var mark in strip.Marks)
            pages[^1].Add(mark with { Y = mark.Y + y });
        y += strip.Height;
        isFresh &= strip.Height == 0;
    }

    private void Turn()
    {
        pages.Add([]);
        y = nextTop;
        isFresh = true;
    }
}
