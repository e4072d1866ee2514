using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>How every printed component of a book is made.</summary>
internal sealed record BookPlan(IReadOnlyList<PartPlan> Parts, FlatPlan Cover, FlatPlan? Endpapers, FlatPlan? Jacket)
{
    public IReadOnlyList<Phrase> Steps() =>
    [
        .. Parts.SelectMany((part, index) => part.Groups.Select(group => Step(index, group))),
        Step("printing.component.cover", Cover),
        .. Endpapers is null ? Array.Empty<Phrase>() : [Step("printing.component.endpapers", Endpapers)],
        .. Jacket is null ? Array.Empty<Phrase>() : [Step("printing.component.jacket", Jacket)],
    ];

    public IEnumerable<(Run Run, int Times)> Runs() =>
    [
        .. Parts.SelectMany(part => part.Groups).Select(group => (group.Section.Run, group.Count)),
        .. new[] { Cover, Endpapers, Jacket }.OfType<FlatPlan>().Select(plan => (plan.Run, 1)),
    ];

    public IEnumerable<(Press Press, string Component)> Setups() =>
    [
        .. Parts.SelectMany((part, index) => part.Presses.Select(press => (press, $"block-{index}"))),
        .. new[] { Cover, Endpapers, Jacket }.OfType<FlatPlan>().Select((plan, index) => (plan.Run.Layout.Press, $"flat-{index}")),
    ];

    public static Phrase Step(Phrase component, FlatPlan plan) => plan.Run.Layout.Press.IsUnprinted
        ? new Phrase("printing.step.cut", component, plan.Run.Layout.Sheet.Size, plan.Run.Layout.Ups)
        : new Phrase("printing.step.flat", component, plan.Run.Layout.Press.Name, plan.Run.Layout.Sheet.Size, plan.Run.Layout.Ups,
            plan.Run.Layout.Turning.Label());

    private static Phrase Step(int part, SectionGroup group)
    {
        var layout = group.Section.Run.Layout;
        return group.Section.Scheme is { } scheme
            ? new Phrase("printing.step.sections", part + 1, group.Count, scheme.Pages, layout.Press.Name, layout.Sheet.Size, layout.Ups,
                layout.Turning.Label())
            : new Phrase("printing.step.leaves", part + 1, layout.Press.Name, layout.Sheet.Size, layout.Ups, layout.Turning.Label());
    }
}
