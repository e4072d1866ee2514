using Portal.Tests.Http;

[assembly: AssemblyFixture(typeof(SharedHost))]

namespace Portal.Tests.Http;

/// <summary>One host for all tests over HTTP, started when the first of them asks: the others need none.</summary>
public sealed class SharedHost : IAsyncDisposable
{
    private readonly Lazy<Task<RunningHost>> _host = new(() => RunningHost.StartAsync(null, "--Portal:Links:MissesPerMinute=100000", "--Portal:Inquiries:PublicPerSender=1000", "--Portal:SignIn:MissesPerSender=100000", "--Portal:Accounts:RegistrationsPerSender=1000"));

    public Task<RunningHost> StartedAsync() => _host.Value;

    public async ValueTask DisposeAsync()
    {
        if (_host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _host.Value).DisposeAsync();
    }
}

/// <summary>Tests that speak to the shared host. They run one after another, each with matters of its own.</summary>
[Collection("http")]
public abstract class HttpTest(SharedHost shared) : IAsyncLifetime
{
    protected RunningHost Host { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Host = await shared.StartedAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
