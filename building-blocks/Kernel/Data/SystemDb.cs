namespace Portal.Kernel;

/// <summary>
/// A module's context that works as the system within the caller's own session: for internal rows that a customer's action brings about though the
/// customer may neither see nor write them (a task for staff). Commits or fails with everything else of the request; the trail still names the person.
/// </summary>
public sealed class SystemDb<TDb> : IAsyncDisposable, IDisposable
    where TDb : ModuleDb
{
    private readonly ModuleDbPool<TDb> _pool;
    private readonly ModuleDbServices _own;
    private TDb? _db;

    internal SystemDb(ModuleDbPool<TDb> pool, ModuleDbServices own) => (_pool, _own) = (pool, own);

    /// <summary>One context a scope; the first call says why it is needed.</summary>
    public TDb Open(string module, string reason) =>
        _db ??= _pool.Lend(_own with { Caller = new Caller { Principal = new SystemPrincipal(module, reason) { For = _own.Caller.Person } } });

    public void Dispose() => _db?.Dispose();

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
