using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>
/// A module's context that works as the system within the caller's own session: for internal rows that a customer's action brings about though the
/// customer may neither see nor write them (a task for staff). Commits or fails with everything else of the request; the trail still names the person.
/// </summary>
public sealed class SystemDb<TDb>(IServiceProvider services) : IAsyncDisposable, IDisposable
    where TDb : ModuleDb
{
    private TDb? _db;

    /// <summary>One context a scope; the first call says why it is needed.</summary>
    public TDb Open(string module, string reason)
    {
        if (_db is not null)
            return _db;
        var own = services.GetRequiredService<ModuleDbServices>();
        var system = new Caller { Principal = new SystemPrincipal(module, reason) { For = own.Caller.Person } };
        return _db = ActivatorUtilities.CreateInstance<TDb>(services, services.GetRequiredService<DbContextOptions<TDb>>(), own with { Caller = system });
    }

    public void Dispose() => _db?.Dispose();

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
