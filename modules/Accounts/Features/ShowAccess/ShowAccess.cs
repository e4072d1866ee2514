namespace Portal.Accounts;

/// <summary>One's own ways in: what there is, where one is signed in, and what changed lately.</summary>
[InPerson]
public sealed class ShowAccess : IRead<ShowAccess.Result>
{
    /// <param name="IsCompanys">Signed in through the company, which then keeps the ways in.</param>
    /// <param name="FactorSince">Null without a code generator.</param>
    public sealed record Result(string Email, bool HasPassword, bool IsCompanys, DateTimeOffset? FactorSince, bool FactorRequired, int CodesLeft, IReadOnlyList<Passkey> Passkeys, IReadOnlyList<Place> Sessions, IReadOnlyList<Change> Changes);

    public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt);

    public sealed record Place(Guid Id, string Device, string Address, SignInWay Way, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsThis);

    public sealed record Change(DateTimeOffset At, AccountChange What, string Detail, string Address);
}

internal sealed class ShowAccessHandler(SystemDb<AccountsDb> system, Caller caller, TimeProvider clock) : IRequestHandler<ShowAccess, ShowAccess.Result>
{
    private const int Changes = 10;

    public async Task<ShowAccess.Result> Handle(ShowAccess request, CancellationToken cancellation)
    {
        var (db, own, now) = (system.Open("accounts", "own ways in"), caller.RequirePerson(), clock.GetUtcNow());
        var account = await db.Accounts.AsNoTracking().FirstAsync(row => row.Id == own.Person, cancellation);
        var sessions = await db.Sessions.AsNoTracking().Where(row => row.PersonId == own.Person && row.EndedAt == null && row.LastSeenAt > now - Session.Idle).ToListAsync(cancellation);
        var factor = await db.SecondFactors.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == own.Person, cancellation);
        var passkeys = await db.Passkeys.AsNoTracking().Where(row => row.UserId == own.Person).ToListAsync(cancellation);
        return new(
            account.Email ?? "", account.PasswordHash is not null, sessions.Any(row => row.Id == own.SessionId && row.Way == SignInWay.Company), factor?.EnabledAt,
            await db.Policies.AnyAsync(row => row.CompanyId == own.CompanyId && row.SecondFactorRequired, cancellation),
            await db.RecoveryCodes.CountAsync(row => row.PersonId == own.Person && row.UsedAt == null, cancellation),
            [.. passkeys.OrderBy(row => row.Data.CreatedAt).Select(row => new ShowAccess.Passkey(System.Buffers.Text.Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt))],
            [.. sessions.Where(row => row.ExpiresAt > now).OrderByDescending(row => row.Id == own.SessionId).ThenByDescending(row => row.LastSeenAt)
                .Select(row => new ShowAccess.Place(row.Id, row.Device, row.Address, row.Way, row.CreatedAt, row.LastSeenAt, row.Id == own.SessionId))],
            await db.Events.AsNoTracking().Where(row => row.PersonId == own.Person).OrderByDescending(row => row.At).Take(Changes).Select(row => new ShowAccess.Change(row.At, row.What, row.Detail, row.Address)).ToListAsync(cancellation));
    }
}

public sealed class ShowAccessEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowAccess, ShowAccess.Result>("me/access");
}
