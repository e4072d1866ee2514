namespace Portal.Bench;

/// <summary>What one turn of load gave.</summary>
/// <param name="ProcessorEach">Milliseconds of the program's own processor time an answer took: steadier than rates where others share the machine.</param>
internal sealed record Turn(double PerSecond, double P50, double P95, double P99, double ProcessorEach)
{
    public static Turn Of(IReadOnlyList<double> milliseconds, double seconds, double processorEach)
    {
        var sorted = milliseconds.Order().ToList();
        return new(sorted.Count / seconds, At(0.50), At(0.95), At(0.99), processorEach);
        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}

internal static class Summary
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
