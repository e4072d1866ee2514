using System.Diagnostics;

namespace Portal.Kernel;

/// <summary>
/// A demo's emergency drill: dies at once, as by SIGKILL, at the step that the file "drill" in the data folder names ("write.commit"), and once only. It proves
/// that what a host dies over is neither lost nor done twice; outside a demo there is no such file to read.
/// </summary>
public sealed class Drill(string? file)
{
    public static IReadOnlyList<string> Steps { get; } = ["write.commit", "write.committed", "delivery.taken", "delivery.commit", "delivery.committed", "mail.send", "mail.sent"];

    /// <param name="of">What the step is done for; the file may name it too ("delivery.commit MakeOrder").</param>
    internal void Reach(string step, string of)
    {
        if (file is null || !File.Exists(file) || File.ReadAllText(file).Trim() is not { } wanted || (wanted != step && wanted != $"{step} {of}"))
            return;
        File.Delete(file);
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
