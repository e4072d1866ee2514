using Npgsql;
using Quartz;

namespace Portal.Kernel;

/// <summary>Lets go of what has served: answers kept for repeats live for a day.</summary>
internal sealed class Housekeeping(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var delete = source.CreateCommand("delete from portal.idempotency where created_at < $1");
        delete.Parameters.Add(new() { Value = clock.GetUtcNow().AddHours(-24) });
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }
}
