using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>A sentence shown once on the next page ("The inquiry was sent"), carried over the redirect in a cookie.</summary>
public static class Flash
{
    private const string Cookie = "flash";
    private const string SecretCookie = "shown-once";

    public static void Set(HttpContext http, string message, bool isError = false) => Put(http, Cookie, new Shown(message, isError));

    /// <summary>The sentence, if there is one; it is gone after that.</summary>
    public static Shown? Take(HttpContext http) => Take<Shown>(http, Cookie);

    /// <summary>Something the next page shows and nothing keeps (a new token).</summary>
    public static void SetSecret(HttpContext http, string secret) => Put(http, SecretCookie, secret);

    public static string? TakeSecret(HttpContext http) => Take<string>(http, SecretCookie);

    private static void Put<T>(HttpContext http, string cookie, T value) => http.Response.Cookies.Append(
        cookie, Seal(http, cookie).Protect(JsonSerializer.Serialize(value)), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(2), IsEssential = true });

    private static T? Take<T>(HttpContext http, string cookie)
        where T : class
    {
        if (http.Request.Cookies[cookie] is not { Length: > 0 } value || http.Response.HasStarted)
            return null;
        http.Response.Cookies.Delete(cookie);
        try
        {
            return JsonSerializer.Deserialize<T>(Seal(http, cookie).Unprotect(value));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Seal(HttpContext http, string cookie) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(cookie);

    /// <summary>What is shown.</summary>
    public sealed record Shown(string Message, bool IsError);
}
