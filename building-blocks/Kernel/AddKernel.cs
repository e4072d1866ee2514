using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Portal.Kernel;

/// <summary>Wires the Kernel into a host.</summary>
public static class KernelRegistration
{
    public static IServiceCollection AddKernel(this IServiceCollection services, IConfiguration configuration, string connectionString, Installed installed, Texts texts, ConsumerRegistry consumers)
    {
        services.AddSingleton(installed).AddSingleton(texts).AddSingleton(consumers);
        var demo = configuration.GetValue("Portal:Demo", false) && configuration["Portal:Data"] is { Length: > 0 } data ? data : null;
        services.AddSingleton(demo is null ? TimeProvider.System : new DemoClock(Path.Combine(demo, "clock"))).AddSingleton(new Drill(demo is null ? null : Path.Combine(demo, "drill")));
        services.AddSingleton(_ => Source(connectionString));
        services.AddSingleton(provider => new OperatorClock(
            provider.GetRequiredService<TimeProvider>(), TimeZoneInfo.FindSystemTimeZoneById(configuration["Portal:TimeZone"] ?? "Europe/Warsaw")));
        services.AddScoped<DbSession>().AddScoped<Caller>().AddScoped<ModuleDbServices>().AddScoped<KeysOnce>().AddModuleDb<KernelDb>("portal");
        services.AddScoped<Mail.PersonMail>().AddScoped<Notices>().AddScoped<GivenOnce>().AddSingleton<UnseenNotices>().AddSingleton<SavedViewsInMemory>().AddScoped<ViewChange>().AddScoped<OneByOne>().AddSingleton<UnsubscribeLinks>().AddScoped<FileStore>().AddScoped<FilePreviews>().AddSingleton<Numbers>().AddSingleton<Throttle>().AddSingleton<LiveTokens>();
        services.Configure<FileOptions>(configuration.GetSection("Portal:Files"));

        services.AddScoped<ServiceFactory>(provider => provider.GetService!).AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LogBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AccessBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));

        services.AddSingleton<PgListener>().AddHostedService(provider => provider.GetRequiredService<PgListener>());
        services.AddHostedService<OutboxWorker>();
        // One pass that the processor does itself, where the usual pair of cipher and hash takes two.
        services.AddDataProtection().UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            keys => (keys.XmlRepository, keys.XmlEncryptor) = (new KeysInDatabase(provider.GetRequiredService<NpgsqlDataSource>()), new MasterKeyEncryptor(provider.GetRequiredService<MasterKey>()))));
        services.AddScoped<PersonalData>().AddScoped<IPersonalData, WrittenByPeople>().AddSingleton<PersonKeys>().AddSingleton<TrailChain>().AddTransient<SealTrail>();
        services.AddTransient<Housekeeping>();
        services.AddTransient<SendDigests>();
        installed.Jobs.Add((typeof(Housekeeping), TimeSpan.FromHours(1)));
        installed.Jobs.Add((typeof(SealTrail), TimeSpan.FromMinutes(1)));
        installed.Jobs.Add((typeof(SendDigests), TimeSpan.FromMinutes(15)));
        texts.AddFrom(typeof(KernelRegistration).Assembly);
        services.AddFrom(typeof(KernelRegistration).Assembly, "kernel", consumers, texts);
        return services;
    }

    /// <summary>
    /// Statements met again are kept prepared, and a connection goes back to the pool as it is: nothing here sets what outlives a transaction, and
    /// clearing it would throw the prepared statements' plans away as well.
    /// </summary>
    private static NpgsqlDataSource Source(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "portal" };
        builder.ConnectionStringBuilder.MaxAutoPrepare = 200;
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder.Build();
    }

    public static void MapKernel(this IEndpointRouteBuilder app)
    {
        app.MapLive();
        app.MapFiles();
    }
}
