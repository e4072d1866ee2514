using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Portal.Bench;

/// <summary>Who may sign in to the demo.</summary>
internal sealed record DemoPerson(string Email, string Password, string Token);

/// <summary>The real host as people run it, on a database of its own.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    private const string DatabaseUp = "PostgreSQL ", Ready = "Portal is ready: ";
    private readonly string _data;
    private readonly Child _child;

    private PortalHost(string data, int port, Child child) => (_data, Port, _child) = (data, port, child);

    public int Port { get; }

    /// <summary>From the program's start, and from when its database was up, to the ready line.</summary>
    public (TimeSpan All, TimeSpan AfterDatabase) ReadyIn { get; private set; }

    public string ConnectionString { get; private set; } = "";

    public IReadOnlyList<DemoPerson> People { get; private set; } = [];

    public double Resident => _child.Resident();

    public TimeSpan ProcessorTime() => _child.ProcessorTime();

    public static async Task<PortalHost> StartAsync(string repository, string data)
    {
        var port = Child.FreePort();
        var begin = Stopwatch.GetTimestamp();
        var child = Child.Start(
            Path.Combine(repository, "artifacts", "host"),
            ["Portal.Host.dll", "--urls", $"http://localhost:{port}", $"--Portal:Data={data}", "--Portal:Demo=true", $"--Portal:Plugins={Path.Combine(repository, "artifacts", "plugins")}"],
            DatabaseUp, Ready);
        var host = new PortalHost(data, port, child);
        try
        {
            var database = await child.HeardAsync(DatabaseUp);
            var ready = await child.HeardAsync(Ready);
            host.ReadyIn = (Stopwatch.GetElapsedTime(begin, ready), Stopwatch.GetElapsedTime(database, ready));
            using var demo = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "demo.json")));
            host.People = demo.RootElement.GetProperty("people").Deserialize<List<DemoPerson>>(JsonSerializerOptions.Web)!;
            host.ConnectionString = await host.FindDatabaseAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public DemoPerson Person(string name) => People.First(person => person.Email.StartsWith(name + "@", StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task<string> FindDatabaseAsync()
    {
        var home = Path.Combine(_data, "postgres");
        if (File.Exists(Path.Combine(home, "elsewhere")))
            home = (await File.ReadAllTextAsync(Path.Combine(home, "elsewhere"))).Trim();
        // Process, folder, start, port, socket folder, address: as PostgreSQL writes it.
        var lines = await File.ReadAllLinesAsync(Path.Combine(home, "data", "postmaster.pid"));
        return new NpgsqlConnectionStringBuilder
        {
            Host = lines[4].Length > 0 ? lines[4] : lines[5],
            Port = int.Parse(lines[3], System.Globalization.CultureInfo.InvariantCulture),
            Username = "portal",
            Database = "portal",
            Password = (await File.ReadAllTextAsync(Path.Combine(home, "password"))).Trim(),
            MaxAutoPrepare = 100,
            MaxPoolSize = 20,
        }.ConnectionString;
    }
}
