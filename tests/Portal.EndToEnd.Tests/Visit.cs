using Microsoft.Playwright;
using Shouldly;

namespace Portal.EndToEnd.Tests;

/// <summary>One browser window with its own cookies.</summary>
public sealed class Visit(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private static readonly string _axe = File.ReadAllText(Path.Combine(PortalFixture.Repository, "host", "node_modules", "axe-core", "axe.min.js"));

    public IBrowserContext Context { get; } = context;

    public IPage Page { get; } = page;

    /// <summary>Fails with what is wrong and where, if the page breaks WCAG 2.2 AA as far as a machine can tell.</summary>
    public async Task CheckAxeAsync()
    {
        // Evaluated, not added as a script: the page's content security policy forbids that.
        await Page.EvaluateAsync(_axe);
        var broken = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } })).violations
              .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}\n    ${node.failureSummary.replace(/\s+/g, ' ')}`))
            """);
        broken.ShouldBeEmpty($"{Page.Url} at {Page.ViewportSize?.Width} px");
    }

    /// <summary>Nothing wider than the window: no page scrolls sideways as a whole.</summary>
    public async Task CheckWidthAsync()
    {
        var (inside, window) = (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await Page.EvaluateAsync<int>("innerWidth"));
        inside.ShouldBeLessThanOrEqualTo(window, $"{Page.Url} scrolls sideways");
    }

    public async Task ScreenshotAsync(string name)
    {
        var folder = Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 } named ? named : Path.Combine(PortalFixture.Repository, "TestResults", "screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
