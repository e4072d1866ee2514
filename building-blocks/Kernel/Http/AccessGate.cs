using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portal.Kernel;

/// <summary>
/// Stands before every endpoint and page: what it declares decides. The host refuses to start while any endpoint declares nothing.
/// </summary>
public static class AccessGate
{
    public static IApplicationBuilder UseAccessGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint)
        {
            var access = endpoint.Metadata.GetMetadata<AccessAttribute>() ?? (IsFramework(endpoint) ? null : throw new ForbiddenException());
            var caller = (Caller)http.RequestServices.GetService(typeof(Caller))!;
            if (access?.Allows(caller.Principal) == false)
            {
                if (access is OpenedByLinkAttribute)
                    throw new NotFoundException();
                var half = caller.Principal as HalfSignedInPrincipal;
                if (caller.Principal is not AnonymousPrincipal && half is null)
                {
                    if (access is not HalfSignedInAttribute)
                        throw new ForbiddenException();
                    http.Response.Redirect("/");
                    return;
                }

                var asksForPage = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) || HttpMethods.IsGet(http.Request.Method);
                if (http.Request.Path.StartsWithSegments("/api") || !asksForPage)
                {
                    // A script reads the status; an error page in its place would be sent by another method than that page takes.
                    if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                        pages.Enabled = false;
                    http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                    return;
                }

                http.Response.Redirect($"{half?.NextStep ?? "/sign-in"}?back=" + Uri.EscapeDataString(Back(http)));
                return;
            }
        }

        try
        {
            await next(http);
        }
        finally
        {
            await ((DbSession)http.RequestServices.GetService(typeof(DbSession))!).QuietAsync();
        }
    });

    /// <summary>Where the reader was: the page itself, or the one whose form was sent.</summary>
    private static string Back(HttpContext http) => HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString
        : Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == http.Request.Host.Value ? page.PathAndQuery : "/";

    /// <exception cref="InvalidOperationException">Some endpoint declares no access; the message names them.</exception>
    public static void DemandAccessOnEverything(this IEndpointRouteBuilder app)
    {
        var bare = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !IsFramework(endpoint) && endpoint.Metadata.GetMetadata<AccessAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText ?? endpoint.DisplayName).Distinct().ToList();
        if (bare.Count > 0)
            throw new InvalidOperationException($"These routes declare no access: {string.Join(", ", bare)}. Give the page or the request a [Permission], [SignedIn] or [Public].");
    }

    /// <summary>Static assets, the framework's own script and its handler for what is not found: they show no data.</summary>
    private static bool IsFramework(Endpoint endpoint) => endpoint is not RouteEndpoint route
        || route.RoutePattern.RawText is { } path && (path.StartsWith("_framework", StringComparison.Ordinal) || path.StartsWith("/_framework", StringComparison.Ordinal))
        || route.Metadata.Any(item => item.GetType().Namespace == "Microsoft.AspNetCore.StaticAssets")
        || route.Order == int.MaxValue;
}
