using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>A sentence shown once on the next page ("The inquiry was sent"), carried over the redirect in a cookie.</summary>
public static class Flash
{
    private const string Cookie = "flash";

    public static void Set(HttpContext http, string message, bool isError = false)
    {
        var seal = http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Cookie);
        http.Response.Cookies.Append(Cookie, seal.Protect(JsonSerializer.Serialize(new Shown(message, isError))), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(2), IsEssential = true });
    }

    /// <summary>The sentence, if there is one; it is gone after that.</summary>
    public static Shown? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } value || http.Response.HasStarted)
            return null;
        http.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<Shown>(http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Cookie).Unprotect(value));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What is shown.</summary>
    public sealed record Shown(string Message, bool IsError);
}
