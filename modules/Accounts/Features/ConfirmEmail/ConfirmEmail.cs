namespace Portal.Accounts;

/// <summary>Takes the new address into use, by the link mailed to it. The old one is told, with a way to undo for a week.</summary>
[Public]
public sealed class ConfirmEmail : ISecretWrite<string>
{
    public string Token { get; set; } = "";
}

internal sealed class ConfirmEmailHandler(SystemDb<AccountsDb> system, Senders senders, AccountLog log, TimeProvider clock) : IRequestHandler<ConfirmEmail, string>
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromDays(7);

    public async Task<string> Handle(ConfirmEmail request, CancellationToken cancellation)
    {
        var (db, now) = (system.Open("accounts", "address confirmed"), clock.GetUtcNow());
        var (key, person) = await AccountKeys.TakeAsync(db, senders, request.Token, KeyPurpose.ConfirmEmail, now, cancellation);
        var old = person.Email;
        await Emails.SetAsync(db, person, key.Email!, cancellation);
        key.UsedAt = now;
        await AccountKeys.VoidAsync(db, person.Id, now, cancellation, KeyPurpose.NewPassword);
        var (undo, token) = AccountKeys.New(person.Id, KeyPurpose.UndoEmail, old, now, UndoFor);
        db.Keys.Add(undo);
        await log.HappenedAsync(db, person, AccountChange.EmailChanged, key.Email!, cancellation, to: old, undo: $"/email/undo/{token}");
        await db.SaveChangesAsync(cancellation);
        return person.Email;
    }
}

/// <summary>Brings the old address back, for whoever did not ask for the new one: all sessions end, and a new password is set next.</summary>
[Public]
public sealed class UndoEmail : ISecretWrite<string>
{
    public string Token { get; set; } = "";
}

internal sealed class UndoEmailHandler(SystemDb<AccountsDb> system, Senders senders, AccountLog log, TimeProvider clock) : IRequestHandler<UndoEmail, string>
{
    private static readonly TimeSpan DoubtFor = TimeSpan.FromDays(7);

    /// <returns>The token of the link to a new password.</returns>
    public async Task<string> Handle(UndoEmail request, CancellationToken cancellation)
    {
        var (db, now) = (system.Open("accounts", "address restored"), clock.GetUtcNow());
        var (undone, person) = await AccountKeys.TakeAsync(db, senders, request.Token, KeyPurpose.UndoEmail, now, cancellation);
        await Emails.SetAsync(db, person, undone.Email!, cancellation);
        await SignIns.EndAsync(db, person.Id, null, now, cancellation);
        await AccountKeys.VoidAsync(db, person.Id, now, cancellation, KeyPurpose.NewPassword, KeyPurpose.ConfirmEmail, KeyPurpose.UndoEmail);
        // Who changed the address knows the password, or had the session of somebody who does.
        var account = await db.Accounts.FirstAsync(row => row.Id == person.Id, cancellation);
        account.PasswordHash = null;
        await ForgetLateAsync(db, person.Id, undone.CreatedAt - DoubtFor, now, cancellation);
        var (key, token) = AccountKeys.New(person.Id, KeyPurpose.NewPassword, null, now, MailPasswordKey.GoodFor);
        db.Keys.Add(key);
        await log.HappenedAsync(db, person, AccountChange.EmailRestored, undone.Email!, cancellation);
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    /// <summary>Ways in that were added shortly before the address changed, or since, may be those of whoever changed it.</summary>
    private static async Task ForgetLateAsync(AccountsDb db, Guid person, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation)
    {
        db.Passkeys.RemoveRange((await db.Passkeys.Where(row => row.UserId == person).ToListAsync(cancellation)).Where(row => row.Data.CreatedAt >= since));
        foreach (var token in await db.Tokens.Where(row => row.Membership.PersonId == person && row.CreatedAt >= since && row.RevokedAt == null).ToListAsync(cancellation))
            token.RevokedAt = now;
        if (await db.SecondFactors.AnyAsync(row => row.PersonId == person && row.EnabledAt >= since, cancellation))
            await SecondFactors.TurnOffAsync(db, person, cancellation);
    }
}

/// <summary>The address of a person stands in two rows that must not differ.</summary>
internal static class Emails
{
    /// <summary>As accounts are looked up.</summary>
    public static string Normalise(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <exception cref="RuleBroken">Somebody else has it by now.</exception>
    public static async Task SetAsync(AccountsDb db, Person person, string email, CancellationToken cancellation)
    {
        var name = Normalise(email);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/email/" + name}, 0))", cancellation);
        if (await db.Accounts.AnyAsync(row => row.NormalizedUserName == name && row.Id != person.Id, cancellation) || await db.People.AnyAsync(row => row.Email == email && row.Id != person.Id, cancellation))
            throw new RuleBroken("", "accounts.keyGone");
        var account = await db.Accounts.FirstAsync(row => row.Id == person.Id, cancellation);
        (person.Email, account.Email, account.UserName, account.NormalizedEmail, account.NormalizedUserName) = (email, email, email, name, name);
        db.Touch(Directory.Topic);
        db.Touch(IPrincipalSource.TopicOf(person.Id));
    }
}
