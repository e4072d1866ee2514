using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.PluginSdk;

/// <summary>Names one immutable version of a plugin's dictionaries. The hash is SHA-256 over the canonical content.</summary>
public sealed record Snapshot(Guid Id, int Version, string Hash);

/// <summary>All dictionaries of a plugin as they stood at one moment, with their snapshot's name. The host stores them; a plugin ships the first.</summary>
public sealed record DictionarySet(Snapshot Snapshot, string Currency, IReadOnlyDictionary<string, DictionaryTable> Tables)
{
    /// <exception cref="KeyNotFoundException">The set has no such dictionary.</exception>
    public DictionaryTable this[string dictionary] => Tables.TryGetValue(dictionary, out var table)
        ? table
        : throw new KeyNotFoundException($"No dictionary '{dictionary}' in snapshot {Snapshot.Version}.");
}

/// <summary>One dictionary (papers, presses): what it is called, its columns with units, and its rows in the order shown.</summary>
public sealed record DictionaryTable(LocalText Name, IReadOnlyList<DictionaryColumn> Columns, IReadOnlyList<DictionaryRow> Rows)
{
    public DictionaryRow? Find(string key) => Rows.FirstOrDefault(row => row.Key == key);
}

/// <summary>A column: its field name in the rows, its label and the key of its unit ("" for none).</summary>
public sealed record DictionaryColumn(string Field, LocalText Label, string Unit = "");

/// <summary>A row: a stable key, the name people see, and values by field. A field that is absent or null is not known.</summary>
public sealed record DictionaryRow(string Key, LocalText Name, IReadOnlyDictionary<string, JsonElement> Values)
{
    /// <summary>The number in a field, or null where it is not known.</summary>
    public decimal? Number(string field) =>
        Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;

    public string? Text(string field) =>
        Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string field) => Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.True;

    public IReadOnlyList<string> Texts(string field) => Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
        : [];

    public IReadOnlyList<decimal> Numbers(string field) => Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.GetDecimal())]
        : [];
}

/// <summary>The dictionaries a plugin ships (dictionaries.json in its folder): the host takes them in as a snapshot when their content is new.</summary>
public sealed record DictionaryFile(string Currency, IReadOnlyDictionary<string, DictionaryTable> Tables)
{
    [JsonIgnore]
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);
}
