namespace Portal.Inquiries;

/// <summary>From now on the link opens nothing. Done again it changes nothing.</summary>
[Permission(InquiriesPermissions.Publish, InquiriesPermissions.Decide)]
public sealed class RevokeLink : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }
}

internal sealed class RevokeLinkHandler(InquiriesDb db, Caller caller, TimeProvider clock) : IRequestHandler<RevokeLink, Guid>
{
    public async Task<Guid> Handle(RevokeLink request, CancellationToken cancellation)
    {
        // Who signs through it this moment holds the same lock.
        await db.LockAsync(request.InquiryId, cancellation);
        var link = await db.Links.FirstOrDefaultAsync(row => row.Id == request.Id && row.InquiryId == request.InquiryId, cancellation) ?? throw new NotFoundException();
        if (link.RevokedAt is not null)
            return link.Id;
        link.RevokedAt = clock.GetUtcNow();
        var inquiry = await db.Inquiries.FirstAsync(row => row.Id == link.InquiryId, cancellation);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, clock.GetUtcNow(), new Phrase("inquiries.event.linkRevoked", link.ForWhom));
        await db.SaveChangesAsync(cancellation);
        return link.Id;
    }
}

public sealed class RevokeLinkEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RevokeLink, Guid>("inquiries/{inquiryId:guid}/links/{id:guid}/revoke");
}
