using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Mail;

/// <summary>
/// A real mail server for a test: Debian's aiosmtpd with the rules beside this file. Installed when the tests run as root; without it the test is
/// skipped and says so.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> IsInstalled = new(Install);

    private readonly Process process;
    private readonly DirectoryInfo folder;

    private SmtpServer(Process process, DirectoryInfo folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

    public int Port { get; }

    public FileInfo[] Taken => folder.GetFiles("*.eml");

    public static async Task<SmtpServer> StartAsync(params string[] options)
    {
        Assert.SkipUnless(IsInstalled.Value, "aiosmtpd is not installed: run the tests as root once, or apt-get install python3-aiosmtpd");
        var folder = Directory.CreateTempSubdirectory("portal-smtp-");
        var port = FreePort();
        var start = new ProcessStartInfo(Python, ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "smtp_rules.Rules", .. options, folder.FullName])
        {
            Environment = { ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "Mail"), ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        var server = new SmtpServer(Process.Start(start)!, folder, port);
        await server.ReadyAsync();
        return server;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Lets the server hang: connections are made and nothing is answered.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start("kill", ["-STOP", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task ReadyAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (attempt < 200 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static bool Install() =>
        Succeeds(Python, "-c", "import aiosmtpd")
        || (Environment.UserName == "root" && Succeeds("apt-get", "update") && Succeeds("apt-get", "install", "-y", "--no-install-recommends", "python3-aiosmtpd"));

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
