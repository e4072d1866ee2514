using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>
/// Opens a person's own ways in for a change: with the password asked once more, so that a browser left open gives nobody the account, one change at a
/// time, and not in a session that another company's identity provider vouches for: it may not decide over what lets the person in elsewhere.
/// </summary>
internal sealed class OwnCredentials(SystemDb<AccountsDb> system, Attempts attempts, IPasswordHasher<Account> hasher, Caller caller, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    public AccountsDb Db { get; } = system.Open("accounts", "own ways in");

    /// <param name="field">Where a wrong password is said.</param>
    /// <exception cref="RuleBroken">The password is wrong, or the session is none that may change anything.</exception>
    public async Task<(Person Person, Account Account, Session Session)> OpenAsync(string password, string field, CancellationToken cancellation)
    {
        var own = await OpenAsync(cancellation);
        if (own.Account.PasswordHash is { } hash)
        {
            await attempts.TakeAsync("prove", own.Person.Id.ToString(), field, cancellation);
            if (password.Length is 0 or > PasswordRules.Longest || hasher.VerifyHashedPassword(own.Account, hash, password) == PasswordVerificationResult.Failed)
                throw new RuleBroken(field, "accounts.wrongPassword");
            await attempts.ForgetAsync("prove", own.Person.Id.ToString(), cancellation);
        }
        else if (own.Session.CreatedAt + Fresh < clock.GetUtcNow())
        {
            throw new RuleBroken("", "accounts.signInAgain");
        }

        return own;
    }

    /// <summary>Without the password, for who gave it a moment ago.</summary>
    public async Task<(Person Person, Account Account, Session Session)> OpenAsync(CancellationToken cancellation)
    {
        var (personId, sessionId) = caller.Principal switch
        {
            PersonPrincipal { SessionId: { } id } person => (person.Person, id),
            HalfSignedInPrincipal half => (half.Person, half.SessionId),
            _ => throw new ForbiddenException(),
        };
        await Db.LockAsync(personId, cancellation);
        var session = await Db.Sessions.FirstOrDefaultAsync(row => row.Id == sessionId && row.EndedAt == null, cancellation) ?? throw new ForbiddenException();
        if (session.Way == SignInWay.Company)
            throw new RuleBroken("", "accounts.companysOwn");
        return (await Db.People.FirstAsync(row => row.Id == personId, cancellation), await Db.Accounts.FirstAsync(row => row.Id == personId, cancellation), session);
    }

    /// <summary>All that a password of the person's must not be made of.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(AccountsDb db, Person person, CancellationToken cancellation) =>
        [person.Name, person.Email, .. await db.Memberships.Where(row => row.PersonId == person.Id).Select(row => row.Company.Name).ToListAsync(cancellation)];
}
