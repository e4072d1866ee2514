namespace Portal.Inquiries;

/// <summary>Does again what was taken back last, as long as nothing else was changed since.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class RedoChange : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    /// <summary>The change that is meant. Empty: the one taken back last.</summary>
    public int? Number { get; set; }
}

internal sealed class RedoChangeHandler(InquiriesDb db, CalculationDesk desk) : IRequestHandler<RedoChange, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(RedoChange request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var next = await db.Changes.NextUndoneAsync(request.InquiryId, cancellation) ?? throw new RuleBroken("", "desk.nothingToRedo");
        if (request.Number is { } meant && meant != next.Number)
            throw new RuleBroken("", new Phrase("desk.anotherIsLast", next.Person, next.What));
        foreach (var cell in next.Cells)
            work.Pricings[cell.CellId].Restore(cell.After);
        next.IsUndone = false;
        return await desk.RecordAsync(work, ChangeKind.Redo, new Phrase("desk.log.redo", next.What), "", cancellation);
    }
}

public sealed class RedoChangeEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RedoChange, DeskAnswer>("inquiries/{inquiryId:guid}/redo");
}
