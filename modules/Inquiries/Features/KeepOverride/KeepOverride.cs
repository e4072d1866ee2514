using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>
/// Decides that an override stays though the recalculation changed what it replaced. Where the line is gone its amount becomes a line of its own.
/// Dropping it instead is <see cref="RemoveOverride"/>.
/// </summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class KeepOverride : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    public string Path { get; set; } = "";

    public CellScope ApplyTo { get; set; }
}

internal sealed class KeepOverrideHandler(CalculationDesk desk) : IRequestHandler<KeepOverride, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(KeepOverride request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var cells = work.Choose(request.CellId, request.ApplyTo).Where(cell => cell.Inputs.Override(request.Path) is { Misfit: not null }).ToList();
        if (cells.FirstOrDefault()?.CellId != request.CellId)
            throw new RuleBroken(nameof(request.Path), new Phrase("desk.noLine", request.Path));
        var trees = await desk.TreesAsync(cells, cancellation);
        var own = cells[0].Inputs.Override(request.Path)!;
        var key = $"added-{Guid.CreateVersion7():N}";
        foreach (var cell in cells)
            cell.Set([.. cell.Overrides.Select(it => it.Path == request.Path ? Kept(it, $"{trees[cell.CellId].Key}/{key}") : it)], trees[cell.CellId]);
        return await desk.RecordAsync(work, ChangeKind.Keep, new Phrase("desk.log.keep", own.Label, own.Amount), "", cancellation);
    }

    private static CostOverride Kept(CostOverride own, string path) => own.Misfit!.IsGone
        ? own with { Path = path, IsAdded = true, BearsShares = true, Base = null, Misfit = null }
        : own with { Base = own.Misfit.Now, Misfit = null };
}

public sealed class KeepOverrideEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<KeepOverride, DeskAnswer>("inquiries/{inquiryId:guid}/cells/{cellId:guid}/lines/keep");
}
