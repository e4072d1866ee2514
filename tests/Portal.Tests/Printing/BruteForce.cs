using System.Globalization;
using Portal.PluginSdk;

namespace Portal.Tests.Printing;

/// <summary>
/// The price of a one-part block by plain enumeration: every multiset of (press, fold scheme) sections that makes up the pages, each section at its
/// cheapest sheet, cut and turning. Written from the formulas and the raw dictionaries, without the plugin's types.
/// </summary>
internal sealed class BruteForce(DictionarySet dictionaries, string paper, int front, int back, decimal width, decimal height, string binding, decimal quantity)
{
    private sealed record Item(string Press, string Scheme, int Pages, decimal Cost, decimal PressSetup, decimal SchemeSetup);

    private DictionaryRow Paper => dictionaries["papers"].Find(paper)!;

    private DictionaryRow Binding => dictionaries["bindings"].Find(binding)!;

    private bool IsGlued => Binding.Text("joint") == "glued";

    private bool IsSewn => Binding.Text("joint") == "sewn";

    private decimal Copies => decimal.Ceiling(quantity * (1
        + ((Most("folding", "waste") + (IsSewn ? Op("sewing").Number("waste")!.Value : 0) + Binding.Number("waste")!.Value) / 100)));

    public decimal Block(int pages)
    {
        var items = Sections().ToList();
        var leaves = pages % 4 == 2 ? Leaves(Copies, tippedIn: true).ToList() : [];
        var starts = pages % 4 == 2 ? leaves.Select(leaf => (IReadOnlyList<Item>)[leaf]) : [[]];
        var best = starts.Min(start => Cheapest(items, 0, pages / 4 * 4, start));
        if (IsGlued)
        {
            foreach (var whole in Leaves(Copies * pages / 2, tippedIn: false).Where(item => dictionaries["digital"].Find(item.Press) is not null))
                best = Math.Min(best, whole.Cost + whole.PressSetup);
        }

        return best + (IsSewn ? Money.Round(Op("sewing").Number("setupMin")!.Value / 60 * Op("sewing").Number("rate")!.Value) : 0);
    }

    private static decimal Cheapest(List<Item> items, int from, int pages, IReadOnlyList<Item> chosen)
    {
        if (pages == 0)
        {
            return chosen.Sum(item => item.Cost) + chosen.DistinctBy(item => item.Press).Sum(item => item.PressSetup)
                + chosen.Where(item => item.Scheme.Length > 0).DistinctBy(item => item.Scheme).Sum(item => item.SchemeSetup);
        }

        var best = decimal.MaxValue;
        for (var i = from; i < items.Count; i++)
        {
            if (items[i].Pages <= pages)
                best = Math.Min(best, Cheapest(items, i, pages - items[i].Pages, [.. chosen, items[i]]));
        }

        return best;
    }

    private IEnumerable<Item> Sections()
    {
        foreach (var scheme in dictionaries["folding"].Rows)
        {
            var gsm = Paper.Number("gsm")!.Value;
            var pages = (int)scheme.Number("pages")!.Value;
            if (gsm > scheme.Number("maxGsm") || gsm * Paper.Number("bulk") > scheme.Number("maxCaliper") || pages > Binding.Number("maxSection"))
                continue;
            var perSection = Money.Round(Copies / scheme.Number("speed")!.Value * scheme.Number("rate")!.Value) + Station();
            if (IsSewn)
            {
                perSection += Money.Round(Copies / Op("sewing").Number("speed")!.Value * Op("sewing").Number("rate")!.Value)
                    + Money.Round(Copies * Op("sewing").Number("perPiece")!.Value);
            }

            var setup = Money.Round(scheme.Number("setupMin")!.Value / 60 * scheme.Number("rate")!.Value);
            foreach (var (press, cost, pressSetup) in Printed(scheme.Number("columns")!.Value, scheme.Number("rows")!.Value, Copies, cut: false))
                yield return new Item(press, scheme.Key, pages, cost + perSection, pressSetup, setup);
        }
    }

    private IEnumerable<Item> Leaves(decimal pieces, bool tippedIn)
    {
        var tipIn = tippedIn ? Hours(Op("tip-in"), Copies) : 0;
        return Printed(1, 1, pieces, cut: true).Select(run => new Item(run.Press, "", 2, run.Cost + Station() + tipIn, run.Setup, 0));
    }

