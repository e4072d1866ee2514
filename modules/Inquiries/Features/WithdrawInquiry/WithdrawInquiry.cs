using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>The customer takes the inquiry back before anything of it is accepted, with a reason if they like; its quotes and the work on it end.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class WithdrawInquiry : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class WithdrawInquiryValidator : AbstractValidator<WithdrawInquiry>
{
    public WithdrawInquiryValidator() => RuleFor(it => it.Reason).MaximumLength(2_000);
}

internal sealed class WithdrawInquiryHandler(InquiriesDb db, Caller caller, IWorkDesk desk, Negotiation negotiation, TimeProvider clock) : IRequestHandler<WithdrawInquiry, Guid>
{
    public async Task<Guid> Handle(WithdrawInquiry request, CancellationToken cancellation)
    {
        // A colleague may be accepting its quote this moment: one of both comes first, the other is told.
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Withdraw, caller, now);
        inquiry.Withdraw(now);
        var reason = request.Reason.Trim();
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, now, reason.Length > 0 ? new Phrase("inquiries.event.withdrawn.reason", reason) : "inquiries.event.withdrawn");
        await negotiation.OverAsync(inquiry.Id, null, cancellation);
        await desk.CancelAsync("inquiry", inquiry.Id, cancellation);
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }
}

public sealed class WithdrawInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<WithdrawInquiry, Guid>("inquiries/{id:guid}/withdraw");
}
