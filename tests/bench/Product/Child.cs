using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bench;

/// <summary>A program of this benchmark's own, started, listened to and stopped again.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly List<(string Sign, TaskCompletionSource<long> Heard)> _waiting = [];

    private Child(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => FailAll();
    }

    public static Child Start(string folder, IEnumerable<string> arguments, params IReadOnlyList<string> signs)
    {
        var child = new Child(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder });
        child._waiting.AddRange(signs.Select(sign => (sign, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously))));
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>When the sign given at the start was printed, as a time stamp.</summary>
    public Task<long> HeardAsync(string sign) => _waiting.First(it => it.Sign == sign).Heard.Task.WaitAsync(TimeSpan.FromMinutes(3));

    /// <summary>Resident memory in MB.</summary>
    public double Resident()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1_000_000.0;
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Asked, not killed: the host stops its own database then.
            using var ask = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await ask.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        var now = Stopwatch.GetTimestamp();
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
        foreach (var (_, heard) in _waiting.Where(it => line.Contains(it.Sign, StringComparison.Ordinal)))
            heard.TrySetResult(now);
    }

    private void FailAll()
    {
        // Only then has all it said arrived.
        _process.WaitForExit();
        string said;
        lock (_said)
            said = _said.ToString();
        foreach (var (sign, heard) in _waiting)
            heard.TrySetException(new InvalidOperationException($"The program ended before it said \"{sign}\":\n{said}"));
    }
}
