namespace Portal.Accounts;

/// <summary>Takes a lost second factor away from somebody, who is told. Their sessions end: whoever asked for it may not be who they said.</summary>
[InPerson(AccountsPermissions.ManagePeople)]
public sealed class ResetFactor : IWrite<Guid>
{
    public Guid PersonId { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class ResetFactorValidator : AbstractValidator<ResetFactor>
{
    public ResetFactorValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["accounts.reasonNeeded"]).MaximumLength(500);
}

internal sealed class ResetFactorHandler(AccountsDb db, AccountLog log, Caller caller, TimeProvider clock) : IRequestHandler<ResetFactor, Guid>
{
    public async Task<Guid> Handle(ResetFactor request, CancellationToken cancellation)
    {
        var person = await Others.TakeAsync(db, caller, request.PersonId, cancellation);
        if (!await SecondFactors.TurnOffAsync(db, person.Id, cancellation))
            throw new RuleBroken("", "ResetFactor.none");
        await SignIns.EndAsync(db, person.Id, null, clock.GetUtcNow(), cancellation);
        await log.HappenedAsync(db, person, AccountChange.FactorReset, request.Reason.Trim(), cancellation);
        await db.SaveChangesAsync(cancellation);
        return person.Id;
    }
}

public sealed class ResetFactorEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ResetFactor, Guid>("people/{personId:guid}/second-factor/reset");
}
