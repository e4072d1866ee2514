using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Kernel;

/// <summary>
/// The one place where an exception becomes an answer: problem details (RFC 9457) for programs, a page in the reader's language for people.
/// </summary>
public sealed class Errors(Texts texts, ILogger<Errors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        // The reader's culture ended with the pipeline that threw.
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } reader)
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (reader.Culture, reader.UICulture);
        var problem = Describe(exception);
        if (problem.Status == 500)
            log.LogError(exception, "Unexpected at {Method} {Route}", http.Request.Method, Route(http));
        if (http.Response.HasStarted)
            return false;
        http.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == 503)
        {
            http.Response.Headers.RetryAfter = DatabaseAway.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            log.LogWarning("The database was away at {Method} {Route}: {Reason}", http.Request.Method, Route(http), exception.Message);
        }

        if (!http.Request.Path.StartsWithSegments("/api"))
            return true;
        problem.Extensions["trace"] = http.TraceIdentifier;
        await Results.Problem(problem).ExecuteAsync(http);
        return true;
    }

    private ProblemDetails Describe(Exception exception) => exception switch
    {
        ValidationException invalid => new HttpValidationProblemDetails(invalid.Errors.GroupBy(error => Path(error.PropertyName))
            .ToDictionary(group => group.Key, group => group.Select(error => error.ErrorMessage).ToArray()))
        { Status = 422, Title = texts["error.invalid"] },
        RuleBroken rule => new HttpValidationProblemDetails(new Dictionary<string, string[]> { [Path(rule.Field)] = [texts.Say(rule.Phrase)] }) { Status = 422, Title = texts.Say(rule.Phrase) },
        IdempotencyMismatchException => new() { Status = 422, Title = texts["error.idempotency"] },
        NotFoundException => new() { Status = 404, Title = texts["error.notFound"] },
        ForbiddenException => new() { Status = 403, Title = texts["error.forbidden"] },
        ChangedMeanwhile changed => new HttpValidationProblemDetails(new Dictionary<string, string[]> { [Path(changed.Field)] = [texts.Say(changed.Phrase)] })
        {
            Status = 409,
            Title = texts["error.conflict"],
            Extensions = { ["before"] = changed.Before, ["theirs"] = changed.Theirs, ["person"] = changed.Person, ["at"] = changed.At },
        },
        DbUpdateConcurrencyException => new() { Status = 409, Title = texts["error.conflict"] },
        AntiforgeryValidationException => new() { Status = 400, Title = texts["error.badRequest"] },
        BadHttpRequestException bad => new() { Status = bad.StatusCode, Title = texts["error.badRequest"] },
        _ when (exception as PostgresException ?? exception.InnerException) is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
            new() { Status = 400, Title = texts["error.badRequest"] },
        _ when DatabaseAway.IsCauseOf(exception) => new() { Status = 503, Title = texts["error.unavailable"] },
        OperationCanceledException => new() { Status = 499, Title = texts["error.cancelled"] },
        _ => new() { Status = 500, Title = texts["error.unexpected"] },
    };

    private static string? Route(HttpContext http) => (http.Features.Get<IExceptionHandlerFeature>()?.Endpoint as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText;

    private static string Path(string name) => string.Join('.', name.Split('.').Select(step => step.Length > 0 ? char.ToLowerInvariant(step[0]) + step[1..] : step));
}
