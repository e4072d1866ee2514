namespace Portal.Inquiries;

/// <summary>Takes an override back, so that the calculated amount counts again, or removes an added line; in one cell or in all that have it.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class RemoveOverride : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    public string Path { get; set; } = "";

    public CellScope ApplyTo { get; set; }

    /// <summary>The number of the last entry of the log that was seen.</summary>
    public int? Seen { get; set; }
}

internal sealed class RemoveOverrideHandler(CalculationDesk desk) : IRequestHandler<RemoveOverride, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(RemoveOverride request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var cells = work.Choose(request.CellId, request.ApplyTo).Where(cell => cell.Inputs.Override(request.Path) is not null).ToList();
        if (cells.FirstOrDefault()?.CellId != request.CellId)
            throw new RuleBroken(nameof(request.Path), new Phrase("desk.noLine", request.Path));
        await desk.DemandUnchangedAsync(work, cells, request.Seen, "", desk.AmountOf(request.Path), cancellation);
        var trees = await desk.TreesAsync(cells, cancellation);
        var own = cells[0].Inputs.Override(request.Path)!;
        foreach (var cell in cells)
            cell.Set([.. cell.Overrides.Where(it => it.Path != request.Path)], trees[cell.CellId]);
        return await desk.RecordAsync(work, ChangeKind.RemoveLine, new Phrase(own.IsAdded ? "desk.log.remove" : "desk.log.drop", own.Label, own.Amount), "", cancellation);
    }
}

public sealed class RemoveOverrideEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RemoveOverride, DeskAnswer>("inquiries/{inquiryId:guid}/cells/{cellId:guid}/lines/remove");
}
