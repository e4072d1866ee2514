namespace Portal.Tests.Http;

/// <summary>Days as a host counts them that runs on the machine's clock.</summary>
internal static class Days
{
    public static TimeProvider Machine { get; } = TimeProvider.System;

    public static DateOnly Today => DateOnly.FromDateTime(Machine.GetUtcNow().UtcDateTime);

    public static DateOnly In(int days) => Today.AddDays(days);
}
