using System.Text.Json.Nodes;

namespace Portal.Inquiries;

/// <summary>Makes alternatives of ticked values: every combination once, those made by hand untouched.</summary>
internal static class Axes
{
    /// <exception cref="RuleBroken">More cells than an inquiry holds.</exception>
    public static InquiryItem Make(InquiryItem item, SpecSchema schema)
    {
        var axes = item.Axes.Select(axis => (Path: axis.Key, Values: Values(item, schema, axis.Key, axis.Value))).Where(axis => axis.Values.Count > 0).ToList();
        var perChoice = Math.Max(1, Quantities.Normalise(item.Quantities).Count);
        var wanted = axes.Aggregate(1m, (product, axis) => Math.Min(product * (axis.Values.Count + 1), 1_000_000m)) - 1;
        if (wanted * perChoice > Quantities.MostCells)
            throw new RuleBroken("axes", new Phrase("inquiries.axes.tooMany", wanted, perChoice, Quantities.MostCells));
        var alternatives = item.Alternatives.ToList();
        foreach (var changes in Combinations(axes).Where(changes => changes.Count > 0 && !alternatives.Exists(it => it.ChangesTheSame(changes))))
            alternatives.Add(new Alternative { Changes = changes });
        var made = item with { Alternatives = Letters.Keyed(alternatives) };
        return made.Cells().Count() <= Quantities.MostCells
            ? made
            : throw new RuleBroken("axes", new Phrase("inquiries.axes.tooMany", alternatives.Count, perChoice, Quantities.MostCells));
    }

    /// <summary>Ticked values that no alternative has: whoever ticked them expects them in the inquiry.</summary>
    public static bool ArePending(InquiryItem item, SpecSchema schema) => item.Axes.Any(axis => Values(item, schema, axis.Key, axis.Value)
        .Any(value => !item.Alternatives.Any(it => it.Changes.TryGetValue(axis.Key, out var node) && JsonNode.DeepEquals(node, value))));

    private static List<JsonValue> Values(InquiryItem item, SpecSchema schema, string path, IReadOnlyList<string> ticked) => schema.Field(path) is { Varies: true } field
        ? [.. ticked.Distinct().Select(value => field.Kind == SpecFieldKind.Flag ? JsonValue.Create(value == "true") : JsonValue.Create(value)!).Where(value => !JsonNode.DeepEquals(value, item.Spec.Node(path)))]
        : [];

    private static IEnumerable<Dictionary<string, JsonNode?>> Combinations(IReadOnlyList<(string Path, List<JsonValue> Values)> axes) => axes.Aggregate(
        (IEnumerable<Dictionary<string, JsonNode?>>)[[]],
        (made, axis) => made.SelectMany(_ => axis.Values.Prepend(null), (changes, value) => value is null ? changes : new Dictionary<string, JsonNode?>(changes) { [axis.Path] = value }));
}
