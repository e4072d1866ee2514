using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Sets a new password by the link from the mail. It works once; every session ends, and the person is told.</summary>
[Public]
public sealed class SetNewPassword : ISecretWrite<bool>
{
    public string Token { get; set; } = "";

    public string Password { get; set; } = "";
}

internal sealed class SetNewPasswordHandler(SystemDb<AccountsDb> system, Senders senders, Attempts attempts, NewPasswords passwords, AccountLog log, TimeProvider clock) : IRequestHandler<SetNewPassword, bool>
{
    public async Task<bool> Handle(SetNewPassword request, CancellationToken cancellation)
    {
        var db = system.Open("accounts", "new password by mail");
        var (key, person) = await AccountKeys.TakeAsync(db, senders, request.Token, KeyPurpose.NewPassword, clock.GetUtcNow(), cancellation);
        await passwords.SetAsync(db, person, request.Password, nameof(request.Password), null, cancellation);
        key.UsedAt = clock.GetUtcNow();
        await log.HappenedAsync(db, person, AccountChange.PasswordReset, "", cancellation);
        await db.SaveChangesAsync(cancellation);
        await attempts.ForgetAsync("sign-in", person.Email, cancellation);
        return true;
    }
}

/// <summary>Puts a new password in the place of the old one.</summary>
internal sealed class NewPasswords(PasswordRules rules, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>Ends the person's other sessions and takes away the links mailed before; the caller saves.</summary>
    /// <param name="keep">The session that goes on.</param>
    public async Task SetAsync(AccountsDb db, Person person, string password, string field, Guid? keep, CancellationToken cancellation)
    {
        rules.Demand(password, field, await OwnCredentials.NamesAsync(db, person, cancellation));
        var account = await db.Accounts.FirstAsync(row => row.Id == person.Id, cancellation);
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = Secrets.New();
        var now = clock.GetUtcNow();
        await SignIns.EndAsync(db, person.Id, keep, now, cancellation);
        await AccountKeys.VoidAsync(db, person.Id, now, cancellation, KeyPurpose.NewPassword, KeyPurpose.ConfirmEmail);
    }
}
