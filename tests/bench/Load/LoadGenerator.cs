using System.Diagnostics;

namespace Portal.Bench;

/// <summary>Requests over a few connections, each with one under way at a time, as fast as they are answered.</summary>
internal sealed class LoadGenerator(int port, Func<TimeSpan> processorTime)
{
    private const int Connections = 8;

    /// <param name="request">The bytes of the n-th request.</param>
    public async Task<Turn> RunAsync(Func<long, ReadOnlyMemory<byte>> request, TimeSpan warmUp, TimeSpan length)
    {
        var next = -1L;
        var (begin, processor) = (Stopwatch.GetTimestamp(), processorTime());
        var results = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(DriveAsync)));
        return Turn.Of([.. results.SelectMany(result => result)], length.TotalSeconds, (processorTime() - processor).TotalMilliseconds / Math.Max(1, next + 1));

        async Task<List<double>> DriveAsync()
        {
            using var connection = await RawConnection.OpenAsync(port);
            var taken = new List<double>();
            while (Stopwatch.GetElapsedTime(begin) < warmUp + length)
            {
                var start = Stopwatch.GetTimestamp();
                var status = await connection.SendAsync(request(Interlocked.Increment(ref next)));
                if (status is < 200 or > 299)
                    throw new InvalidOperationException($"The program on port {port} answered {status}: {connection.Answer}");
                // Counted by when it ends: what began in the warm-up and ends after it belongs to the turn.
                if (Stopwatch.GetElapsedTime(begin) is var at && (at < warmUp || at > warmUp + length))
                    continue;
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return taken;
        }
    }
}
