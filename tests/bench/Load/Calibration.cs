using System.Diagnostics;

namespace Portal.Bench;

/// <summary>A fixed piece of work for one processor, to set absolute times beside.</summary>
internal static class Calibration
{
    public static double Milliseconds() => Enumerable.Range(0, 5).Select(_ => Once()).Median();

    private static double Once()
    {
        var start = Stopwatch.GetTimestamp();
        var state = 88172645463325252UL;
        for (var i = 0; i < 100_000_000; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        GC.KeepAlive(state);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
