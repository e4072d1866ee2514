namespace Portal.Inquiries;

/// <summary>Staff say no to a counter-offer and why; what was quoted stays open.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class DeclineCounterOffer : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }

    /// <summary>To the customer.</summary>
    public string Reason { get; set; } = "";
}

internal sealed class DeclineCounterOfferValidator : AbstractValidator<DeclineCounterOffer>
{
    public DeclineCounterOfferValidator(Texts texts) =>
        RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["desk.reasonNeeded"]).MaximumLength(1_000).WithMessage(_ => texts["desk.reasonLong", 1_000]);
}

internal sealed class DeclineCounterOfferHandler(InquiriesDb db, Negotiation negotiation) : IRequestHandler<DeclineCounterOffer, Guid>
{
    public async Task<Guid> Handle(DeclineCounterOffer request, CancellationToken cancellation)
    {
        var (inquiry, offer) = await negotiation.TakeAsync(request.InquiryId, request.Id, cancellation);
        await negotiation.CloseAsync(inquiry, offer, CounterOfferState.Declined, request.Reason.Trim(), cancellation);
        await db.SaveChangesAsync(cancellation);
        return offer.Id;
    }
}

public sealed class DeclineCounterOfferEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeclineCounterOffer, Guid>("inquiries/{inquiryId:guid}/counter-offers/{id:guid}/decline");
}
