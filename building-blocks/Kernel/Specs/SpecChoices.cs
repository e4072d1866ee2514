using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>The options of a choice field, from its own list or from the dictionary it names.</summary>
public static class SpecChoices
{
    private static readonly ConditionalWeakTable<DictionarySet, ConcurrentDictionary<(string Dictionary, string Use), IReadOnlyList<(string Value, Phrase Label)>>> Known = [];

    public static IReadOnlyList<(string Value, Phrase Label)> Of(SpecField field, DictionarySet dictionaries) => field.Dictionary.Length == 0
        ? [.. field.Options.Select(option => (option.Value, option.Label))]
        : Known.GetOrCreateValue(dictionaries).GetOrAdd((field.Dictionary, field.DictionaryUse), static (key, dictionaries) => Rows(key, dictionaries), dictionaries);

    private static IReadOnlyList<(string Value, Phrase Label)> Rows((string Dictionary, string Use) key, DictionarySet dictionaries) =>
        [.. dictionaries[key.Dictionary].Rows.Where(row => key.Use.Length == 0 || row.Texts("use").Contains(key.Use)).Select(row => (row.Key, new Phrase("text", row.Name)))];
}

/// <summary>Whether a field or section is asked for, given the rest of the spec.</summary>
public static class SpecVisibility
{
    /// <param name="entry">The path of the entry the field is in, for conditions that begin with "./".</param>
    public static bool IsVisible(SpecCondition? condition, Spec spec, string entry)
    {
        if (condition is null)
            return true;
        var path = Absolute(condition, entry);
        var value = spec.Text(path) ?? (spec.Flag(path) ? "true" : spec.Number(path)?.ToString(CultureInfo.InvariantCulture) ?? "");
        return condition.Values.Contains(value);
    }

    public static string Absolute(SpecCondition condition, string entry) => condition.Path.StartsWith("./", StringComparison.Ordinal) ? $"{entry}/{condition.Path[2..]}" : condition.Path;
}

/// <summary>A spec in words: label and value of everything that is filled and asked for, in the schema's order.</summary>
public static class SpecWords
{
    public static IReadOnlyList<(Phrase Section, Phrase Label, Phrase Value, string Path)> Of(SpecSchema schema, Spec spec, DictionarySet dictionaries)
    {
        var words = new List<(Phrase, Phrase, Phrase, string)>();
        foreach (var section in schema.Sections.Where(section => SpecVisibility.IsVisible(section.VisibleWhen, spec, "")))
        {
            if (!section.Repeats)
                Add(section, section.Title, section.Key);
            for (var i = 0; section.Repeats && i < spec.Count(section.Key); i++)
                Add(section, section.EntryTitle is { } title && spec.Count(section.Key) > 1 ? new Phrase(title, i + 1) : section.Title, $"{section.Key}/{i}");
        }

        return words;

        void Add(SpecSection section, Phrase title, string entry)
        {
            foreach (var field in section.Fields.Where(field => SpecVisibility.IsVisible(field.VisibleWhen, spec, entry)))
            {
                if (Value(field, spec, $"{entry}/{field.Key}", dictionaries) is { } value)
                    words.Add((title, field.Label, value, $"{entry}/{field.Key}"));
            }
        }
    }

    /// <summary>One value in words, null where there is none worth saying.</summary>
    public static Phrase? Value(SpecField field, Spec spec, string path, DictionarySet dictionaries) => field.Kind switch
    {
        SpecFieldKind.Flag => spec.Flag(path) ? new Phrase("spec.yes") : null,
        SpecFieldKind.Integer or SpecFieldKind.Decimal => spec.Number(path) is { } number ? field.Unit.Length > 0 ? new Phrase("spec.measure", number, new Phrase(field.Unit)) : new Phrase("text", number) : null,
        SpecFieldKind.Choice => spec.Text(path) is { } chosen ? SpecChoices.Of(field, dictionaries).FirstOrDefault(choice => choice.Value == chosen).Label ?? new Phrase("text", chosen) : null,
        _ => spec.Text(path) is { } text ? new Phrase("text", text) : null,
    };
}

/// <summary>A proposed value, as it is typed into its field and as people read it.</summary>
public static class SpecSuggestion
{
    public static string InForm(JsonNode value) => value.GetValueKind() == JsonValueKind.Number
        ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.CurrentCulture) : value.ToString();

    public static string Words(JsonNode value, SpecField? field, DictionarySet dictionaries, Texts texts) =>
        field is { Kind: SpecFieldKind.Choice } && SpecChoices.Of(field, dictionaries).FirstOrDefault(choice => choice.Value == value.ToString()).Label is { } label
            ? texts.Say(label) : InForm(value);
}
