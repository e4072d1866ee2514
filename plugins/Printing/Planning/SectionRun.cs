namespace Portal.Plugin.Printing;

/// <summary>
/// One section printed, folded and joined; or, without a scheme, leaves that are cut and not folded: a tipped-in leaf, or a whole block
/// printed digitally in page order.
/// </summary>
internal sealed record SectionRun(FoldScheme? Scheme, Run Run, decimal FoldCost, decimal StationCost, decimal SewingCost, decimal ThreadCost, decimal TipInCost)
{
    public decimal Total { get; } = Run.Total + FoldCost + StationCost + SewingCost + ThreadCost + TipInCost;

    public Press Press => Run.Layout.Press;
}
