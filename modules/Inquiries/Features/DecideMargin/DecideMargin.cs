using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Answers whether a quote may go out with a margin below the floor, at the figures shown; never a yes to one's own question. Whoever asked is told and gets the work back.</summary>
[Permission(InquiriesPermissions.ApproveMargin)]
public sealed class DecideMargin : IWrite<Guid>
{
    public Guid InquiryId { get; set; }

    public Guid ApprovalId { get; set; }

    public bool IsApproved { get; set; }

    /// <summary>Needed for a no.</summary>
    public string Reason { get; set; } = "";
}

internal sealed class DecideMarginValidator : AbstractValidator<DecideMargin>
{
    public DecideMarginValidator(Texts texts)
    {
        RuleFor(it => it.Reason).NotEmpty().When(it => !it.IsApproved).WithMessage(_ => texts["desk.reasonNeeded"]);
        RuleFor(it => it.Reason).MaximumLength(500).WithMessage(_ => texts["desk.reasonLong", 500]);
    }
}

internal sealed class DecideMarginHandler(InquiriesDb db, Caller caller, MarginFloor floor, ICompanies companies, IWorkDesk tasks, TimeProvider clock) : IRequestHandler<DecideMargin, Guid>
{
    public async Task<Guid> Handle(DecideMargin request, CancellationToken cancellation)
    {
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var approval = await db.MarginApprovals.FirstOrDefaultAsync(row => row.Id == request.ApprovalId && row.InquiryId == inquiry.Id, cancellation) ?? throw new NotFoundException();
        if (approval.State != MarginApprovalState.Open)
            throw new RuleBroken("", approval.State == MarginApprovalState.Outdated ? new Phrase("desk.figuresChanged") : new Phrase("desk.decidedAlready", approval.Decider!));
        if (request.IsApproved && approval.AskedBy == caller.RequirePerson().Person)
        {
            var others = string.Join(", ", (await floor.OthersAsync(approval.AskedBy, cancellation)).Select(person => person.Name));
            throw new RuleBroken("", others.Length > 0 ? new Phrase("desk.ownQuestion", others) : "desk.ownQuestion.nobody");
        }

        var now = clock.GetUtcNow();
        approval.Decide(request.IsApproved, caller.RequirePerson().Name, request.Reason.Trim() is { Length: > 0 } reason ? reason : null, now);
        inquiry.ApprovalOver(now);
        await tasks.SettleAsync("inquiry", inquiry.Id, MarginFloor.Kind, cancellation);
        var client = await companies.FindAsync(inquiry.CompanyId, cancellation);
        await tasks.OpenAsync(
            new Work("inquiry.calculate", "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.calculate", inquiry.Number!, inquiry.Title), $"/inquiries/{inquiry.Id}",
                inquiry.ProductType, client?.Region, client?.KeeperId, approval.AskedBy), cancellation);
        db.Happened(inquiry, Audience.Internal, caller.Principal.PersonId, now, request.IsApproved ? new Phrase("inquiries.event.marginApproved") : new Phrase("inquiries.event.marginRejected", approval.Reason!));
        db.Publish(new MarginDecided(inquiry.Id, approval.Id));
        await db.SaveChangesAsync(cancellation);
        return approval.Id;
    }
}

public sealed class DecideMarginEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DecideMargin, Guid>("inquiries/{inquiryId:guid}/margin-decision");
}
