using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Tests.Mail;

/// <summary>
/// A real mail server for a test: Debian's aiosmtpd under the script beside this file. Installed when the tests run as root; without it the test is
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
        var process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Mail", "smtp_server.py"), .. options, folder.FullName]) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadLineAsync() is { } port
            ? new SmtpServer(process, folder, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The mail server did not start; above is why.");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A certificate of one's own for localhost, which nobody trusts who is not told to, and its key.</summary>
    public static (string Certificate, string Key) SelfSigned(DirectoryInfo folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(folder.FullName, "certificate.pem"), Path.Combine(folder.FullName, "key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    /// <summary>From now on: "drop", "never ADDRESS", or nothing for its usual ways.</summary>
    public void Rule(string rule) => File.WriteAllText(Path.Combine(folder.FullName, "rule"), rule);

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
