using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Kernel.Mail;

namespace Portal.Kernel;

/// <summary>
/// Delivers events. Taking the row and handling it are one transaction, so a host that dies leaves the row to another; rows are passed over while
/// another worker holds them. A failure is tried again with growing pauses, then kept as dead with its reason.
/// </summary>
internal sealed class OutboxWorker(IServiceScopeFactory scopes, NpgsqlDataSource source, ConsumerRegistry consumers, PgListener listener, TimeProvider clock, Drill drill, IHostApplicationLifetime lifetime, ILogger<OutboxWorker> log)
    : BackgroundService
{
    private const int Workers = 2;
    private const int MostAttempts = 12;

    /// <summary>A mail that may still be taken is tried for as long as mail servers commonly do: one may be away over a weekend.</summary>
    private static readonly TimeSpan MailsLiveFor = TimeSpan.FromDays(4);

    // Rows of consumers that this host does not have (a module switched off) are left for one that has them.
    private const string Take = """
        delete from portal.outbox where id = (
            select id from portal.outbox where not is_dead and next_attempt_at <= $1 and consumer = any($2)
            order by next_attempt_at limit 1 for update skip locked)
        returning id, consumer, payload, attempts, created_at
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Mails lead to the portal's own address, which a host that is still starting may not know.
        var started = new TaskCompletionSource();
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(consumers.Lanes.Select(lane => RunAsync(lane.Key, [.. lane], stoppingToken)));
    }

    private async Task RunAsync(string lane, string[] names, CancellationToken stopping)
    {
        // Whoever finds something wakes the next, so that one event does not set all of them asking.
        using var wake = new SemaphoreSlim(0);
        void Wake()
        {
            if (wake.CurrentCount == 0)
                wake.Release();
        }

        void Waits(string where)
        {
            if (where == lane || where == PgListener.Everything)
                Wake();
        }

        listener.OutboxWaits += Waits;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(names, wake, Wake, stopping), stopping)));
        }
        finally
        {
            listener.OutboxWaits -= Waits;
        }
    }

    private async Task WorkAsync(string[] names, SemaphoreSlim waits, Action wakeNext, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await DeliverOneAsync(names, wakeNext, stopping))
                {
                }
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning(exception, "The outbox could not be read");
            }

            await waits.WaitAsync(TimeSpan.FromSeconds(2), stopping);
        }
    }

    private async Task<bool> DeliverOneAsync(string[] names, Action found, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        await session.BeginAsync(stopping);
        Guid id;
        ConsumerRegistration consumer;
        string payload;
        int attempts;
        DateTimeOffset createdAt;
        await using (var take = session.CreateCommand(Take))
        {
            take.Parameters.Add(new() { Value = clock.GetUtcNow() });
            take.Parameters.Add(new() { Value = names });
            await using var reader = await take.ExecuteReaderAsync(stopping);
            if (!await reader.ReadAsync(stopping))
                return false;
            id = reader.GetGuid(0);
            consumer = consumers.Named(reader.GetString(1))!;
            payload = reader.GetString(2);
            attempts = reader.GetInt32(3);
            createdAt = reader.GetFieldValue<DateTimeOffset>(4);
        }

        found();

        try
        {
            drill.Reach("delivery.taken", consumer.Handler.Name);
            scope.ServiceProvider.GetRequiredService<Caller>().Principal = new SystemPrincipal(consumer.Module, consumer.Name);
            using var span = Telemetry.Source.StartActivity(consumer.Name);
            var happened = JsonSerializer.Deserialize(payload, consumer.Event, Json.Options)!;
            await consumer.InvokeAsync(scope.ServiceProvider, happened, stopping);
            drill.Reach("delivery.commit", consumer.Handler.Name);
            await session.CommitAsync(stopping);
            drill.Reach("delivery.committed", consumer.Handler.Name);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            await session.RollbackAsync();
            await PostponeAsync(id, attempts + 1, clock.GetUtcNow() - createdAt, exception, stopping);
            log.LogWarning(exception, "{Consumer} failed at attempt {Attempt}", consumer.Name, attempts + 1);
        }

        return true;
    }

    private async Task PostponeAsync(Guid id, int attempts, TimeSpan age, Exception exception, CancellationToken stopping)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, attempts)));
        var isHopeless = exception is MailRefusedException refusal ? refusal.IsPermanent || age > MailsLiveFor : attempts >= MostAttempts;
        await using var update = source.CreateCommand(
            "update portal.outbox set attempts = $2, next_attempt_at = $3, is_dead = $4, error = $5 where id = $1");
        update.Parameters.Add(new() { Value = id });
        update.Parameters.Add(new() { Value = attempts });
        update.Parameters.Add(new() { Value = clock.GetUtcNow() + pause });
        update.Parameters.Add(new() { Value = isHopeless });
        update.Parameters.Add(new() { Value = OutboxMessage.Written(exception) });
        await update.ExecuteNonQueryAsync(stopping);
    }
}
