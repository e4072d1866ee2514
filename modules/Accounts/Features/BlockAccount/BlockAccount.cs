namespace Portal.Accounts;

/// <summary>Lets somebody in no more, or again. Sessions and tokens are dead at once while it lasts.</summary>
[InPerson(AccountsPermissions.ManagePeople)]
public sealed class BlockAccount : IWrite<bool>
{
    public Guid PersonId { get; set; }

    public bool IsBlocked { get; set; } = true;

    public string Reason { get; set; } = "";
}

internal sealed class BlockAccountValidator : AbstractValidator<BlockAccount>
{
    public BlockAccountValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["accounts.reasonNeeded"]).MaximumLength(500);
}

internal sealed class BlockAccountHandler(AccountsDb db, AccountLog log, Caller caller, TimeProvider clock) : IRequestHandler<BlockAccount, bool>
{
    public async Task<bool> Handle(BlockAccount request, CancellationToken cancellation)
    {
        var person = await Others.TakeAsync(db, caller, request.PersonId, cancellation);
        var account = await db.Accounts.FirstOrDefaultAsync(row => row.Id == person.Id, cancellation) ?? throw new RuleBroken("", "BlockAccount.none");
        if (account.BlockedAt is not null == request.IsBlocked)
            return request.IsBlocked;
        account.BlockedAt = request.IsBlocked ? clock.GetUtcNow() : null;
        await SignIns.EndAsync(db, person.Id, null, clock.GetUtcNow(), cancellation);
        await log.HappenedAsync(db, person, request.IsBlocked ? AccountChange.Blocked : AccountChange.Unblocked, request.Reason.Trim(), cancellation);
        await db.SaveChangesAsync(cancellation);
        return request.IsBlocked;
    }
}

public sealed class BlockAccountEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<BlockAccount, bool>("people/{personId:guid}/block", "PUT");
}
