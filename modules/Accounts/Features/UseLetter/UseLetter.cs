namespace Portal.Accounts;

/// <summary>The first sign-in: the half from the mail opens the page, the half from the letter is typed, and the person chooses a password. A few wrong halves make both void.</summary>
[Public]
public sealed class UseLetter : ISecretWrite<bool>
{
    public string Token { get; set; } = "";

    public string Code { get; set; } = "";

    public string Password { get; set; } = "";
}

internal sealed class UseLetterHandler(SystemDb<AccountsDb> system, IServiceScopeFactory scopes, Senders senders, NewPasswords passwords, AccountLog log, TimeProvider clock) : IRequestHandler<UseLetter, bool>
{
    public async Task<bool> Handle(UseLetter request, CancellationToken cancellation)
    {
        senders.Demand();
        var person = await CheckAsync(request, cancellation);
        var (db, now, hash) = (system.Open("accounts", "first sign-in"), clock.GetUtcNow(), Secrets.Hash(request.Token));
        await db.LockAsync(person, cancellation);
        var first = await db.FirstAccesses.FirstAsync(row => row.MailHash == hash, cancellation);
        if (!first.IsGood(now) || await db.Accounts.AnyAsync(row => row.Id == person && (row.PasswordHash != null || row.BlockedAt != null), cancellation))
            throw new RuleBroken("", "accounts.keyGone");
        var owner = await db.People.FirstAsync(row => row.Id == person, cancellation);
        await AccountRows.OpenAsync(db, owner, cancellation);
        await passwords.SetAsync(db, owner, request.Password, nameof(request.Password), null, cancellation);
        first.UsedAt = now;
        await log.HappenedAsync(db, owner, AccountChange.FirstPassword, "", cancellation);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Counts a wrong half for good: in a transaction of its own, which the refusal does not take back, one try after another.</summary>
    private async Task<Guid> CheckAsync(UseLetter request, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("accounts", "first sign-in");
        var (session, db, hash) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<AccountsDb>(), Secrets.Hash(request.Token));
        await session.BeginAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.first_access where mail_hash = {hash} for update", cancellation);
        var first = await db.FirstAccesses.FirstOrDefaultAsync(row => row.MailHash == hash, cancellation);
        if (first?.IsGood(clock.GetUtcNow()) == true && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(first.LetterHash, Secrets.HashOfCode(request.Code)))
        {
            await session.CommitAsync(cancellation);
            return first.PersonId;
        }

        if (first is { UsedAt: null })
            first.Failures++;
        await db.SaveChangesAsync(cancellation);
        await session.CommitAsync(cancellation);
        senders.Missed();
        throw new RuleBroken(nameof(request.Code), "UseLetter.wrong");
    }
}

/// <summary>The row by which a person signs in.</summary>
internal static class AccountRows
{
    /// <summary>Makes it where there is none; the caller saves.</summary>
    public static async Task<Account> OpenAsync(AccountsDb db, Person person, CancellationToken cancellation)
    {
        if (await db.Accounts.FirstOrDefaultAsync(row => row.Id == person.Id, cancellation) is { } known)
            return known;
        var name = Emails.Normalise(person.Email);
        var account = new Account { Id = person.Id, UserName = person.Email, Email = person.Email, NormalizedUserName = name, NormalizedEmail = name, EmailConfirmed = true, SecurityStamp = Secrets.New() };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(cancellation);
        return account;
    }
}
