namespace Portal.Tests.Http;

/// <summary>Waits for what another process does in its own time, such as an order made or a mail sent.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <param name="what">What is waited for, for the message when it does not come.</param>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Step);
        do
        {
            if (await look() is { } found)
                return found;
        }
        while (await TickAsync(timer, limit.Token));
        throw new TimeoutException($"Waited {Limit.TotalSeconds:0} s in vain for {what}.");
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken limit)
    {
        try
        {
            return await timer.WaitForNextTickAsync(limit);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
