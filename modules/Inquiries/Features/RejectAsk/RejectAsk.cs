using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Turns a stranger's inquiry down; the reason goes to them by mail.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class RejectAsk : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class RejectAskValidator : AbstractValidator<RejectAsk>
{
    public RejectAskValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["RejectAsk.Reason.needed"]).MaximumLength(2_000);
}

internal sealed class RejectAskHandler(InquiriesDb db, Caller caller, IWorkDesk desk, TimeProvider clock) : IRequestHandler<RejectAsk, Guid>
{
    public async Task<Guid> Handle(RejectAsk request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.ask where id = {request.Id} for update", cancellation);
        var ask = await db.Asks.FirstOrDefaultAsync(row => row.Id == request.Id && row.Number != null, cancellation) ?? throw new NotFoundException();
        if (ask.State != AskState.Waiting)
            throw new RuleBroken("", new Phrase("BindAsk.notNow", new Phrase($"AskState.{ask.State}")));
        ask.Reject(request.Reason.Trim(), caller.RequirePerson().Person, clock.GetUtcNow());
        await desk.SettleAsync(AskMatter.Kind, ask.Id, null, cancellation);
        db.Touch("asks");
        db.Publish(new AskRejected(ask.Id));
        await db.SaveChangesAsync(cancellation);
        return ask.Id;
    }
}

public sealed class RejectAskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RejectAsk, Guid>("asks/{id:guid}/reject");
}