    private IEnumerable<(string Press, decimal Cost, decimal Setup)> Printed(decimal columns, decimal rows, decimal pieces, bool cut)
    {
        var cellWidth = (width + 3 + Binding.Number("millOff")!.Value) * columns;
        var cellHeight = (height + 6) * rows;
        foreach (var isDigital in new[] { false, true })
        {
            foreach (var press in dictionaries[isDigital ? "digital" : "presses"].Rows)
            {
                decimal? best = null;
                foreach (var (feed, across, isGrainAcross) in Sheets(press))
                {
                    foreach (var (ups, plates, passes) in Forms(press, isDigital, feed, across, isGrainAcross, cellWidth, cellHeight))
                    {
                        var cost = Cost(press, isDigital, feed * across / 1_000_000m, ups, plates, passes, pieces, cut);
                        best = best is { } least && least <= cost ? least : cost;
                    }
                }

                if (best is { } found)
                    yield return (press.Key, found, Money.Round(press.Number("setupMin")!.Value / 60 * press.Number("rate")!.Value));
            }
        }
    }

    private IEnumerable<(decimal Feed, decimal Across, bool IsGrainAcross)> Sheets(DictionaryRow press)
    {
        if (Paper.Number("gsm") < press.Number("minGsm") || Paper.Number("gsm") > press.Number("maxGsm"))
            yield break;
        foreach (var text in Paper.Texts("sheets"))
        {
            var sides = text.Split('x').Select(side => decimal.Parse(side, CultureInfo.InvariantCulture)).ToArray();
            // All sample sheets are long grain; [0] across the grain, [1] along it.
            foreach (var (a, along) in new[] { (sides[0], sides[1]), (sides[0], sides[1] / 2), (sides[0] / 2, sides[1] / 2) })
            {
                var (feed, across) = (Math.Min(a, along), Math.Max(a, along));
                if (feed <= press.Number("maxFeed") && across <= press.Number("maxAcross") && feed >= press.Number("minFeed")
                    && across >= press.Number("minAcross"))
                    yield return (feed, across, along > a);
            }
        }
    }

    private IEnumerable<(decimal Ups, decimal Plates, decimal Passes)> Forms(DictionaryRow press, bool isDigital, decimal feed, decimal across,
        bool isGrainAcross, decimal cellWidth, decimal cellHeight)
    {
        var units = isDigital ? press.Flag("colour") ? 4 : 1 : press.Number("units")!.Value;
        if (front > units || back > units || (isDigital && (front is 2 or 5 || back is 2 or 5)))
            yield break;
        var (inFeed, inAcross) = isGrainAcross ? (cellWidth, cellHeight) : (cellHeight, cellWidth);
        var gripper = press.Number("gripper")!.Value;
        var columns = decimal.Floor((across - (2 * press.Number("side")!.Value)) / inAcross);
        var rows = decimal.Floor((feed - gripper - press.Number("tail")!.Value) / inFeed);
        var tumbled = decimal.Floor((feed - (2 * gripper)) / inFeed);
        if (columns <= 0 || rows <= 0)
            yield break;
        if (isDigital)
        {
            yield return (columns * rows, 0, 2);
            yield break;
        }

        yield return (columns * rows, front + back, 2);
        if (columns >= 2)
            yield return ((columns - (columns % 2)) * rows, Math.Max(front, back), 2);
        if (tumbled >= 2)
            yield return (columns * (tumbled - (tumbled % 2)), Math.Max(front, back), 2);
        if (press.Flag("perfecting") && Math.Max(front, back) * 2 <= units)
            yield return (columns * rows, front + back, 1);
    }

    private decimal Cost(DictionaryRow press, bool isDigital, decimal area, decimal ups, decimal plates, decimal passes, decimal pieces, bool cut)
    {
        var net = decimal.Ceiling(pieces / ups);
        var gross = net + press.Number("wasteBase")!.Value + (plates * (press.Number("wastePerPlate") ?? 0))
            + decimal.Ceiling(net * press.Number("runWaste")!.Value / 100 * passes);
        var cost = Money.Round(gross * area * Paper.Number("gsm")!.Value / 1000 * Paper.Number("pricePerKg")!.Value);
        cost += Money.Round(passes * gross / press.Number("speed")!.Value * press.Number("rate")!.Value);
        if (isDigital)
            cost += Money.Round(gross * (Click(press, front) + Click(press, back)));
        else
            cost += Money.Round(plates * press.Number("platePrice")!.Value)
                + Money.Round(plates * press.Number("minPerPlate")!.Value / 60 * press.Number("rate")!.Value);
        return cost + (cut ? Hours(Op("cutting"), net) : 0);
    }

    private static decimal Click(DictionaryRow press, int inks) => press.Number(inks > 1 ? "clickColour" : "clickMono")!.Value;

    private static decimal Hours(DictionaryRow operation, decimal pieces) =>
        Money.Round(((operation.Number("setupMin")!.Value / 60) + (pieces / operation.Number("speed")!.Value)) * operation.Number("rate")!.Value);

    private decimal Station() => Money.Round(Binding.Number("minPerStation")!.Value / 60 * Binding.Number("rate")!.Value);

    private DictionaryRow Op(string key) => dictionaries["finishing"].Find(key)!;

    private decimal Most(string table, string field) => dictionaries[table].Rows.Max(row => row.Number(field)!.Value);
}
