using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Portal.Bench;

/// <summary>Many people with the page of one inquiry open, as their browsers hold it: one line each that says when something changed.</summary>
/// <param name="KilobytesEach">What the host grew by for each, once all lines were open.</param>
/// <param name="Median">Milliseconds from sending a change to the news of it.</param>
internal sealed partial record LiveReaders(double KilobytesEach, double Median, double Last, double AllFresh)
{
    public const int Count = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<LiveReaders> MeasureAsync(PortalHost host, Visitor customer, Visitor staff, Guid inquiry)
    {
        var page = $"/inquiries/{inquiry}";
        var address = System.Net.WebUtility.HtmlDecode(Address().Match(await customer.Http.GetStringAsync(page)).Groups[1].Value);
        var before = host.Resident;
        using var end = new CancellationTokenSource(Patience * 2);
        var lines = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => OpenAsync(customer, address, end.Token)));
        await Task.Delay(TimeSpan.FromSeconds(2), end.Token);
        var each = (host.Resident - before) * 1024 / Count;

        var news = lines.Select(line => Task.Run(() => NewsAsync(line, end.Token))).ToList();
        var start = Stopwatch.GetTimestamp();
        await staff.PostAsync($"notes/inquiry/{inquiry}", new { text = "The paper has come." });
        var heard = await Task.WhenAll(news);
        var arrivals = heard.Select(it => Stopwatch.GetElapsedTime(start, it.At).TotalMilliseconds).Order().ToList();
        await Task.WhenAll(heard.Select(async it =>
        {
            // As the page does: at a moment of its own within the time that the news names.
            await Task.Delay(Random.Shared.Next(it.Within + 1), end.Token);
            using var answer = await customer.Http.GetAsync(page, end.Token);
            answer.EnsureSuccessStatusCode();
        }));
        var fresh = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        foreach (var line in lines)
            line.Dispose();
        return new(each, arrivals[Count / 2], arrivals[^1], fresh);
    }

    private static async Task<StreamReader> OpenAsync(Visitor customer, string address, CancellationToken cancellation)
    {
        var answer = await customer.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        var line = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        await line.ReadLineAsync(cancellation);
        return line;
    }

    private static async Task<(long At, int Within)> NewsAsync(StreamReader line, CancellationToken cancellation)
    {
        while (await line.ReadLineAsync(cancellation) is { } text)
        {
            if (text.StartsWith("data:", StringComparison.Ordinal))
                return (Stopwatch.GetTimestamp(), int.Parse((await line.ReadLineAsync(cancellation))!["data: ".Length..], System.Globalization.CultureInfo.InvariantCulture));
        }

        throw new IOException("The host closed a line that it should hold.");
    }

    [GeneratedRegex("<portal-live data-address=\"([^\"]+)\" id=\"inquiry\"")]
    private static partial Regex Address();
}
