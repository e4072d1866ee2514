using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Promises the answer for another working day, and says why: the customer reads it.</summary>
[Permission(InquiriesPermissions.Calculate, InquiriesPermissions.Publish)]
public sealed class MovePromise : IWrite<MovePromise.Result>
{
    public Guid InquiryId { get; set; }

    /// <summary>By the end of its working time.</summary>
    public DateOnly Day { get; set; }

    public string Reason { get; set; } = "";

    public sealed record Result(Guid InquiryId, DateTimeOffset PromisedAt);
}

internal sealed class MovePromiseValidator : AbstractValidator<MovePromise>
{
    public MovePromiseValidator(Texts texts, OperatorClock clock)
    {
        RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["MovePromise.Reason.needed"]).MaximumLength(500);
        RuleFor(it => it.Day).Must(day => day >= clock.Today).WithMessage(_ => texts["MovePromise.Day.past", clock.Today]);
        RuleFor(it => it.Day).Must(day => day <= clock.Today.AddYears(1)).WithMessage(_ => texts["MovePromise.Day.far", clock.Today.AddYears(1)]);
    }
}

internal sealed class MovePromiseHandler(InquiriesDb db, Caller caller, IWorkingTime time, OperatorClock clock) : IRequestHandler<MovePromise, MovePromise.Result>
{
    public async Task<MovePromise.Result> Handle(MovePromise request, CancellationToken cancellation)
    {
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        if (!inquiry.OwesAnswer)
            throw new RuleBroken("", "MovePromise.notNow");
        var now = clock.Now;
        var close = await time.ClosingAsync(request.Day, cancellation);
        if (close is null || close <= now)
            throw new RuleBroken(nameof(MovePromise.Day), new Phrase(close is null ? "MovePromise.Day.free" : "MovePromise.Day.over", request.Day, await time.NextDayAsync(request.Day, cancellation)));
        if (close != inquiry.PromisedAt)
            db.Move(inquiry, close.Value, new Phrase("text", request.Reason.Trim()), caller.Principal.PersonId, clock, Guid.CreateVersion7().ToString("N"));
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id, close.Value);
    }
}

public sealed class MovePromiseEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MovePromise, MovePromise.Result>("inquiries/{inquiryId:guid}/promise");
}
