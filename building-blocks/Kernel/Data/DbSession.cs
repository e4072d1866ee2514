using Npgsql;

namespace Portal.Kernel;

/// <summary>
/// One connection for everything a request, job or delivery does, so that modules with schemas of their own commit together or not at all.
/// </summary>
public sealed class DbSession(NpgsqlDataSource source, PgListener listener) : IAsyncDisposable, IDisposable
{
    private readonly List<ModuleDb> _contexts = [];
    private readonly List<string> _touched = [];
    private int _working;
    private TaskCompletionSource? _quiet;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    public NpgsqlConnection Connection => _connection ??= source.CreateConnection();

    /// <summary>Taken by who may use the session while others of the same request, the parts of a page, would at the same time.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>A part of a page begins to load: until it ends, and all that it brings with it, the session is not quiet.</summary>
    internal void BeginWork()
    {
        lock (Turn)
            _working++;
    }

    internal void EndWork()
    {
        lock (Turn)
        {
            if (--_working == 0)
                _quiet?.TrySetResult();
        }
    }

    /// <summary>
    /// Completes when nothing loads any more. The framework writes a page that tells of an error without waiting for its parts: whoever ends the request
    /// waits here, or a part would go on with a connection and contexts that somebody else has by then.
    /// </summary>
    internal Task QuietAsync()
    {
        lock (Turn)
            return _working == 0 ? Task.CompletedTask : (_quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public bool InTransaction => _transaction is not null;

    /// <summary>A command of one's own on the session's connection, inside its transaction. Positional parameters ($1).</summary>
    public NpgsqlCommand CreateCommand(string sql) => new(sql, Connection, _transaction);

    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (Connection.State != System.Data.ConnectionState.Open)
            await Connection.OpenAsync(cancellation);
        _transaction = await Connection.BeginTransactionAsync(cancellation);
        foreach (var context in _contexts)
            context.Enlist(_transaction);
    }

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await _transaction!.CommitAsync(cancellation);
        await EndAsync();
        Tell();
    }

    public async Task RollbackAsync()
    {
        if (_transaction is null)
            return;
        try
        {
            await _transaction.RollbackAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }

        foreach (var context in _contexts)
            context.ChangeTracker.Clear();
        _touched.Clear();
        await EndAsync();
    }

    /// <summary>What this host holds in memory of the topics is dropped as soon as they are committed: who wrote reads what they wrote. Other hosts hear of it.</summary>
    internal void Touched(IEnumerable<string> topics)
    {
        _touched.AddRange(topics);
        if (!InTransaction)
            Tell();
    }

    private void Tell()
    {
        foreach (var topic in _touched)
            listener.TouchedHere(topic);
        _touched.Clear();
    }

    internal void Register(ModuleDb context)
    {
        _contexts.Add(context);
        if (_transaction is not null)
            context.Enlist(_transaction);
    }

    internal void Leave(ModuleDb context)
    {
        if (_transaction is not null)
            context.Enlist(null);
        _contexts.Remove(context);
    }

    private async Task EndAsync()
    {
        foreach (var context in _contexts)
            context.Enlist(null);
        await _transaction!.DisposeAsync();
        _transaction = null;
        await Connection.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection?.Dispose();
    }
}
