using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>The customer takes the inquiry back before it is answered; the work on it ends.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class WithdrawInquiry : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class WithdrawInquiryHandler(InquiriesDb db, Caller caller, IWorkDesk desk, TimeProvider clock) : IRequestHandler<WithdrawInquiry, Guid>
{
    public async Task<Guid> Handle(WithdrawInquiry request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Withdraw, caller, now);
        inquiry.Withdraw(now);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, now, "inquiries.event.withdrawn");
        await desk.CancelAsync("inquiry", inquiry.Id, cancellation);
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }
}

public sealed class WithdrawInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<WithdrawInquiry, Guid>("inquiries/{id:guid}/withdraw");
}
