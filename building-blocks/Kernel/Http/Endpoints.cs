using System.Globalization;
using System.Reflection;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// The API's doors: a slice maps its request, and body, route and query fill it. Access is what the request declares; writes take an Idempotency-Key.
/// </summary>
public static class Endpoints
{
    public const string ApiPrefix = "/api/v1/";

    /// <summary>GET: properties of the request come from route and query.</summary>
    public static RouteHandlerBuilder MapRead<TRequest, TResult>(this IEndpointRouteBuilder app, string pattern)
        where TRequest : IRead<TResult>, new() => Describe<TRequest, TResult>(app.MapGet(ApiPrefix + pattern, (HttpContext http, IMediator mediator, CancellationToken cancellation) =>
        {
            var request = new TRequest();
            Fill(request, http);
            return SendAsync<TResult>(mediator, request, cancellation);
        }));

    /// <summary>POST: a JSON body, with route values on top. Answers 200 with the result.</summary>
    public static RouteHandlerBuilder MapWrite<TRequest, TResult>(this IEndpointRouteBuilder app, string pattern, string method = "POST")
        where TRequest : IWrite<TResult>, new() => Describe<TRequest, TResult>(app.MapMethods(ApiPrefix + pattern, [method], async (HttpContext http, IMediator mediator, Caller caller, CancellationToken cancellation) =>
        {
            var request = await JsonBody.ReadAsync<TRequest>(http.Request, cancellation);
            Fill(request, http);
            ReadKey(http, caller);
            return await SendAsync<TResult>(mediator, request, cancellation);
        }).Accepts<TRequest>(true, "application/json"));

    internal static void ReadKey(HttpContext http, Caller caller)
    {
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var key) && key.ToString() is { Length: > 0 and <= 200 } text)
            caller.IdempotencyKey = text;
    }

    private static RouteHandlerBuilder Describe<TRequest, TResult>(RouteHandlerBuilder route)
    {
        var access = typeof(TRequest).GetCustomAttribute<AccessAttribute>() ?? throw new InvalidOperationException($"{typeof(TRequest).Name} declares no access.");
        return route.WithMetadata(access).WithName(typeof(TRequest).Name).Produces<TResult>().ProducesProblem(404).ProducesProblem(403).ProducesProblem(422).DisableAntiforgery();
    }

    private static async Task<IResult> SendAsync<TResult>(IMediator mediator, IRequest<TResult> request, CancellationToken cancellation) =>
        Results.Json(await mediator.Send(request, cancellation), Json.Options);

    private static void Fill(object request, HttpContext http)
    {
        foreach (var property in request.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var text = http.Request.RouteValues.FirstOrDefault(value => string.Equals(value.Key, property.Name, StringComparison.OrdinalIgnoreCase)).Value as string
                ?? (HttpMethods.IsGet(http.Request.Method) ? http.Request.Query[property.Name].FirstOrDefault() : null);
            if (string.IsNullOrEmpty(text))
                continue;
            property.SetValue(request, Convert(text, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
                ?? throw new RuleBroken(property.Name, new Phrase("api.unreadable", property.Name)));
        }
    }

    private static object? Convert(string text, Type type) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(Guid) => Guid.TryParse(text, out var id) ? id : null,
        _ when type == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when type == typeof(decimal) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
        _ when type == typeof(DateOnly) => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? day : null,
        _ when type.IsEnum => Enum.TryParse(type, text, ignoreCase: true, out var value) && Enum.IsDefined(type, value) ? value : null,
        _ => null,
    };
}
