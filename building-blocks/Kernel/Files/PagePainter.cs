using System.Diagnostics;

namespace Portal.Kernel;

/// <summary>
/// Draws the first page of a PDF with Poppler's pdftoppm where that is installed: in a process of its own with little memory and time, without the
/// host's environment, so that whatever a hostile file does ends with it.
/// </summary>
internal static class PagePainter
{
    private const string Limits = "ulimit -v 1000000; ulimit -t 8; exec nice -n 10 pdftoppm -f 1 -l 1 -singlefile -scale-to 384 -png \"$1\"";
    private const int MostBytes = 4_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(12);

    private static readonly string SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "";

    public static bool IsInstalled { get; } = File.Exists("/bin/sh") && SearchPath.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "pdftoppm")));

    /// <returns>PNG, or null where it can't be drawn within the limits.</returns>
    public static async Task<byte[]?> FirstPageAsync(string path, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Limits, "sh", path]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        using var process = Process.Start(start)!;
        try
        {
            // Read on and thrown away: complaints about a broken file must not block it.
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            var page = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (await process.StandardOutput.BaseStream.ReadAsync(buffer, limit.Token) is > 0 and var read)
            {
                page.Write(buffer, 0, read);
                if (page.Length > MostBytes)
                    return null;
            }

            await complaints;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 && page.Length > 0 ? page.ToArray() : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
