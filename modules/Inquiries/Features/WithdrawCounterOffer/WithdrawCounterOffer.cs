namespace Portal.Inquiries;

/// <summary>The customer takes back what they proposed, while nobody answered it.</summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class WithdrawCounterOffer : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }
}

internal sealed class WithdrawCounterOfferHandler(InquiriesDb db, Caller caller, Negotiation negotiation) : IRequestHandler<WithdrawCounterOffer, Guid>
{
    public async Task<Guid> Handle(WithdrawCounterOffer request, CancellationToken cancellation)
    {
        var (inquiry, offer) = await negotiation.TakeAsync(request.InquiryId, request.Id, cancellation);
        if (caller.IsStaff)
            throw new ForbiddenException();
        await negotiation.CloseAsync(inquiry, offer, CounterOfferState.Withdrawn, null, cancellation);
        await db.SaveChangesAsync(cancellation);
        return offer.Id;
    }
}

public sealed class WithdrawCounterOfferEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<WithdrawCounterOffer, Guid>("inquiries/{inquiryId:guid}/counter-offers/{id:guid}/withdraw");
}
