using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Whether people with an address of this domain come in through their company. A domain may be asked for, an account not.</summary>
[Public]
public sealed class FindCompanyWay : IRead<string>
{
    public string Email { get; set; } = "";
}

internal sealed class FindCompanyWayHandler(SystemDb<AccountsDb> system) : IRequestHandler<FindCompanyWay, string>
{
    /// <returns>The domain.</returns>
    public async Task<string> Handle(FindCompanyWay request, CancellationToken cancellation)
    {
        var domain = request.Email[(request.Email.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();
        if (domain.Length == 0)
            throw new RuleBroken(nameof(request.Email), "SignIn.Email.needed");
        return await CompanyWays.FindAsync(system.Open("accounts", "way in of a company"), domain, cancellation) is not null ? domain : throw new RuleBroken(nameof(request.Email), new Phrase("CompanyGate.none", domain));
    }
}

/// <summary>The end of a sign-in through a company's identity provider.</summary>
[Public]
public sealed class SignInByCompany : ISecretWrite<SignInByCompany.Result>
{
    public string Code { get; set; } = "";

    public string State { get; set; } = "";

    /// <summary>Who answers, where the provider says so.</summary>
    public string? Issuer { get; set; }

    public sealed record Result(SignedIn SignedIn, string Back);
}

internal sealed class SignInByCompanyHandler(IServiceScopeFactory scopes, CompanyProviders providers, Senders senders, Attempts attempts, IHttpContextAccessor http) : IRequestHandler<SignInByCompany, SignInByCompany.Result>
{
    public async Task<SignInByCompany.Result> Handle(SignInByCompany request, CancellationToken cancellation)
    {
        senders.Demand();
        var errand = providers.Returned(http.HttpContext!.Request.Cookies[CompanyWays.Cookie], request.State) ?? throw new RuleBroken("", "accounts.providerLost");
        // Not left to the provider, which should take a code only once.
        if (!await attempts.OnceAsync("company", errand.State, CompanyProviders.GoodFor * 2, cancellation))
            throw new RuleBroken("", "accounts.providerLost");
        await using var scope = scopes.AsSystem("accounts", "sign-in through a company");
        var (session, db) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<AccountsDb>());
        var policy = await db.Policies.AsNoTracking().FirstOrDefaultAsync(row => row.CompanyId == errand.CompanyId, cancellation);
        if (policy is null || policy.Issuer != errand.Issuer || policy.ClientId != errand.ClientId || request.Code.Length == 0 || (request.Issuer is { Length: > 0 } issuer && issuer != errand.Issuer)
            || await providers.RedeemAsync(errand, policy, request.Code, cancellation) is not { } visitor)
        {
            senders.Missed();
            throw new RuleBroken("", "accounts.providerRefused");
        }

        await session.BeginAsync(cancellation);
        var person = await PersonOfAsync(db, errand, visitor, cancellation);
        var result = await scope.ServiceProvider.GetRequiredService<SignIns>().BeginAsync(person, SignInWay.Company, isStrong: true, errand.CompanyId, cancellation);
        await session.CommitAsync(cancellation);
        return new(result, errand.Back);
    }

    /// <summary>By the provider's subject; at first by an address that it has verified, of the company's own domains, and only among the company's own people.</summary>
    private static async Task<Guid> PersonOfAsync(AccountsDb db, CompanyProviders.Errand errand, CompanyProviders.Visitor visitor, CancellationToken cancellation)
    {
        var provider = $"{errand.CompanyId:N} {errand.Issuer}";
        var logins = db.Set<IdentityUserLogin<Guid>>();
        if (await logins.FirstOrDefaultAsync(row => row.LoginProvider == provider && row.ProviderKey == visitor.Subject, cancellation) is { } known)
            return known.UserId;
        var email = visitor.VerifiedEmail?.Trim().ToLowerInvariant() ?? throw new RuleBroken("", "accounts.providerUnknown");
        var domain = email[(email.LastIndexOf('@') + 1)..];
        if (!await db.Domains.AnyAsync(row => row.Domain == domain && row.CompanyId == errand.CompanyId, cancellation)
            || await db.Memberships.Where(row => row.CompanyId == errand.CompanyId && row.IsActive && row.Person.Email.ToLower() == email).Select(row => (Guid?)row.PersonId).SingleOrDefaultAsync(cancellation) is not { } person)
            throw new RuleBroken("", "accounts.providerUnknown");
        await db.LockAsync(person, cancellation);
        // An address given on to somebody else is not the person who had it before.
        if (await logins.FirstOrDefaultAsync(row => row.LoginProvider == provider && row.UserId == person, cancellation) is { } bound)
            return bound.ProviderKey == visitor.Subject ? person : throw new RuleBroken("", "accounts.providerUnknown");
        await AccountRows.OpenAsync(db, await db.People.FirstAsync(row => row.Id == person, cancellation), cancellation);
        logins.Add(new IdentityUserLogin<Guid> { LoginProvider = provider, ProviderKey = visitor.Subject, UserId = person });
        await db.SaveChangesAsync(cancellation);
        return person;
    }
}

/// <summary>Companies that have an identity provider of their own.</summary>
internal static class CompanyWays
{
    public const string Cookie = "portal-company", Path = "/sign-in/company";

    public static Task<SignInPolicy?> FindAsync(AccountsDb db, string domain, CancellationToken cancellation) =>
        db.Policies.AsNoTracking().FirstOrDefaultAsync(policy => policy.Issuer != "" && db.Domains.Any(row => row.Domain == domain && row.CompanyId == policy.CompanyId), cancellation);
}

/// <summary>To the provider and back.</summary>
public sealed class SignInByCompanyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/company/go", (string? of, string? back, HttpContext http, CancellationToken cancellation) => LeaveAsync(http, of ?? "", back, cancellation)).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
        app.MapGet("/sign-in/company/callback", (string? code, string? state, string? iss, HttpContext http, CancellationToken cancellation) => ReturnAsync(http, new SignInByCompany { Code = code ?? "", State = state ?? "", Issuer = iss }, cancellation)).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, string domain, string? back, CancellationToken cancellation)
    {
        var (services, db) = (http.RequestServices, http.RequestServices.GetRequiredService<SystemDb<AccountsDb>>().Open("accounts", "way in of a company"));
        var policy = await CompanyWays.FindAsync(db, domain, cancellation) ?? throw new NotFoundException();
        try
        {
            var (address, kept) = await services.GetRequiredService<CompanyProviders>().LeaveAsync(policy, Back.To(back), cancellation);
            http.Response.Cookies.Append(CompanyWays.Cookie, kept, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = CompanyWays.Path, MaxAge = TimeSpan.FromMinutes(10), IsEssential = true });
            return Results.Redirect(address);
        }
        catch (RuleBroken rule)
        {
            return Refused(http, rule);
        }
    }

    private static async Task<IResult> ReturnAsync(HttpContext http, SignInByCompany request, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Cookies.Delete(CompanyWays.Cookie, new CookieOptions { Path = CompanyWays.Path });
        try
        {
            var result = await http.RequestServices.GetRequiredService<IMediator>().Send(request, cancellation);
            await SessionCookie.WriteAsync(http, result.SignedIn.Secret);
            return Results.LocalRedirect(Back.By(result.SignedIn.NextStep, result.Back));
        }
        catch (RuleBroken rule)
        {
            return Refused(http, rule);
        }
    }

    private static IResult Refused(HttpContext http, RuleBroken rule)
    {
        Flash.Set(http, http.RequestServices.GetRequiredService<Texts>().Say(rule.Phrase), isError: true);
        return Results.LocalRedirect("/sign-in");
    }
}
