using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Kernel;

/// <summary>One connection a host that listens to PostgreSQL: wakes the outbox, tells open pages what changed, drops cached principals.</summary>
public sealed class PgListener(NpgsqlDataSource source, TimeProvider clock, ILogger<PgListener> log) : BackgroundService
{
    internal const string OutboxChannel = "portal_outbox";
    internal const string LiveChannel = "portal_live";

    /// <summary>In place of a topic, when the line to the database was cut for a while and any topic may have been touched meanwhile.</summary>
    public const string Everything = "*";

    /// <summary>A line may be cut so that neither end notices; asking finds out.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<Follower> _followers = [];
    private readonly Dictionary<string, DateTimeOffset> _touchedAt = [];
    private DateTimeOffset _deafUntil;
    /// <summary>Raised for every topic touched by any host, and with <see cref="Everything"/>. Keep it short: it runs on the listening connection.</summary>
    public event Action<string>? Touched;

    /// <summary>Raised with the lane in which new events wait, and with <see cref="Everything"/>.</summary>
    internal event Action<string>? OutboxWaits;

    /// <summary>Follows topics until disposed; the reader gets each touched topic and how many follow it here. A slow reader loses repeats, never the last one.</summary>
    public Follower Follow(params string[] topics)
    {
        var follower = new Follower(this, [.. topics]);
        lock (_lock)
            _followers.Add(follower);
        return follower;
    }

    /// <summary>This host wrote it, and need not wait for the news.</summary>
    internal void TouchedHere(string topic) => Touched?.Invoke(topic);

    /// <summary>Whether a topic was touched since then: what a page missed between being drawn and beginning to follow.</summary>
    internal bool WasTouchedSince(string topic, DateTimeOffset instant)
    {
        lock (_lock)
            return _deafUntil >= instant || (_touchedAt.TryGetValue(topic, out var at) && at >= instant);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, notice) => Received(notice.Channel, notice.Payload);
                await using (var listen = new NpgsqlCommand($"listen {OutboxChannel}; listen {LiveChannel}", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                HearAgain();
                while (true)
                {
                    if (await connection.WaitAsync(AskEvery, stoppingToken))
                        continue;
                    await using var ask = new NpgsqlCommand("select 1", connection);
                    await ask.ExecuteScalarAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Lost the listening connection ({Reason}); connecting again", exception.Message);
                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void HearAgain()
    {
        OutboxWaits?.Invoke(Everything);
        Touched?.Invoke(Everything);
        lock (_lock)
        {
            _deafUntil = clock.GetUtcNow();
            foreach (var follower in _followers)
            {
                foreach (var topic in follower.Topics)
                    follower.Writer.TryWrite((topic, _followers.Count));
            }
        }
    }

    private void Received(string channel, string payload)
    {
        if (channel == OutboxChannel)
        {
            OutboxWaits?.Invoke(payload);
            return;
        }

        Touched?.Invoke(payload);
        lock (_lock)
        {
            // A page begins to follow within moments: older touches need not be remembered.
            if (_touchedAt.Count > 5_000)
            {
                foreach (var old in _touchedAt.Where(pair => pair.Value < clock.GetUtcNow().AddMinutes(-5)).Select(pair => pair.Key).ToList())
                    _touchedAt.Remove(old);
            }

            _touchedAt[payload] = clock.GetUtcNow();
            var concerned = _followers.FindAll(follower => follower.Topics.Contains(payload));
            foreach (var follower in concerned)
                follower.Writer.TryWrite((payload, concerned.Count));
        }
    }

    /// <summary>Someone following topics.</summary>
    public sealed class Follower : IDisposable
    {
        private readonly PgListener _listener;
        private readonly Channel<(string Topic, int Followers)> _channel = Channel.CreateBounded<(string, int)>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Follower(PgListener listener, HashSet<string> topics)
        {
            _listener = listener;
            Topics = topics;
        }

        internal HashSet<string> Topics { get; }

        internal ChannelWriter<(string Topic, int Followers)> Writer => _channel.Writer;

        public ChannelReader<(string Topic, int Followers)> Reader => _channel.Reader;

        public void Dispose()
        {
            lock (_listener._lock)
                _listener._followers.Remove(this);
        }
    }
}
