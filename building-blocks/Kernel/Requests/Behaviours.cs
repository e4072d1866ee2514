using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Portal.Kernel;

/// <summary>Name, duration and outcome of each request as a trace span and, of writes and whatever failed or was slow, in the log; ids and bodies stay out.</summary>
internal sealed class LogBehaviour<TRequest, TResult>(ILogger<TRequest> log, Caller caller) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    private const string Done = "done";
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly string Name = typeof(TRequest).Name;
    private static readonly bool IsWrite = typeof(IWrite<TResult>).IsAssignableFrom(typeof(TRequest));

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellation, RequestHandlerDelegate<TResult> next)
    {
        using var span = Telemetry.Source.StartActivity(Name);
        var start = Stopwatch.GetTimestamp();
        var outcome = Done;
        try
        {
            return await next();
        }
        catch (Exception exception)
        {
            outcome = exception.GetType().Name;
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(start);
            if (IsWrite || outcome != Done || took > Slow)
                log.LogInformation("{Request} {Outcome} in {Milliseconds:0.0} ms for {Person}", Name, outcome, took.TotalMilliseconds, caller.Principal.PersonId);
        }
    }
}

/// <summary>Refuses a request whose declared access the principal lacks, whichever door it came through.</summary>
internal sealed class AccessBehaviour<TRequest, TResult>(Caller caller) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    private static readonly AccessAttribute Access = typeof(TRequest).GetCustomAttribute<AccessAttribute>()
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} declares no access.");

    public Task<TResult> Handle(TRequest request, CancellationToken cancellation, RequestHandlerDelegate<TResult> next) =>
        Access.Allows(caller.Principal) ? next() : throw (Access is OpenedByLinkAttribute ? new NotFoundException() : new ForbiddenException());
}

/// <summary>Runs every validator of the request and throws their findings together.</summary>
internal sealed class ValidationBehaviour<TRequest, TResult>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellation, RequestHandlerDelegate<TResult> next)
    {
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellation);
            if (!result.IsValid)
                throw new ValidationException(result.Errors);
        }

        return await next();
    }
}

/// <summary>
/// One transaction around a write, and with an idempotency key one for all its repeats.
/// </summary>
internal sealed class TransactionBehaviour<TRequest, TResult>(DbSession session, Caller caller, KeysOnce keys, Drill drill) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    private static readonly bool Writes = typeof(TRequest).IsAssignableTo(typeof(IWrite<TResult>)) && !typeof(TRequest).IsAssignableTo(typeof(IWriteEach<TResult>));

    private static readonly bool IsKept = !typeof(TRequest).IsAssignableTo(typeof(ISecretWrite<TResult>));

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellation, RequestHandlerDelegate<TResult> next)
    {
        // A write sent by another write joins its transaction.
        if (!Writes || session.InTransaction)
            return await next();

        await session.BeginAsync(cancellation);
        try
        {
            var result = IsKept && caller.IdempotencyKey is not null ? await OnceAsync(request, next, cancellation) : await next();
            drill.Reach("write.commit", typeof(TRequest).Name);
            await session.CommitAsync(cancellation);
            drill.Reach("write.committed", typeof(TRequest).Name);
            return result;
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }
    }

    private async Task<TResult> OnceAsync(TRequest request, RequestHandlerDelegate<TResult> next, CancellationToken cancellation)
    {
        var (key, hash) = (keys.Named(typeof(TRequest).Name), SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
        if (!await keys.TakeAsync(key, cancellation))
            return await keys.FirstAnswerAsync<TResult>(key, hash, cancellation);
        var result = await next();
        await keys.KeepAsync(key, hash, result, cancellation);
        return result;
    }
}

/// <summary>The name under which Portal's own spans and meters are found.</summary>
public static class Telemetry
{
    public static ActivitySource Source { get; } = new("Portal");
}
