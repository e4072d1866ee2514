using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>Registers a module's context, with its own schema and its own migration history in that schema; each takes the connection of its session.</summary>
public static class ModuleDbRegistration
{
    public static IServiceCollection AddModuleDb<TDb>(this IServiceCollection services, string schema)
        where TDb : ModuleDb =>
        services.AddScoped<SystemDb<TDb>>().AddDbContext<TDb>(
            options => Configure(options, schema).UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__migrations", schema)), ServiceLifetime.Scoped, ServiceLifetime.Singleton);

    /// <summary>For the migration tools, which have no host.</summary>
    public static DbContextOptions<TDb> DesignTimeOptions<TDb>(string schema)
        where TDb : ModuleDb =>
        (DbContextOptions<TDb>)Configure(new DbContextOptionsBuilder<TDb>(), schema)
            .UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable("__migrations", schema)).Options;

    private static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string schema) => options
        .UseSnakeCaseNamingConvention()
        .ReplaceService<IModelCacheKeyFactory, ScopedModelKeys>();
}
