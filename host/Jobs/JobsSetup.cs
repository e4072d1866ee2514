using Npgsql;
using Quartz;

namespace Portal.Host;

/// <summary>
/// Repeated work of all modules and plugins, run by Quartz on tables that every host of one database shares: each run is
/// done by one host, and another takes over when that one is gone.
/// </summary>
internal static class JobsSetup
{
    // Any number will do that nothing else in the database uses as an advisory lock.
    private const long TablesLock = 0x506f7274616c51;

    /// <summary>Makes the tables that are missing. Needs the right to create them; the running host does not.</summary>
    public static async Task CreateTablesAsync(string connectionString, CancellationToken cancel)
    {
        await using var script = typeof(JobsSetup).Assembly.GetManifestResourceStream("Portal.Host.Jobs.quartz.sql")
            ?? throw new InvalidOperationException("Jobs/quartz.sql is not embedded in the host's assembly.");
        using var reader = new StreamReader(script);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // "if not exists" alone fails when two hosts create the same table at once.
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({TablesLock});\n{await reader.ReadToEndAsync(cancel)}", connection, transaction);
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public static IServiceCollection AddPortalJobs(this IServiceCollection services, string connectionString, IEnumerable<(Type Job, TimeSpan Every)> jobs)
    {
        services.AddSingleton(new PortalJobs(jobs.ToDictionary(job => job.Job.FullName!)));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "Portal");
            quartz.UseTypeLoader<JobTypeLoader>();
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.UseSystemTextJsonSerializer(_ => { });
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "portal.qrtz_";
                    options.StoreJobDataAsStrings = true;
                    // What should have run while no host was there, or before the clock was moved, runs within moments.
                    options.MisfireThreshold = TimeSpan.FromSeconds(5);
                    options.SchemaProvisioning = SchemaProvisioning.Validate;
                });
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                });
            });
        });
        // In this order: the schedule is brought up to date before this host takes part in running it.
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ScheduleAtStart>(provider, TimeProvider.System));
        services.AddQuartzHostedService(options =>
        {
            options.WaitForJobsToComplete = true;
            options.AwaitApplicationStarted = true;
        });
        return services;
    }
}
