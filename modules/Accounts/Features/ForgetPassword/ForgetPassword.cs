using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>Asks for a link to a new password. Says and does the same, in the same time, whether anybody has the address: it is looked up afterwards.</summary>
[Public]
public sealed class ForgetPassword : ISecretWrite<string>
{
    public string Email { get; set; } = "";
}

internal sealed class ForgetPasswordValidator : AbstractValidator<ForgetPassword>
{
    public ForgetPasswordValidator(Texts texts) => RuleFor(it => it.Email).Must(email => email.Contains('@')).WithMessage(_ => texts["SignIn.Email.needed"]).MaximumLength(200);
}

/// <summary>Somebody says that they forgot the password of an address.</summary>
internal sealed record PasswordForgotten(string Email) : IEvent;

internal sealed class ForgetPasswordHandler(SystemDb<AccountsDb> system, Throttle throttle, IHttpContextAccessor http) : IRequestHandler<ForgetPassword, string>
{
    private const int MostPerSender = 20;

    public async Task<string> Handle(ForgetPassword request, CancellationToken cancellation)
    {
        if (!throttle.Take("forget", Throttle.Sender(http.HttpContext), MostPerSender, TimeSpan.FromHours(1)))
            throw new RuleBroken("", new Phrase("accounts.senderLocked", 60));
        var db = system.Open("accounts", "forgotten password");
        db.Publish(new PasswordForgotten(request.Email.Trim()));
        await db.SaveChangesAsync(cancellation);
        return request.Email;
    }
}

/// <summary>Mails the link, if there is whom to.</summary>
internal sealed class MailPasswordKey(AccountsDb db, PersonMail mail, TimeProvider clock) : IConsumer<PasswordForgotten>
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private const int MostPerHour = 3;

    public async Task HandleAsync(PasswordForgotten happened, CancellationToken cancellation)
    {
        var (name, now) = (Emails.Normalise(happened.Email), clock.GetUtcNow());
        var account = await db.Accounts.FirstOrDefaultAsync(row => row.NormalizedUserName == name && row.BlockedAt == null, cancellation);
        var hour = now.AddHours(-1);
        if (account is null || !await db.Memberships.AnyAsync(row => row.PersonId == account.Id && row.IsActive, cancellation)
            || await db.Keys.CountAsync(row => row.PersonId == account.Id && row.Purpose == KeyPurpose.NewPassword && row.CreatedAt > hour, cancellation) >= MostPerHour)
            return;
        var person = await db.People.FirstAsync(row => row.Id == account.Id, cancellation);
        var (key, token) = AccountKeys.New(person.Id, KeyPurpose.NewPassword, null, now, GoodFor);
        db.Keys.Add(key);
        await db.SaveChangesAsync(cancellation);
        await mail.SendAsync(AccountLog.Card(person), new PersonLetter($"account-key-{key.Id:N}", "accounts.mail.newPassword", ["accounts.mail.newPasswordBody", "accounts.mail.ignore"], "accounts.mail.newPasswordOpen", $"/sign-in/new-password/{token}"), cancellation);
    }
}

/// <summary>Makes and takes links of mails.</summary>
internal static class AccountKeys
{
    public static (AccountKey Key, string Token) New(Guid person, KeyPurpose purpose, string? email, DateTimeOffset now, TimeSpan goodFor)
    {
        var token = Secrets.New();
        return (new AccountKey { PersonId = person, Purpose = purpose, Hash = Secrets.Hash(token), Email = email, CreatedAt = now, ExpiresAt = now + goodFor }, token);
    }

    /// <summary>Finds the key and its person, locked both until the end of the transaction. The caller marks it as used.</summary>
    /// <exception cref="RuleBroken">There is no such key, or it has served, or it is too late: nobody learns which.</exception>
    public static async Task<(AccountKey Key, Person Person)> TakeAsync(AccountsDb db, Senders senders, string token, KeyPurpose purpose, DateTimeOffset now, CancellationToken cancellation)
    {
        senders.Demand();
        var hash = Secrets.Hash(token);
        if (await db.Keys.AsNoTracking().Where(row => row.Hash == hash).Select(row => (Guid?)row.PersonId).FirstOrDefaultAsync(cancellation) is { } person)
        {
            await db.LockAsync(person, cancellation);
            if (await db.Keys.FirstAsync(row => row.Hash == hash, cancellation) is var key && key.IsGood(purpose, now))
                return (key, await db.People.FirstAsync(row => row.Id == person, cancellation));
        }

        senders.Missed();
        throw new RuleBroken("", "accounts.keyGone");
    }

    /// <summary>No link of these kinds, mailed before, works any more.</summary>
    public static async Task VoidAsync(AccountsDb db, Guid person, DateTimeOffset now, CancellationToken cancellation, params KeyPurpose[] purposes)
    {
        foreach (var key in await db.Keys.Where(row => row.PersonId == person && row.UsedAt == null && purposes.Contains(row.Purpose)).ToListAsync(cancellation))
            key.UsedAt = now;
    }
}
