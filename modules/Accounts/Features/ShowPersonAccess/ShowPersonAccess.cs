using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>How somebody comes in, for those who look after accounts: what there is, and never a secret.</summary>
[Permission(AccountsPermissions.ManagePeople)]
public sealed class ShowPersonAccess : IRead<ShowPersonAccess.Result>
{
    public Guid PersonId { get; set; }

    /// <param name="LetterUntil">Until when a letter that was made lets the person in for the first time; null where none does.</param>
    public sealed record Result(
        PersonCard Person, IReadOnlyList<Place> Companies, bool HasPassword, DateTimeOffset? FactorSince, int Passkeys, DateTimeOffset? BlockedAt, int Sessions, DateTimeOffset? LetterUntil,
        bool MayChange, IReadOnlyList<ShowAccess.Change> Changes);

    public sealed record Place(Guid Id, string Name, bool IsActive);
}

internal sealed class ShowPersonAccessHandler(AccountsDb db, Caller caller, TimeProvider clock) : IRequestHandler<ShowPersonAccess, ShowPersonAccess.Result>
{
    private const int Changes = 20;

    public async Task<ShowPersonAccess.Result> Handle(ShowPersonAccess request, CancellationToken cancellation)
    {
        var (id, now) = (request.PersonId, clock.GetUtcNow());
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation) ?? throw new NotFoundException();
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        var places = await db.Memberships.AsNoTracking().Where(row => row.PersonId == id).OrderBy(row => row.Id).Select(row => new { row.CompanyId, row.Company.Name, row.IsActive, row.Company.IsOperator }).ToListAsync(cancellation);
        var sessions = await db.Sessions.AsNoTracking().Where(row => row.PersonId == id && row.EndedAt == null).ToListAsync(cancellation);
        var first = await db.FirstAccesses.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == id && row.UsedAt == null, cancellation);
        return new(
            AccountLog.Card(person), [.. places.Select(row => new ShowPersonAccess.Place(row.CompanyId, row.Name, row.IsActive))], account?.PasswordHash is not null,
            await db.SecondFactors.Where(row => row.PersonId == id).Select(row => (DateTimeOffset?)row.EnabledAt).FirstOrDefaultAsync(cancellation),
            await db.Passkeys.CountAsync(row => row.UserId == id, cancellation), account?.BlockedAt, sessions.Count(session => session.ExpiresAt > now), first?.IsGood(now) == true ? first.ExpiresAt : null,
            Others.MayChange(caller, id, places.Any(row => row.IsOperator)),
            await db.Events.AsNoTracking().Where(row => row.PersonId == id).OrderByDescending(row => row.At).Take(Changes).Select(row => new ShowAccess.Change(row.At, row.What, row.Detail, row.Address)).ToListAsync(cancellation));
    }
}

/// <summary>Whose ways in staff may change: those of client companies' people; those of colleagues only as an administrator; never one's own in this way.</summary>
internal static class Others
{
    public static bool MayChange(Caller caller, Guid person, bool isStaff) => caller.Principal.PersonId != person && (!isStaff || caller.Can(AccountsPermissions.Administer));

    /// <summary>The person, locked until the end of the transaction.</summary>
    /// <exception cref="ForbiddenException">Not theirs to change.</exception>
    public static async Task<Person> TakeAsync(AccountsDb db, Caller caller, Guid id, CancellationToken cancellation)
    {
        await db.LockAsync(id, cancellation);
        var person = await db.People.FirstOrDefaultAsync(row => row.Id == id, cancellation) ?? throw new NotFoundException();
        return MayChange(caller, id, await db.Memberships.AnyAsync(row => row.PersonId == id && row.Company.IsOperator, cancellation)) ? person : throw new ForbiddenException();
    }
}

public sealed class ShowPersonAccessEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowPersonAccess, ShowPersonAccess.Result>("people/{personId:guid}/access");
}
