using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

[Public]
public sealed class SignIn : IWrite<SignIn.Result>
{
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>What goes into the session.</summary>
    public sealed record Result(Guid MembershipId, string Stamp, string Language);
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
/// One answer for a wrong address and a wrong password, in the same time, so that nobody learns who has an account. Failures are counted outside
/// the request's transaction: the refusal would take them back.
/// </summary>
internal sealed class SignInHandler(IServiceScopeFactory scopes) : IRequestHandler<SignIn, SignIn.Result>
{
    private static readonly string Decoy = new PasswordHasher<Account>().HashPassword(new Account(), Guid.NewGuid().ToString());

    public async Task<SignIn.Result> Handle(SignIn request, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("accounts", "sign-in");
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var account = await accounts.FindByNameAsync(request.Email.Trim());
        if (account is null)
        {
            new PasswordHasher<Account>().VerifyHashedPassword(new Account(), Decoy, request.Password);
            throw new RuleBroken("", "accounts.wrongCredentials");
        }

        if (await accounts.IsLockedOutAsync(account))
            throw new RuleBroken("", new Phrase("accounts.lockedOut", (int)accounts.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes));
        if (!await accounts.CheckPasswordAsync(account, request.Password))
        {
            await accounts.AccessFailedAsync(account);
            throw new RuleBroken("", "accounts.wrongCredentials");
        }

        await accounts.ResetAccessFailedCountAsync(account);
        var membership = await db.Memberships.Where(row => row.PersonId == account.Id && row.IsActive).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.Person.Language }).FirstOrDefaultAsync(cancellation) ?? throw new RuleBroken("", "accounts.noMembership");
        return new SignIn.Result(membership.Id, account.SecurityStamp ?? "", membership.Language);
    }
}

/// <summary>Writes and ends the session cookie.</summary>
internal static class Session
{
    public static Task BeginAsync(HttpContext http, SignIn.Result result)
    {
        var identity = new ClaimsIdentity([new Claim("membership", result.MembershipId.ToString()), new Claim("stamp", result.Stamp)], CookieAuthenticationDefaults.AuthenticationScheme);
        http.Response.Cookies.Delete("language");
        return http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }
}

public sealed class SignOutEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/sign-out", async (HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/sign-in");
    }).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
}
