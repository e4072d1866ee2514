using Quartz;
using Quartz.Extensibility;

namespace Portal.Host;

/// <summary>The repeated work this host knows, by the full name of the job's type.</summary>
internal sealed record PortalJobs(IReadOnlyDictionary<string, (Type Job, TimeSpan Every)> ByName);

/// <summary>
/// Writes this host's jobs into the shared schedule. What is there and has the same interval is left alone, so a restart
/// or a second host neither runs a daily job again nor shifts it.
/// </summary>
/// <param name="machine">Quartz fires by the clock of the machine, which a demo does not move.</param>
internal sealed class ScheduleAtStart(ISchedulerFactory schedulers, PortalJobs jobs, IConfiguration configuration, TimeProvider machine) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var often = configuration.GetValue<TimeSpan?>("Portal:Jobs:Every");
        foreach (var (name, (job, usual)) in jobs.ByName)
        {
            var every = often ?? usual;
            // A job that takes longer than its interval is not started again beside itself, on whichever host.
            var detail = JobBuilder.Create().OfType(job).WithIdentity(name).StoreDurably(true).DisallowConcurrentExecution(true).Build();
            await scheduler.AddJob(detail, AddJobOptions.Replacing, cancellationToken);

            // The interval is part of the trigger's name: a host that is just about to fire writes back the trigger as it read
            // it, which would undo a change under the same name but finds one that was removed gone.
            var key = new TriggerKey($"{name} every {every:c}");
            var existing = await scheduler.GetTriggersOfJob(detail.Key, cancellationToken);
            if (existing.Any(trigger => trigger.Key.Equals(key)))
            {
                await scheduler.ResetTriggerFromErrorState(key, cancellationToken);
            }
            else
            {
                var now = machine.GetUtcNow();
                var due = existing.Max(trigger => trigger.PreviousFireTimeUtc) is { } last && last + every > now ? last + every : now;
                var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(detail).StartAt(due)
                    .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever()
                        // After a time without any host one run makes up for all that were missed.
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
                    .Build();
                try
                {
                    await scheduler.ScheduleJob(trigger, new ScheduleJobOptions(), cancellationToken);
                }
                catch (ObjectAlreadyExistsException)
                {
                    // Another host starts at the same moment and was faster with the same trigger.
                }
            }
            foreach (var old in existing.Where(trigger => !trigger.Key.Equals(key)))
                await scheduler.UnscheduleJob(old.Key, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>
/// Finds a job's type by the name in the database. The runtime's own search does not look into plugins, whose assemblies
/// are loaded apart. A job this host does not know (a newer host's during an update, or a removed plugin's) gets a
/// stand-in: a failure to load would stop the job on all hosts.
/// </summary>
internal sealed class JobTypeLoader(PortalJobs jobs) : ITypeLoader
{
    public Type? LoadType(string? name) =>
        name is null ? null
        : jobs.ByName.TryGetValue(name.Split(',')[0].Trim(), out var known) ? known.Job
        : Type.GetType(name, throwOnError: false) ?? typeof(JobOfAnotherHost);
}

internal sealed class JobOfAnotherHost(ILogger<JobOfAnotherHost> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        log.LogInformation("Skipped a run of {Job}: this host does not know it", context.JobDetail.Key.Name);
        return ValueTask.CompletedTask;
    }
}
