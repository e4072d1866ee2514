using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.Http;

/// <summary>Who may sign in to the demo, as the host writes it to demo.json.</summary>
public sealed record DemoPerson(string Name, string Role, string Email, string Password, string Token, string Language);

/// <summary>The published host as people run it: a process of its own, with demo data in a folder of its own.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private const string Sign = "Portal is ready: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private readonly StringBuilder _said = new();
    private readonly Func<ProcessStartInfo> _start;
    private Process _process;
    private TaskCompletionSource<string?> _ready;

    private RunningHost(string data, string plugins, IEnumerable<string> settings, Action<ProcessStartInfo>? adapt = null)
    {
        var folder = Path.Combine(Repository.Folder, "artifacts", "host");
        if (!File.Exists(Path.Combine(folder, "Portal.Host.dll")))
            throw new InvalidOperationException($"There is no host in {folder}. Run host/run --build-only first, or tests/run, which does.");
        DataFolder = data;
        ProcessStartInfo Start() => new("dotnet", ["Portal.Host.dll", "--urls", $"http://localhost:{FreePort()}", $"--Portal:Data={data}", "--Portal:Demo=true", $"--Portal:Plugins={plugins}", .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _start = () =>
        {
            var start = Start();
            adapt?.Invoke(start);
            return start;
        };
        (_process, _ready) = Prepare();
    }

    public string DataFolder { get; }

    public string Address { get; private set; } = "";

    public IReadOnlyList<DemoPerson> People { get; private set; } = [];

    /// <summary>All that it printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Where plugins lie that were built with the host.</summary>
    public static string BuiltPlugins => Environment.GetEnvironmentVariable("PORTAL_PLUGINS") is { Length: > 0 } named ? named : Path.Combine(Repository.Folder, "artifacts", "plugins");

    /// <exception cref="InvalidOperationException">It is not built, or ended or hung before it was ready; the message has what it said.</exception>
    public static Task<RunningHost> StartAsync(string? plugins = null, params string[] settings) => BegunAsync(new RunningHost(NewFolder(), plugins ?? BuiltPlugins, settings));

    /// <summary>Starts in other surroundings than usual, such as another program folder or environment.</summary>
    public static Task<RunningHost> StartInAsync(Action<ProcessStartInfo> adapt, params string[] settings) => BegunAsync(new RunningHost(NewFolder(), BuiltPlugins, settings, adapt));

    /// <summary>Runs a host that is not expected to get ready.</summary>
    /// <returns>The code it ended with and what it said.</returns>
    public static async Task<(int Code, string Said)> RunToItsEndAsync(params string[] settings)
    {
        await using var host = new RunningHost(NewFolder(), BuiltPlugins, settings);
        if (await host.RunUntilReadyAsync() is not null)
            throw new InvalidOperationException($"The host started though it should not have:\n{host.Said}");
        await host._process.WaitForExitAsync();
        return (host._process.ExitCode, host.Said);
    }

    /// <summary>Stops it and starts it on the same data, as an upgrade does.</summary>
    /// <exception cref="InvalidOperationException">It does not get ready again.</exception>
    public async Task RestartAsync()
    {
        await StopAsync();
        _process.Dispose();
        (_process, _ready) = Prepare();
        Address = await RunUntilReadyAsync() ?? throw new InvalidOperationException($"The host did not start again:\n{Said}");
    }

    /// <summary>Starts on a data folder that is there, such as one a backup was put back into.</summary>
    public static Task<RunningHost> OnAsync(string data) => BegunAsync(new RunningHost(data, BuiltPlugins, []));

    /// <summary>Starts another host on this one's database, with the same master key.</summary>
    public async Task<RunningHost> BesideAsync()
    {
        var data = NewFolder();
        Directory.CreateDirectory(data);
        File.Copy(Path.Combine(DataFolder, "demo.json"), Path.Combine(data, "demo.json"));
        return await BegunAsync(new RunningHost(data, BuiltPlugins, [$"--ConnectionStrings:Portal={await ConnectionAsync()}", $"--Portal:MasterKeyFile={Path.Combine(DataFolder, "master.key")}"]));
    }

    private async Task<string> ConnectionAsync() =>
        new Npgsql.NpgsqlConnectionStringBuilder { Host = Postmaster()![4], Database = "portal", Username = "portal", Password = (await File.ReadAllTextAsync(Path.Combine(PostgresFolder, "password"))).Trim(), Pooling = true, MaxPoolSize = 30 }.ConnectionString;

    private static async Task<RunningHost> BegunAsync(RunningHost host)
    {
        try
        {
            await host.BeginAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the program for one task, such as a backup.</summary>
    /// <returns>The code it ended with and what it said.</returns>
    public static async Task<(int Code, string Said)> DoAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["Portal.Host.dll", .. arguments])
        {
            WorkingDirectory = Path.Combine(Repository.Folder, "artifacts", "host"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Tells it to die at a step, and gives the way to wait for that.</summary>
    public Task DieAtAsync(string step)
    {
        File.WriteAllText(Path.Combine(DataFolder, "drill"), step);
        return _process.WaitForExitAsync();
    }

    public DemoPerson Person(string name) => People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));

    /// <summary>The API as this person's programs use it; with no name, as a stranger's.</summary>
    public Api Api(string? name = null, string? token = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(60) };
        if ((token ?? (name is null ? null : Person(name).Token)) is { } bearer)
            http.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return new Api(http);
    }

    /// <summary>Moves the host's clock so far ahead of the machine's, from this moment on.</summary>
    public void MoveClock(TimeSpan ahead)
    {
        var file = Path.Combine(DataFolder, "clock");
        File.WriteAllText(file + ".new", ahead.ToString("c", CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Moves the host's clock to the instant.</summary>
    public void MoveClockTo(DateTimeOffset instant) => MoveClock(instant - Days.Machine.GetUtcNow());

    /// <summary>
    /// Waits until the job has run from beginning to end and what it published is delivered: a job is not started beside itself, so that its second
    /// start from now on is the end of the first.
    /// </summary>
    /// <param name="job">The name of its type.</param>
    public async Task JobRanAsync(string job)
    {
        Task<long> StartsAsync() => CountAsync($"select times_triggered from portal.qrtz_simple_triggers where trigger_name like '%{job}%'");
        var before = await StartsAsync();
        await Eventually.GetAsync($"a run of {job}", async () => await StartsAsync() >= before + 2 ? job : null);
        await Eventually.GetAsync("the deliveries of what it published", async () => await CountAsync("select count(*) from portal.outbox where not is_dead") == 0 ? job : null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        if (Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
    }

    private (Process Process, TaskCompletionSource<string?> Ready) Prepare()
    {
        var process = new Process { StartInfo = _start(), EnableRaisingEvents = true };
        var ready = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => ready.TrySetResult(null);
        return (process, ready);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    /// <returns>The code it ended with.</returns>
    public async Task<int> EndAsync()
    {
        await StopAsync();
        return _process.ExitCode;
    }

    /// <summary>What the host itself has in memory at this moment, in bytes.</summary>
    public long ResidentBytes => 1024 * long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>The main process of the host's own PostgreSQL; null while there is none.</summary>
    public int? DatabaseProcess => Postmaster() is { } lines ? int.Parse(lines[0], CultureInfo.InvariantCulture) : null;

    /// <summary>Stops the host's own PostgreSQL from outside, as by a crash: QUIT is its "immediate" end, KILL the system's.</summary>
    public async Task StopDatabaseAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{DatabaseProcess}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Stops the host's own PostgreSQL and keeps it from starting until what is given back is called.</summary>
    public async Task<Action> TakeDatabaseAwayAsync()
    {
        var (version, hidden) = (Path.Combine(PostgresFolder, "data", "PG_VERSION"), Path.Combine(PostgresFolder, "data", "PG_VERSION.away"));
        File.Move(version, hidden);
        await StopDatabaseAsync("QUIT");
        return () => File.Move(hidden, version);
    }

    /// <summary>One value from the database, for what no public door tells: that nothing is left behind.</summary>
    public async Task<long> CountAsync(string query) => Convert.ToInt64(await DoSqlAsync(query), CultureInfo.InvariantCulture);

    /// <summary>Does something in the host's own database behind its back.</summary>
    /// <returns>The first value of the answer, if there is one.</returns>
    public async Task<object?> DoSqlAsync(string statement)
    {
        var place = new Npgsql.NpgsqlConnectionStringBuilder { Host = Postmaster()![4], Database = "portal", Username = "portal", Password = (await File.ReadAllTextAsync(Path.Combine(PostgresFolder, "password"))).Trim(), Pooling = false };
        await using var connection = new Npgsql.NpgsqlConnection(place.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }

    private string PostgresFolder => Path.Combine(DataFolder, "postgres") is var home && File.Exists(Path.Combine(home, "elsewhere")) ? File.ReadAllText(Path.Combine(home, "elsewhere")).Trim() : home;

    private string[]? Postmaster()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(PostgresFolder, "data", "postmaster.pid"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task StopAsync()
    {
        if (Started() && !_process.HasExited)
        {
            // Asked, not killed: the host stops its own database then.
            using var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await ask.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    internal static string NewFolder() => Path.Combine(Path.GetTempPath(), $"portal-http-{Guid.NewGuid():N}");

    private async Task BeginAsync()
    {
        Address = await RunUntilReadyAsync() ?? throw new InvalidOperationException($"The host ended before it was ready:\n{Said}");
        await using var file = File.OpenRead(Path.Combine(DataFolder, "demo.json"));
        People = (await JsonSerializer.DeserializeAsync<DemoFile>(file, JsonSerializerOptions.Web))!.People;
    }

    private async Task<string?> RunUntilReadyAsync()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            return await _ready.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The host was not ready after {StartLimit.TotalMinutes:0} minutes:\n{Said}");
        }
    }

    private bool Started()
    {
        try
        {
            return _process.Id > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
        if (line.StartsWith(Sign, StringComparison.Ordinal))
            _ready.TrySetResult(line[Sign.Length..].Trim());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record DemoFile(IReadOnlyList<DemoPerson> People);
}
