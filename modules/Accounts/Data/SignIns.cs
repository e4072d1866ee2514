using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Accounts;

/// <summary>A session begun: its secret for the cookie, and what the person still owes.</summary>
public sealed record SignedIn(string Secret, Guid PersonId, string Language, string? NextStep);

/// <summary>Begins and ends sessions, as the system: people's own rows are beyond a customer's scope.</summary>
internal sealed class SignIns(AccountsDb db, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>The caller decided that the person is who they say; here it is decided where they may go.</summary>
    /// <param name="within">The one company a sign-in is good for; null for the first that lets the person in this way.</param>
    /// <exception cref="RuleBroken">There is no company to come in to, or it wants its people to come by another way.</exception>
    public async Task<SignedIn> BeginAsync(Guid personId, SignInWay way, bool isStrong, Guid? within, CancellationToken cancellation)
    {
        var places = await db.Memberships.Where(row => row.PersonId == personId && row.IsActive && (within == null || row.CompanyId == within)).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.Person.Language, Policy = db.Policies.FirstOrDefault(policy => policy.CompanyId == row.CompanyId) }).ToListAsync(cancellation);
        if (places.Count == 0 || await db.Accounts.AnyAsync(account => account.Id == personId && account.BlockedAt != null, cancellation))
            throw new RuleBroken("", "accounts.noMembership");
        var place = places.FirstOrDefault(it => way == SignInWay.Company || it.Policy is not { OnlyOwn: true, Issuer.Length: > 0 }) ?? throw new RuleBroken("", "accounts.onlyCompany");
        var (context, now, secret) = (http.HttpContext!, clock.GetUtcNow(), Secrets.New());
        await EndCurrentAsync(context, now, cancellation);
        db.Sessions.Add(new Session
        {
            PersonId = personId,
            MembershipId = place.Id,
            Hash = Secrets.Hash(secret),
            Way = way,
            IsStrong = isStrong,
            CreatedAt = now,
            LastSeenAt = now,
            Device = UserAgent.InWords(context.Request.Headers.UserAgent.ToString()),
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
        });
        await db.SaveChangesAsync(cancellation);
        var owes = isStrong ? null : await db.SecondFactors.AnyAsync(factor => factor.PersonId == personId, cancellation) ? "/sign-in/code" : place.Policy is { SecondFactorRequired: true } ? "/sign-in/second-factor" : null;
        return new(secret, personId, place.Language, owes);
    }

    /// <summary>The second step is done. The secret changes with the right it gives, so that one known from before gives nothing.</summary>
    public static string Strengthen(AccountsDb db, Session session)
    {
        var secret = Secrets.New();
        (session.Hash, session.IsStrong) = (Secrets.Hash(secret), true);
        db.Touch(IPrincipalSource.TopicOf(session.PersonId));
        return secret;
    }

    /// <summary>Ends a person's sessions, except one; the caller saves.</summary>
    /// <returns>How many were open.</returns>
    public static async Task<int> EndAsync(AccountsDb db, Guid personId, Guid? except, DateTimeOffset now, CancellationToken cancellation)
    {
        var sessions = await db.Sessions.Where(row => row.PersonId == personId && row.EndedAt == null && row.Id != except).ToListAsync(cancellation);
        foreach (var session in sessions)
            session.EndedAt = now;
        db.Touch(IPrincipalSource.TopicOf(personId));
        return sessions.Count(session => session.ExpiresAt > now);
    }

    private async Task EndCurrentAsync(HttpContext context, DateTimeOffset now, CancellationToken cancellation)
    {
        if (context.User.FindFirst(IPrincipalSource.SessionClaim)?.Value is not { } current)
            return;
        var hash = Secrets.Hash(current);
        if (await db.Sessions.FirstOrDefaultAsync(row => row.Hash == hash && row.EndedAt == null, cancellation) is not { } session)
            return;
        session.EndedAt = now;
        db.Touch(IPrincipalSource.TopicOf(session.PersonId));
    }
}

/// <summary>The cookie of the session.</summary>
internal static class SessionCookie
{
    public static Task WriteAsync(HttpContext http, string secret)
    {
        var identity = new ClaimsIdentity([new Claim(IPrincipalSource.SessionClaim, secret)], CookieAuthenticationDefaults.AuthenticationScheme);
        http.Response.Cookies.Delete("language");
        return http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static Task RemoveAsync(HttpContext http) => http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
}

/// <summary>Where a sign-in leads: only to pages of the portal itself.</summary>
internal static class Back
{
    public static string To(string? back) => back is { Length: > 1 and < 1_000 } && back[0] == '/' && back[1] is not ('/' or '\\') && !back.Any(char.IsControl) ? back : "/";

    /// <summary>The next step, which knows where the way leads after it.</summary>
    public static string By(string? step, string? back) => step is null ? To(back) : To(back) is { Length: > 1 } target ? $"{step}?back={Uri.EscapeDataString(target)}" : step;
}

/// <summary>The device by what its browser says of itself.</summary>
internal static class UserAgent
{
    private static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("FxiOS/", "Firefox"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <returns>Such as "Firefox, Windows"; empty for what is known by neither.</returns>
    public static string InWords(string agent) => string.Join(", ", new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>());

    private static string? Find((string Sign, string Name)[] known, string agent) => known.FirstOrDefault(it => agent.Contains(it.Sign, StringComparison.Ordinal)).Name;
}
