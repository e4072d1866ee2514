using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

[Public]
public sealed class SignIn : ISecretWrite<SignedIn>
{
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";
}

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator(Texts texts)
    {
        RuleFor(it => it.Email).NotEmpty().WithMessage(_ => texts["SignIn.Email.needed"]);
        RuleFor(it => it.Password).NotEmpty().WithMessage(_ => texts["SignIn.Password.needed"]);
    }
}

/// <summary>
/// One answer for a wrong address and a wrong password, in the same time and after the same number of tries, so that nobody learns who has an account.
/// Tries are counted outside the request's transaction: the refusal would take them back.
/// </summary>
internal sealed class SignInHandler(IServiceScopeFactory scopes, Attempts attempts, Senders senders, DecoyPassword decoy) : IRequestHandler<SignIn, SignedIn>
{
    public async Task<SignedIn> Handle(SignIn request, CancellationToken cancellation)
    {
        senders.Demand();
        var email = request.Email.Trim();
        await using var scope = scopes.AsSystem("accounts", "sign-in");
        var (session, db, accounts) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<AccountsDb>(), scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
        var domain = email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();
        if (await db.Domains.AnyAsync(row => row.Domain == domain && db.Policies.Any(policy => policy.CompanyId == row.CompanyId && policy.OnlyOwn && policy.Issuer != ""), cancellation))
            throw new RuleBroken("", "accounts.onlyCompany");
        await attempts.TakeAsync("sign-in", email, "", cancellation);
        var account = await accounts.FindByNameAsync(email);
        var password = request.Password.Length <= PasswordRules.Longest ? request.Password : "";
        if (account?.PasswordHash is null ? !decoy.Verify(accounts.PasswordHasher, password) : !await accounts.CheckPasswordAsync(account, password))
        {
            senders.Missed();
            throw new RuleBroken("", "accounts.wrongCredentials");
        }

        await attempts.ForgetAsync("sign-in", email, cancellation);
        await session.BeginAsync(cancellation);
        await db.LockAsync(account!.Id, cancellation);
        // It may have been changed while it was checked, which ended all sessions but this one to come.
        if (await db.Accounts.AsNoTracking().Where(row => row.Id == account.Id).Select(row => row.PasswordHash).FirstAsync(cancellation) != account.PasswordHash)
            throw new RuleBroken("", "accounts.wrongCredentials");
        var result = await scope.ServiceProvider.GetRequiredService<SignIns>().BeginAsync(account.Id, SignInWay.Password, isStrong: false, within: null, cancellation);
        await session.CommitAsync(cancellation);
        return result;
    }
}

/// <summary>A password nobody has, so that asking for an unknown account takes as long as for a known one.</summary>
internal sealed class DecoyPassword
{
    private string? _hash;

    /// <returns>Never true.</returns>
    public bool Verify(IPasswordHasher<Account> hasher, string password)
    {
        _hash ??= hasher.HashPassword(new Account(), Secrets.New());
        hasher.VerifyHashedPassword(new Account(), _hash, password);
        return false;
    }
}

/// <summary>Those who tried what was wrong too often from one address have to wait, whichever accounts they tried.</summary>
internal sealed class Senders(Throttle throttle, IHttpContextAccessor http, Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private int Most => configuration.GetSection("Portal:SignIn:MissesPerSender").Value is { } set ? int.Parse(set, System.Globalization.CultureInfo.InvariantCulture) : 60;

    /// <exception cref="RuleBroken">Too many were wrong.</exception>
    public void Demand()
    {
        if (throttle.IsSpent("sign-in", Throttle.Sender(http.HttpContext), Most))
            throw new RuleBroken("", new Phrase("accounts.senderLocked", (int)Window.TotalMinutes));
    }

    public void Missed() => throttle.Take("sign-in", Throttle.Sender(http.HttpContext), Most, Window);
}
