using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.Tests.Leaks;

/// <summary>A route as declared, such as "/inquiries/{id}", with its method.</summary>
internal sealed record Route(string Method, string Pattern)
{
    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    public bool HasIds => Pattern.Contains('{');
}

/// <summary>All routes of the product: those of the OpenAPI document, the pages, and the few that the document leaves out.</summary>
internal static partial class Routes
{
    // What a route takes that is no id of anyone's row.
    private static readonly Dictionary<string, string> Words = new() { ["Code"] = "404", ["Name"] = "20260101T000000000-0123456789abcdef01234567.eml", ["language"] = "pl", ["kind"] = "inquiry", ["subjectKind"] = "inquiry", ["documentName"] = "v1", ["token"] = "no-such-token", ["Token"] = "no-such-token" };

    public static async Task<IReadOnlyList<Route>> AllAsync(RunningHost host)
    {
        var document = JsonNode.Parse(await host.Api().Http.GetStringAsync("/openapi/v1.json"))!;
        var api = ((JsonObject)document["paths"]!).SelectMany(path => ((JsonObject)path.Value!).Select(method => new Route(method.Key.ToUpperInvariant(), path.Key))).ToList();
        var (pages, hidden) = (Pages().ToList(), Hidden().ToList());
        api.Count.ShouldBeGreaterThan(30);
        pages.Count.ShouldBeGreaterThan(20);
        hidden.Count.ShouldBeGreaterThan(7);
        return [.. api, .. pages, .. hidden];
    }

    /// <exception cref="ShouldAssertException">The kit does not know what to fill in: teach it the new kind of row.</exception>
    public static string Filled(this Route route, Victim victim)
    {
        var steps = route.Pattern.Split('/');
        for (var i = 0; i < steps.Length; i++)
        {
            if (!steps[i].StartsWith('{'))
                continue;
            var name = steps[i].Trim('{', '}').Split(':')[0].TrimStart('*');
            steps[i] = Words.TryGetValue(name, out var word) && !steps[i].Contains(":guid", StringComparison.Ordinal) ? word
                : victim.Ids.TryGetValue(steps[i - 1], out var id) ? id
                : victim.Ids.TryGetValue(route.Pattern.Split('/')[i - 2], out id) ? id
                : throw new ShouldAssertException($"The leak kit has no id for {steps[i]} of {route.Pattern}.");
        }

        return string.Join('/', steps);
    }

    private static IEnumerable<Route> Pages() => Directory.EnumerateFiles(Path.Combine(Repository.Folder, "artifacts", "host"), "Portal.*.dll").Select(Assembly.LoadFrom)
        .SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => new Route("GET", route.Template));

    private static IEnumerable<Route> Hidden() => new[] { "host", "modules", "building-blocks", "plugins" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Folder, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("node_modules", StringComparison.Ordinal)).SelectMany(file => Mapping().Matches(File.ReadAllText(file)))
        .Select(match => new Route(match.Groups[1].Value.ToUpperInvariant(), match.Groups[2].Value)).Where(route => !route.IsApi).Distinct();

    [GeneratedRegex("""\.Map(Get|Post|Put|Delete)\("(/[^"]*)"[,)]""")]
    private static partial Regex Mapping();
}
