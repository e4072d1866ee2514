using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>Registers a module's context, with its own schema and its own migration history in that schema; each works on the connection of its session.</summary>
public static class ModuleDbRegistration
{
    public static IServiceCollection AddModuleDb<TDb>(this IServiceCollection services, string schema)
        where TDb : ModuleDb =>
        services.AddSingleton(provider => new ModuleDbPool<TDb>(Options<TDb>(schema).UseApplicationServiceProvider(provider).Options))
            .AddScoped<IOwnedRows, OwnedRows<TDb>>()
            .AddScoped(provider => new SystemDb<TDb>(provider.GetRequiredService<ModuleDbPool<TDb>>(), provider.GetRequiredService<ModuleDbServices>()))
            .AddScoped(provider => provider.GetRequiredService<ModuleDbPool<TDb>>().Lend(provider.GetRequiredService<ModuleDbServices>()));

    /// <summary>For the migration tools, which have no host.</summary>
    public static DbContextOptions<TDb> DesignTimeOptions<TDb>(string schema)
        where TDb : ModuleDb => Options<TDb>(schema).Options;

    private static DbContextOptionsBuilder<TDb> Options<TDb>(string schema)
        where TDb : ModuleDb => new DbContextOptionsBuilder<TDb>()
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__migrations", schema))
            .UseSnakeCaseNamingConvention()
            .ReplaceService<IModelCacheKeyFactory, ScopedModelKeys>();
}

/// <summary>
/// Lends contexts instead of making them, which costs a page more than its queries. A pool for each kind of scope: the filters are in the model, and
/// a context keeps the model of its first use.
/// </summary>
internal sealed class ModuleDbPool<TDb>(DbContextOptions<TDb> options)
    where TDb : ModuleDb
{
    private readonly ConcurrentDictionary<ScopeKind, PooledDbContextFactory<TDb>> _pools = [];

    public TDb Lend(ModuleDbServices services)
    {
        var db = _pools.GetOrAdd(services.Caller.Principal.Scope.Kind, _ => new PooledDbContextFactory<TDb>(options, poolSize: 64)).CreateDbContext();
        db.Begin(services);
        return db;
    }
}
