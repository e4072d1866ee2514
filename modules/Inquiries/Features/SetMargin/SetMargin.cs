namespace Portal.Inquiries;

/// <summary>Sets the margin, in percent of the price, of one cell or of all.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class SetMargin : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    /// <summary>All cells where it is empty.</summary>
    public Guid? CellId { get; set; }

    public decimal MarginPercent { get; set; }
}

internal sealed class SetMarginValidator : AbstractValidator<SetMargin>
{
    public SetMarginValidator(Texts texts) => RuleFor(it => it.MarginPercent).InclusiveBetween(0m, 90m).WithMessage(_ => texts["SetMargin.bounds", 0, 90]);
}

internal sealed class SetMarginHandler(InquiriesDb db, Caller caller, TimeProvider clock) : IRequestHandler<SetMargin, Guid>
{
    public async Task<Guid> Handle(SetMargin request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Calculate, caller, now);
        var pricings = await db.Pricings.Where(row => row.InquiryId == inquiry.Id && (request.CellId == null || row.CellId == request.CellId)).ToListAsync(cancellation);
        if (pricings.Count == 0)
            throw new NotFoundException();
        foreach (var pricing in pricings)
            pricing.MarginPercent = request.MarginPercent;
        inquiry.BeginCalculation(now);
        db.Happened(inquiry, Audience.Internal, caller.Principal.PersonId, now, request.CellId is null
            ? new Phrase("inquiries.event.margin", request.MarginPercent)
            : new Phrase("inquiries.event.marginOfCell", request.MarginPercent));
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }
}

public sealed class SetMarginEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetMargin, Guid>("inquiries/{inquiryId:guid}/margin");
}
