using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Tests;
using Xunit;

// One host and one browser serve all tests; two tests at once would only take the processor from each other.
[assembly: AssemblyFixture(typeof(PortalFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Portal.EndToEnd.Tests;

/// <summary>Who may sign in to the demo, as the host writes it to demo.json.</summary>
public sealed record DemoPerson(string Name, string Role, string Email, string Password, string Token, string Language);

internal sealed record DemoFile(IReadOnlyList<DemoPerson> People);

/// <summary>The real host as people run it, with demo data in a folder of its own, and a browser before it.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"portal-end-to-end-{Guid.NewGuid():N}");
    private readonly StringBuilder _said = new();
    private Process? _host;
    private IPlaywright? _playwright;

    public static string Repository { get; } = FindRepository();

    public string Address { get; private set; } = "";

    public IBrowser Browser { get; private set; } = null!;

    public IReadOnlyList<DemoPerson> People { get; private set; } = [];

    public string DataFolder => _data;

    public DemoPerson PersonOf(string email) => People.First(person => person.Email == email);

    public async ValueTask InitializeAsync()
    {
        await StartHostAsync();
        People = JsonSerializer.Deserialize<DemoFile>(await File.ReadAllTextAsync(Path.Combine(_data, "demo.json")), JsonSerializerOptions.Web)?.People ?? [];
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A browser window of its own, with nobody signed in.</summary>
    public async Task<Visit> VisitAsync(int width = 1440, bool dark = false, string language = "en", bool script = true)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Address,
            ViewportSize = new() { Width = width, Height = width < 768 ? 844 : 900 },
            HasTouch = width < 768,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(30_000);
        return new Visit(context, await context.NewPageAsync());
    }

    public async Task<Visit> SignInAsync(string email, int width = 1440, bool dark = false, bool script = true)
    {
        var person = PersonOf(email);
        var visit = await VisitAsync(width, dark, person.Language, script);
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.Locator("input[type=email]").FillAsync(person.Email);
        await visit.Page.Locator("input[type=password]").FillAsync(person.Password);
        await visit.Page.Locator("[data-name=SignIn] button[type=submit]").ClickAsync();
        await visit.Page.Locator("#menu").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is { HasExited: false })
        {
            // Asked, not killed: the host stops its own database then.
            using var ask = Process.Start("kill", ["-TERM", $"{_host.Id}"]);
            await ask.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _host.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _host.Kill(entireProcessTree: true);
            }
        }

        _host?.Dispose();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    private async Task StartHostAsync()
    {
        var folder = Path.Combine(Repository, "artifacts", "host");
        if (!File.Exists(Path.Combine(folder, "Portal.Host.dll")))
            throw new InvalidOperationException($"There is no host in {folder}. Run host/run --build-only first, or tests/run, which does.");
        var plugins = Environment.GetEnvironmentVariable("PORTAL_PLUGINS") is { Length: > 0 } named ? named : Path.Combine(Repository, "artifacts", "plugins");
        var start = new ProcessStartInfo("dotnet", ["Portal.Host.dll", "--urls", $"http://localhost:{FreePort()}", $"--Portal:Data={_data}", "--Portal:Demo=true", $"--Portal:Plugins={plugins}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host = new Process { StartInfo = start, EnableRaisingEvents = true };
        _host.OutputDataReceived += (_, line) => Hear(line.Data);
        _host.ErrorDataReceived += (_, line) => Hear(line.Data);
        _host.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The host ended before it was ready:\n{Said()}"));
        _host.Start();
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
        try
        {
            Address = await ready.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The host was not ready after {StartLimit.TotalMinutes} minutes:\n{Said()}");
        }

        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (_said)
                _said.AppendLine(line);
            const string sign = "Portal is ready: ";
            if (line.StartsWith(sign, StringComparison.Ordinal))
                ready.TrySetResult(line[sign.Length..].Trim());
        }
    }

    private string Said()
    {
        lock (_said)
            return _said.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must lie in the repository, and no Portal.sln was found above them.");
    }
}
