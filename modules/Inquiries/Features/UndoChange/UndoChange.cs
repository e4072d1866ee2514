namespace Portal.Inquiries;

/// <summary>Takes back the last change of the log that is not taken back yet, whoever made it.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class UndoChange : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    /// <summary>The change that is meant: if another came after it, nothing is taken back. Empty: the last.</summary>
    public int? Number { get; set; }
}

internal sealed class UndoChangeHandler(InquiriesDb db, CalculationDesk desk) : IRequestHandler<UndoChange, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(UndoChange request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var last = await db.Changes.LastStandingAsync(request.InquiryId, cancellation) ?? throw new RuleBroken("", "desk.nothingToUndo");
        if (request.Number is { } meant && meant != last.Number)
            throw new RuleBroken("", new Phrase("desk.anotherIsLast", last.Person, last.What));
        foreach (var cell in last.Cells)
            work.Pricings[cell.CellId].Restore(cell.Before);
        last.IsUndone = true;
        return await desk.RecordAsync(work, ChangeKind.Undo, new Phrase("desk.log.undo", last.What), "", cancellation);
    }
}

public sealed class UndoChangeEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<UndoChange, DeskAnswer>("inquiries/{inquiryId:guid}/undo");
}
