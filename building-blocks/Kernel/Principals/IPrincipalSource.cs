using Microsoft.AspNetCore.Http;

namespace Portal.Kernel;

/// <summary>Turns the token of a link into a principal; the module whose rows links open answers. Absent while it is off.</summary>
public interface ILinkSource
{
    /// <returns>Null for a token that is unknown, expired or revoked: nobody learns which.</returns>
    Task<LinkPrincipal?> OfLinkAsync(string token, CancellationToken cancellation);
}

/// <summary>Turns proven credentials into a principal; the module that keeps accounts answers. Cached, and dropped when rights change.</summary>
public interface IPrincipalSource
{
    /// <summary>The claim of the session's cookie that names the session.</summary>
    const string SessionClaim = "session";

    /// <param name="secret">What the session's cookie carries.</param>
    /// <returns>The person, or who owes the second step; null when the person, membership or session is no longer good.</returns>
    Task<Principal?> OfSessionAsync(string secret, CancellationToken cancellation);

    /// <returns>Null for a token that is unknown, expired or revoked.</returns>
    Task<PersonPrincipal?> OfTokenAsync(string token, CancellationToken cancellation);

    /// <summary>Who a request comes from, by its token or its session's cookie; null where neither is there or good any more.</summary>
    async Task<Principal?> OfAsync(HttpContext http, CancellationToken cancellation) => BearerOf(http) is { } token ? await OfTokenAsync(token, cancellation)
        : http.User.Identity?.IsAuthenticated == true ? await OfSessionAsync(http.User.FindFirst(SessionClaim)?.Value ?? "", cancellation) : null;

    /// <summary>The token of a program; null where none is sent.</summary>
    static string? BearerOf(HttpContext http) =>
        http.Request.Headers.Authorization.FirstOrDefault() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    /// <summary>Touched when a person's sessions, rights or credentials change.</summary>
    static string TopicOf(Guid person) => $"principal:{person}";
}
