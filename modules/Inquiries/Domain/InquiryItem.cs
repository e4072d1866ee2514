using System.Text.Json.Nodes;

namespace Portal.Inquiries;

/// <summary>One thing asked for: its base spec, alternatives that differ from it, and run lengths.</summary>
public sealed record InquiryItem
{
    public const string BaseKey = "A";

    public string Key { get; init; } = "1";

    public string Name { get; init; } = "";

    public Spec Spec { get; init; } = Spec.Empty;

    public IReadOnlyList<decimal> Quantities { get; init; } = [];

    /// <summary>Beside the base itself, which is always one of the choices.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Values ticked for comparison, by the path of their field; alternatives are made of their combinations.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Axes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Cells not asked for. What names no cell says nothing.</summary>
    public IReadOnlyList<CellKey> LeftOut { get; init; } = [];

    /// <summary>With one alternative asked for in another run length too, and no other.</summary>
    internal InquiryItem InRun(string alternative, decimal quantity) => Quantities.Contains(quantity)
        ? this with { LeftOut = [.. LeftOut.Where(cell => cell != new CellKey(alternative, quantity))] }
        : this with { Quantities = [.. Quantities.Append(quantity).Order()], LeftOut = [.. LeftOut, .. Choices().Where(choice => choice.Key != alternative).Select(choice => new CellKey(choice.Key, quantity))] };

    /// <summary>The base and the alternatives, each with its whole spec.</summary>
    public IEnumerable<(string Key, string Name, Spec Spec)> Choices() =>
        Alternatives.Select(alternative => (alternative.Key, alternative.Name, Spec.With(alternative.Changes))).Prepend((BaseKey, "", Spec));

    /// <summary>Every cell that is asked for: choices in their order, each with its run lengths in theirs.</summary>
    public IEnumerable<CellKey> Cells()
    {
        var leftOut = LeftOut.ToHashSet();
        return Alternatives.Select(alternative => alternative.Key).Prepend(BaseKey)
            .SelectMany(_ => Inquiries.Quantities.Normalise(Quantities), (key, quantity) => new CellKey(key, quantity)).Where(cell => !leftOut.Contains(cell));
    }
}

/// <summary>What an alternative changes: values by path ("cover/lamination").</summary>
public sealed record Alternative
{
    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    public IReadOnlyDictionary<string, JsonNode?> Changes { get; init; } = new Dictionary<string, JsonNode?>();

    internal bool ChangesTheSame(IReadOnlyDictionary<string, JsonNode?> changes) =>
        Changes.Count == changes.Count && changes.All(change => Changes.TryGetValue(change.Key, out var value) && JsonNode.DeepEquals(value, change.Value));
}

/// <summary>Names a cell of an item before it exists: the key of the choice and the run length.</summary>
public sealed record CellKey(string Alternative, decimal Quantity);

/// <summary>Keys of alternatives: A to Z, then AA. A key once given names its cells for good, so one that was removed leaves a gap.</summary>
internal static class Letters
{
    public static bool IsKey(string text) => text.Length is >= 1 and <= 3 && text.All(sign => sign is >= 'A' and <= 'Z') && text != InquiryItem.BaseKey;

    /// <summary>The next key after all those used.</summary>
    public static string After(IEnumerable<string> used) => Of(used.Append(InquiryItem.BaseKey).Max(Number) + 1);

    /// <summary>Alternatives that have no key, or one that can't be told from another's, get the next.</summary>
    public static IReadOnlyList<Alternative> Keyed(IReadOnlyList<Alternative> alternatives)
    {
        var used = alternatives.Select(alternative => alternative.Key).Where(IsKey).ToHashSet();
        var seen = new HashSet<string>();
        return [.. alternatives.Select(alternative => IsKey(alternative.Key) && seen.Add(alternative.Key) ? alternative : alternative with { Key = Next() })];

        string Next()
        {
            var key = After(used);
            used.Add(key);
            seen.Add(key);
            return key;
        }
    }

    private static string Of(int number) => number <= 26 ? ((char)('A' + number - 1)).ToString() : Of((number - 1) / 26) + Of((number - 1) % 26 + 1);

    private static int Number(string key) => key.Aggregate(0, (number, sign) => number * 26 + sign - 'A' + 1);
}
