using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Portal.Host;

/// <summary>Tells the portal its own address where none is set: once the server listens, and before anything is delivered or any job runs, since their mails lead there.</summary>
internal sealed class OwnAddress(IServer server, IConfiguration configuration) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        configuration["Portal:Address"] ??= Of(server);
        return Task.CompletedTask;
    }

    /// <summary>Where this host listens, as somebody on its machine calls it.</summary>
    public static string Of(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", "localhost").Replace("[::]", "localhost").Replace("0.0.0.0", "localhost");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
