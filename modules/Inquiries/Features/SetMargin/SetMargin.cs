namespace Portal.Inquiries;

/// <summary>Sets the margin, in percent of the price, of one cell or of all.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class SetMargin : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    /// <summary>All cells where it is empty.</summary>
    public Guid? CellId { get; set; }

    public decimal MarginPercent { get; set; }

    /// <summary>The number of the last entry of the log that was seen.</summary>
    public int? Seen { get; set; }
}

internal sealed class SetMarginValidator : AbstractValidator<SetMargin>
{
    public SetMarginValidator(Texts texts) => RuleFor(it => it.MarginPercent).InclusiveBetween(0m, 90m).WithMessage(_ => texts["SetMargin.bounds", 0, 90]);
}

internal sealed class SetMarginHandler(CalculationDesk desk) : IRequestHandler<SetMargin, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(SetMargin request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var cells = work.Choose(request.CellId);
        await desk.DemandUnchangedAsync(work, cells, request.Seen, nameof(request.MarginPercent), (inputs, _) => Task.FromResult<decimal?>(inputs.MarginPercent), cancellation);
        foreach (var cell in cells)
            cell.MarginPercent = request.MarginPercent;
        return await desk.RecordAsync(work, ChangeKind.Margin, new Phrase("desk.log.margin", request.MarginPercent), "", cancellation);
    }
}

public sealed class SetMarginEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetMargin, DeskAnswer>("inquiries/{inquiryId:guid}/margin");
}
