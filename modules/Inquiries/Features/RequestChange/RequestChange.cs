namespace Portal.Inquiries;

/// <summary>
/// Begins a change of an inquiry that was sent: a draft with what is asked for now, written in the same editor as any. Sending it makes the next
/// revision. There is one such draft at a time; colleagues share it.
/// </summary>
[Permission(InquiriesPermissions.File)]
public sealed class RequestChange : IWrite<StartInquiry.Result>
{
    public Guid InquiryId { get; set; }
}

internal sealed class RequestChangeHandler(InquiriesDb db, Caller caller, TimeProvider clock) : IRequestHandler<RequestChange, StartInquiry.Result>
{
    public async Task<StartInquiry.Result> Handle(RequestChange request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.RequestChange, caller, now);
        if (await db.Inquiries.AsNoTracking().Where(row => row.RevisesId == inquiry.Id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellation) is { } begun)
            return new(begun);
        var draft = inquiry.BeginRevision(caller.RequirePerson().Person, now);
        db.Inquiries.Add(draft);
        db.Touch($"inquiry:{inquiry.Id}");
        db.Touch($"inquiries:{inquiry.CompanyId}");
        await db.SaveChangesAsync(cancellation);
        return new(draft.Id);
    }
}

public sealed class RequestChangeEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RequestChange, StartInquiry.Result>("inquiries/{inquiryId:guid}/changes");
}
