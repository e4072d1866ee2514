using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A piece printed flat: cover, jacket, endpapers, leaflet; with what coats its sheets, because that cost depends on the sheet chosen.</summary>
internal sealed record FlatJob(Paper Paper, Inks Inks, Cell Cell, decimal Pieces, params IReadOnlyList<Operation> Coatings)
{
    /// <summary>True if the piece may also lie across the grain.</summary>
    public bool IsGrainFree { get; init; }
}

/// <summary>One run on one press.</summary>
internal sealed record FlatPlan(Run Run, IReadOnlyList<Operation> Coatings)
{
    public decimal Cost { get; } = Run.Total + Work.Setup(Run.Layout.Press) + Coatings.Sum(coating => CoatingCost(coating, Run));

    /// <summary>A fixed charge and a price for each square metre of the sheets that go through.</summary>
    public static decimal CoatingCost(Operation coating, Run run) =>
        Money.Round(coating.SetupPrice.OrZero + (run.Net * run.Layout.Sheet.Area * coating.PerM2.OrZero));
}

/// <summary>Plans flat pieces: the cheapest run of every press, cheapest press first.</summary>
internal sealed class FlatPlanner(PrintShop shop)
{
    public IReadOnlyList<FlatPlan> Plan(FlatJob job)
    {
        var across = job.IsGrainFree ? shop.Layouts.Of(job.Paper, job.Inks, new Cell(job.Cell.Height, job.Cell.Width)) : [];
        var plans = shop.Layouts.Of(job.Paper, job.Inks, job.Cell).Concat(across)
            .Select(layout => new FlatPlan(new Run(layout, job.Pieces, shop.Operation("cutting")), job.Coatings))
            .GroupBy(plan => plan.Run.Layout.Press)
            .Select(plans => plans.MinBy(plan => plan.Cost)!)
            .OrderBy(plan => plan.Cost).ThenBy(plan => plan.Run.Layout.Press.Key, StringComparer.Ordinal)
            .ToList();
        // A press without a rate is used only when nothing else prints the piece: unknown is not cheap.
        return plans.Where(plan => plan.Run.Layout.Press.HasKnownPrices()).ToList() is { Count: > 0 } known ? known : plans;
    }

    public bool Fits(Paper paper, Inks inks, Cell cell) => shop.Layouts.Of(paper, inks, cell).Count > 0;
}
