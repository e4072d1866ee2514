using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Npgsql;
using Portal.Kernel;

namespace Portal.Host;

internal static class Middleware
{
    private const string Unavailable = "/error/503";

    /// <summary>Who calls: by the session's cookie, or by a token for programs. A token that is no good is refused, not taken for a stranger.</summary>
    public static void UseCaller(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var caller = http.RequestServices.GetRequiredService<Caller>();
        if (http.Request.Path == Unavailable)
        {
            // Who calls is in the database that is away.
            await next(http);
            return;
        }

        if (LinkToken(http.Request.Path) is { } link)
        {
            await OpenLinkAsync(http, caller, link, next);
            return;
        }

        var principals = http.RequestServices.GetRequiredService<IPrincipalSource>();
        if (await principals.OfAsync(http, http.RequestAborted) is { } known)
        {
            caller.Principal = known;
        }
        else if (IPrincipalSource.BearerOf(http) is not null)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return;
        }
        else if (http.User.Identity?.IsAuthenticated == true)
        {
            await http.SignOutAsync();
        }

        await next(http);
    });

    /// <summary>By a link everybody comes as its holder alone, whoever is signed in beside it. Who tries many that are none has to wait.</summary>
    private static async Task OpenLinkAsync(HttpContext http, Caller caller, string token, RequestDelegate next)
    {
        const string Misses = "link";
        var (throttle, sender) = (http.RequestServices.GetRequiredService<Throttle>(), Throttle.Sender(http));
        var most = http.RequestServices.GetRequiredService<IConfiguration>().GetValue("Portal:Links:MissesPerMinute", 60);
        if (throttle.IsSpent(Misses, sender, most))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "60";
            return;
        }

        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.CacheControl = "no-store";
        if (http.RequestServices.GetService<ILinkSource>() is { } links && await links.OfLinkAsync(token, http.RequestAborted) is { } holder)
            caller.Principal = holder;
        else
            throttle.Take(Misses, sender, most, TimeSpan.FromMinutes(1));
        await next(http);
    }

    private static string? LinkToken(PathString path) =>
        (path.StartsWithSegments("/q", out var rest) || path.StartsWithSegments(Endpoints.ApiPrefix + "q", out rest)) && rest.Value?.Split('/') is ["", { Length: > 0 } token, ..] ? token : null;

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";
        return next(http);
    });
}

/// <summary>The reader's language: the person's own, else what a stranger chose, else what the browser asks for. A page that tells of an error keeps that of the page it stands for.</summary>
internal sealed class ReaderCulture : IRequestCultureProvider
{
    public Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        if (httpContext.Features.Get<IRequestCultureFeature>() is { } known)
            return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(known.RequestCulture.Culture.Name));
        var language = httpContext.RequestServices.GetRequiredService<Caller>().Person?.Language ?? httpContext.Request.Cookies["language"]
            ?? httpContext.RequestServices.GetRequiredService<Caller>().Principal switch { LinkPrincipal link => link.Language, HalfSignedInPrincipal half => half.Language, _ => null } ?? Asked(httpContext);
        return Task.FromResult(language is not null && Languages.All.Contains(language) ? new ProviderCultureResult(Languages.Culture(language).Name) : null);
    }

    private static string? Asked(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(item => item.Quality ?? 1).Select(item => item.Value.Value?.Split('-')[0].ToLowerInvariant()).FirstOrDefault(language => language is not null && Languages.All.Contains(language));
}

internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var ask = source.CreateCommand("select 1");
            await ask.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}

/// <summary>What plugins publish for the browser, at /_plugins/id.</summary>
internal static class PluginAssets
{
    public static void Map(WebApplication app)
    {
        foreach (var plugin in app.Services.GetRequiredService<Kernel.Plugins>().All.Where(plugin => plugin.State == PluginState.Loaded && Directory.Exists(Path.Combine(plugin.Folder, "wwwroot"))))
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(Path.Combine(plugin.Folder, "wwwroot"))), RequestPath = $"/_plugins/{plugin.Id}" });
    }
}
