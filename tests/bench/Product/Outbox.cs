using System.Diagnostics;
using Npgsql;

namespace Portal.Bench;

/// <summary>The product's work in the background.</summary>
internal static class Outbox
{
    /// <summary>Waits until it is done.</summary>
    /// <returns>Deliveries a second while waiting; 0 when there were too few to tell.</returns>
    public static async Task<double> EmptyAsync(NpgsqlConnection connection)
    {
        var (start, first) = (Stopwatch.GetTimestamp(), await CountAsync(connection));
        while (await CountAsync(connection) > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(3))
                throw new InvalidOperationException("The product's outbox does not get empty.");
            await Task.Delay(100);
        }

        return first < 20 ? 0 : first / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var ask = new NpgsqlCommand("select count(*) from portal.outbox where not is_dead", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }
}
