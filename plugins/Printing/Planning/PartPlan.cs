namespace Portal.Plugin.Printing;

/// <summary>How a part of the block is made: so many runs of each kind of section.</summary>
internal sealed record PartPlan(IReadOnlyList<SectionGroup> Groups)
{
    public IReadOnlyList<Press> Presses { get; } = [.. Groups.Select(group => group.Section.Press).Distinct()];

    public IReadOnlyList<FoldScheme> Schemes { get; } = [.. Groups.Select(group => group.Section.Scheme).OfType<FoldScheme>().Distinct()];

    /// <summary>Each press is set up once for the part, the folder once for each scheme.</summary>
    public decimal Cost { get; } = Groups.Sum(group => group.Count * group.Section.Total)
        + Groups.Select(group => group.Section.Press).Distinct().Sum(Work.Setup)
        + Groups.Select(group => group.Section.Scheme).OfType<FoldScheme>().Distinct().Sum(scheme => Work.Setup(scheme.SetupMin, scheme.Rate));

    public int Sections { get; } = Groups.Sum(group => group.Count);

    public string Signature { get; } = string.Join(' ', Groups.Select(group => $"{group.Count}*{group.Section.Scheme?.Key}@{group.Section.Press.Key}")
        .Order(StringComparer.Ordinal));
}

internal sealed record SectionGroup(SectionRun Section, int Count);
