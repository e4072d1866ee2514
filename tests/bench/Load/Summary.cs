namespace Portal.Bench;

/// <summary>What one turn of load gave.</summary>
internal sealed record Turn(double PerSecond, double P50, double P95, double P99, long BytesEach)
{
    public static Turn Of(IReadOnlyList<double> milliseconds, double seconds, long bytes)
    {
        var sorted = milliseconds.Order().ToList();
        return new(sorted.Count / seconds, At(0.50), At(0.95), At(0.99), bytes / Math.Max(1, sorted.Count));
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
