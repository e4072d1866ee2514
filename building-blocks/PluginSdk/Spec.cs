using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Portal.PluginSdk;

/// <summary>
/// What a customer asks for, as data by the product type's schema: an object of sections, each an object of fields, or a list of such where
/// the section repeats. Never changed in place; patching gives a copy.
/// A path is "section/field" or, in a section that repeats, "section/0/field".
/// </summary>
[JsonConverter(typeof(SpecJsonConverter))]
public sealed class Spec
{
    private readonly JsonObject _root;

    public Spec(JsonObject root) => _root = (JsonObject)root.DeepClone();

    public static Spec Parse(string json) => new(JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A spec is a JSON object."));

    public static Spec Empty { get; } = new(new JsonObject());

    public JsonObject ToJson() => (JsonObject)_root.DeepClone();

    public override string ToString() => _root.ToJsonString();

    /// <summary>How many entries a repeating section has.</summary>
    public int Count(string section) => (_root[section] as JsonArray)?.Count ?? 0;

    public string? Text(string path) => Node(path) is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>The number at a path. One set in code (an int) is read like one that was parsed.</summary>
    public decimal? Number(string path) => Node(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? value.TryGetValue<decimal>(out var number)
            || decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : null
        : null;

    public bool Flag(string path) => Node(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The value at a path as JSON, null where there is none.</summary>
    public JsonNode? Node(string path)
    {
        JsonNode? node = _root;
        foreach (var step in path.Split('/'))
        {
            node = node switch
            {
                JsonObject parent => parent[step],
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>A copy with the values at the given paths replaced; missing parents are made, null removes.</summary>
    public Spec With(IReadOnlyDictionary<string, JsonNode?> patch)
    {
        var root = ToJson();
        foreach (var (path, value) in patch)
            Set(root, path, value?.DeepClone());
        return new Spec(root);
    }

    public Spec With(string path, JsonNode? value) => With(new Dictionary<string, JsonNode?> { [path] = value });

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var steps = path.Split('/');
        var node = root;
        for (var i = 0; i < steps.Length - 1; i++)
        {
            var isIndexNext = int.TryParse(steps[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            node = Child(node, steps[i]) ?? Add(node, steps[i], isIndexNext ? new JsonArray() : new JsonObject());
        }

        switch (node)
        {
            case JsonObject parent when value is null: parent.Remove(steps[^1]); break;
            case JsonObject parent: parent[steps[^1]] = value; break;
            case JsonArray list: Put(list, int.Parse(steps[^1], CultureInfo.InvariantCulture), value); break;
            default: throw new JsonException($"'{path}' leads nowhere in this spec.");
        }
    }

    private static JsonNode? Child(JsonNode node, string step) => node switch
    {
        JsonObject parent => parent[step],
        JsonArray list => int.Parse(step, CultureInfo.InvariantCulture) is var index && index < list.Count ? list[index] : null,
        _ => throw new JsonException($"'{step}' leads nowhere in this spec."),
    };

    private static JsonNode Add(JsonNode node, string step, JsonNode child)
    {
        if (node is JsonArray list)
            Put(list, int.Parse(step, CultureInfo.InvariantCulture), child);
        else
            node.AsObject()[step] = child;
        return child;
    }

    private static void Put(JsonArray list, int index, JsonNode? value)
    {
        if (index > 1000)
            throw new JsonException("A section repeats at most 1,000 times.");
        while (list.Count <= index)
            list.Add(new JsonObject());
        list[index] = value;
    }
}

internal sealed class SpecJsonConverter : JsonConverter<Spec>
{
    public override Spec Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        new(JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("A spec is a JSON object."));

    public override void Write(Utf8JsonWriter writer, Spec value, JsonSerializerOptions options) => value.ToJson().WriteTo(writer, options);
}
