namespace Portal.Inquiries;

/// <summary>Takes a percentage off the price of one cell or of all.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class SetDiscount : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    /// <summary>All cells where it is empty.</summary>
    public Guid? CellId { get; set; }

    public decimal DiscountPercent { get; set; }

    /// <summary>The number of the last entry of the log that was seen.</summary>
    public int? Seen { get; set; }
}

internal sealed class SetDiscountValidator : AbstractValidator<SetDiscount>
{
    public SetDiscountValidator(Texts texts) => RuleFor(it => it.DiscountPercent).InclusiveBetween(0m, 90m).WithMessage(_ => texts["SetDiscount.bounds", 0, 90]);
}

internal sealed class SetDiscountHandler(CalculationDesk desk) : IRequestHandler<SetDiscount, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(SetDiscount request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var cells = work.Choose(request.CellId);
        await desk.DemandUnchangedAsync(work, cells, request.Seen, nameof(request.DiscountPercent), (inputs, _) => Task.FromResult<decimal?>(inputs.DiscountPercent), cancellation);
        foreach (var cell in cells)
            cell.DiscountPercent = request.DiscountPercent;
        return await desk.RecordAsync(work, ChangeKind.Discount, new Phrase("desk.log.discount", request.DiscountPercent), "", cancellation);
    }
}

public sealed class SetDiscountEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetDiscount, DeskAnswer>("inquiries/{inquiryId:guid}/discount");
}
