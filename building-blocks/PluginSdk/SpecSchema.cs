using System.Text.Json.Nodes;

namespace Portal.PluginSdk;

/// <summary>What a spec of a product type consists of, so that the host can draw the form, check what is typed, compare variants and index.</summary>
public sealed record SpecSchema(IReadOnlyList<SpecSection> Sections)
{
    public SpecSection? Section(string key) => Sections.FirstOrDefault(section => section.Key == key);

    /// <summary>The field a path ("cover/paper", "block/0/pages") speaks of, or null.</summary>
    public SpecField? Field(string path)
    {
        var steps = path.Split('/');
        return steps.Length < 2 ? null : Section(steps[0])?.Fields.FirstOrDefault(field => field.Key == steps[^1]);
    }
}

/// <summary>A group of fields people think of together. Where it repeats, the spec holds a list of <paramref name="Least"/> to <paramref name="Most"/> entries.</summary>
/// <param name="EntryTitle">Of one entry of a repeating section; takes its number as the argument.</param>
public sealed record SpecSection(string Key, Phrase Title, IReadOnlyList<SpecField> Fields, bool Repeats = false, int Least = 1, int Most = 1, string? EntryTitle = null)
{
    public SpecCondition? VisibleWhen { get; init; }
}

/// <summary>How a field is typed and stored: a choice and a text are JSON strings, a flag true or false, the others numbers.</summary>
public enum SpecFieldKind
{
    Text,
    LongText,
    Integer,
    Decimal,
    Choice,
    Flag,
}

/// <summary>One field of a spec.</summary>
public sealed record SpecField(string Key, SpecFieldKind Kind, Phrase Label)
{
    public Phrase? Hint { get; init; }

    /// <summary>Key of the unit's text ("unit.mm").</summary>
    public string Unit { get; init; } = "";

    public bool Required { get; init; }

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public JsonNode? Default { get; init; }

    /// <summary>The dictionary a choice is taken from; empty where <see cref="Options"/> are given instead.</summary>
    public string Dictionary { get; init; } = "";

    /// <summary>Of the dictionary only rows that list this tag in their field "use"; empty for all.</summary>
    public string DictionaryUse { get; init; } = "";

    public IReadOnlyList<SpecOption> Options { get; init; } = [];

    /// <summary>True where alternatives of an inquiry usually differ (paper, binding, finishing): offered as an axis of the matrix.</summary>
    public bool Varies { get; init; }

    public SpecCondition? VisibleWhen { get; init; }
}

/// <summary>An option of a choice that needs no dictionary.</summary>
public sealed record SpecOption(string Value, Phrase Label);

/// <summary>True while the field at <paramref name="Path"/> has one of the values (flags as "true").</summary>
/// <param name="Path">Absolute ("binding/kind"), or beginning with "./" for a field of the same entry ("./colours").</param>
public sealed record SpecCondition(string Path, params IReadOnlyList<string> Values);

/// <summary>Something wrong or doubtful in a spec.</summary>
/// <param name="Path">The field it is shown at; "quantity" for the run length.</param>
/// <param name="Message">What is wrong and the nearest value that works.</param>
/// <param name="Suggestion">That nearest value, so that one press can take it over.</param>
public sealed record SpecProblem(string Path, Phrase Message, bool IsError = true, JsonNode? Suggestion = null);
