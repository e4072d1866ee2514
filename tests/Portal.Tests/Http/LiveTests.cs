using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Open pages hear that something changed.</summary>
public sealed partial class LiveTests(SharedHost shared) : HttpTest(shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 0)]
    [InlineData(30, 50)]
    public async Task Few_pages_fetch_at_once_and_many_are_told_to_spread(int pages, int milliseconds)
    {
        var visitor = await Visitor.OfAsync(Host, Host.Person("ewa"));
        var inquiry = await Host.Api("ewa").SubmitAsync("Śledzone przez wielu");
        var address = WebUtility.HtmlDecode(LivePart().Match(await visitor.PageAsync($"/inquiries/{inquiry}")).Groups[1].Value);
        var lines = await Task.WhenAll(Enumerable.Range(0, pages).Select(async _ => new StreamReader(await visitor.Pages.GetStreamAsync(address, Cancelled))));
        foreach (var line in lines)
            (await line.ReadLineAsync(Cancelled)).ShouldBe(": open");

        await Host.Api("katarzyna").WriteAsync($"notes/inquiry/{inquiry}", new { text = "Papier przyszedł" });
        foreach (var line in lines)
        {
            using (line)
                (await WithinAsync(line, $"inquiry:{inquiry}").WaitAsync(TimeSpan.FromSeconds(20), Cancelled)).ShouldBe(milliseconds);
        }
    }

    /// <summary>What is told when the line opens of what was missed carries no such number.</summary>
    private static async Task<int> WithinAsync(StreamReader line, string topic)
    {
        while (true)
        {
            if (await line.ReadLineAsync(Cancelled) == $"data: {topic}" && await line.ReadLineAsync(Cancelled) is { Length: > 0 } within)
                return int.Parse(within["data: ".Length..], CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex("data-address=\"(/live[^\"]+)\" id=\"inquiry\"")]
    private static partial Regex LivePart();
}
