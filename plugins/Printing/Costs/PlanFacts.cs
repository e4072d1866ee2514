using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Figures of a plan: sheets, plates, hours, paper.</summary>
internal static class PlanFacts
{
    public static IEnumerable<Fact> Of(IEnumerable<(Run Run, int Times)> runs, IEnumerable<Press> setups, int? sections)
    {
        var list = runs.ToList();
        var hours = list.Sum(run => run.Times * (run.Run.PressHours + (run.Run.Layout.Plates * run.Run.Layout.Press.MinPerPlate.OrZero / 60)))
            + setups.Sum(press => press.SetupMin.OrZero / 60);
        if (sections is { } count)
            yield return new("sections", "printing.fact.sections", count, "", Audience.Internal);
        yield return new("sheets", "printing.fact.sheets", list.Sum(run => run.Times * run.Run.Gross), "unit.sheet", Audience.Internal);
        yield return new("plates", "printing.fact.plates", list.Sum(run => run.Times * run.Run.Layout.Plates), "", Audience.Internal);
        yield return new("paper", "printing.fact.paper", decimal.Round(list.Sum(run => run.Times * run.Run.PaperKg), 1, MidpointRounding.AwayFromZero),
            "unit.kg", Audience.Internal);
        yield return new("press-hours", "printing.fact.press-hours", decimal.Round(hours, 2, MidpointRounding.AwayFromZero), "unit.h", Audience.Internal);
    }
}
