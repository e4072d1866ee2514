using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Catalog;

/// <summary>What a schema alone says of a spec: required, limits, known choices, nothing unknown. Fields that are not visible are not asked for.</summary>
internal static class SchemaCheck
{
    private const int LongestText = 2_000;

    public static IReadOnlyList<SpecProblem> Check(SpecSchema schema, Spec spec, DictionarySet dictionaries)
    {
        var problems = new List<SpecProblem>();
        Unknown(schema, spec, problems);
        foreach (var section in schema.Sections.Where(section => SpecVisibility.IsVisible(section.VisibleWhen, spec, "")))
        {
            if (!section.Repeats)
            {
                foreach (var field in section.Fields)
                    Check(field, $"{section.Key}/{field.Key}", spec, section.Key, dictionaries, problems);
                continue;
            }

            var count = spec.Count(section.Key);
            if (count < section.Least || count > section.Most)
                problems.Add(new(section.Key, new Phrase("spec.count", section.Title, section.Least, section.Most)));
            for (var i = 0; i < count; i++)
            {
                foreach (var field in section.Fields)
                    Check(field, $"{section.Key}/{i}/{field.Key}", spec, $"{section.Key}/{i}", dictionaries, problems);
            }
        }

        return problems;
    }

    private static void Check(SpecField field, string path, Spec spec, string entry, DictionarySet dictionaries, List<SpecProblem> problems)
    {
        if (!SpecVisibility.IsVisible(field.VisibleWhen, spec, entry))
            return;
        var node = spec.Node(path);
        if (node is null || (node.GetValueKind() == JsonValueKind.String && node.GetValue<string>().Length == 0))
        {
            if (field.Required)
                problems.Add(new(path, new Phrase("spec.required", field.Label), Suggestion: field.Default));
            return;
        }

        switch (field.Kind)
        {
            case SpecFieldKind.Integer or SpecFieldKind.Decimal:
                Number(field, path, spec, problems);
                break;
            case SpecFieldKind.Flag when node.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
            case SpecFieldKind.Text or SpecFieldKind.LongText or SpecFieldKind.Choice when node.GetValueKind() != JsonValueKind.String:
                problems.Add(new(path, new Phrase("spec.kind", field.Label)));
                break;
            case SpecFieldKind.Choice when SpecChoices.Of(field, dictionaries).All(choice => choice.Value != spec.Text(path)):
                problems.Add(new(path, new Phrase("spec.choice", field.Label, spec.Text(path) ?? "")));
                break;
            case SpecFieldKind.Text or SpecFieldKind.LongText when spec.Text(path)?.Length > LongestText:
                problems.Add(new(path, new Phrase("spec.long", field.Label, LongestText)));
                break;
        }
    }

    private static void Number(SpecField field, string path, Spec spec, List<SpecProblem> problems)
    {
        if (spec.Number(path) is not { } number)
            problems.Add(new(path, new Phrase("spec.kind", field.Label)));
        else if (field.Kind == SpecFieldKind.Integer && number != decimal.Truncate(number))
            problems.Add(new(path, new Phrase("spec.whole", field.Label), Suggestion: JsonValue.Create(Math.Ceiling(number))));
        else if (field.Least is { } least && number < least)
            problems.Add(new(path, new Phrase("spec.least", field.Label, least), Suggestion: JsonValue.Create(least)));
        else if (field.Most is { } most && number > most)
            problems.Add(new(path, new Phrase("spec.most", field.Label, most), Suggestion: JsonValue.Create(most)));
    }

    private static void Unknown(SpecSchema schema, Spec spec, List<SpecProblem> problems)
    {
        foreach (var (key, node) in spec.ToJson())
        {
            var section = schema.Section(key);
            if (section is null)
                problems.Add(new(key, new Phrase("spec.unknown", key)));
            else if (section.Repeats && node is JsonArray list)
                for (var i = 0; i < list.Count; i++)
                    Unknown(section, list[i], $"{key}/{i.ToString(CultureInfo.InvariantCulture)}", problems);
            else if (section.Repeats)
                problems.Add(new(key, new Phrase("spec.unknown", key)));
            else
                Unknown(section, node, key, problems);
        }
    }

    private static void Unknown(SpecSection section, JsonNode? node, string path, List<SpecProblem> problems)
    {
        if (node is not JsonObject entry)
        {
            problems.Add(new(path, new Phrase("spec.unknown", path)));
            return;
        }

        foreach (var (key, _) in entry.Where(pair => section.Fields.All(field => field.Key != pair.Key)))
            problems.Add(new($"{path}/{key}", new Phrase("spec.unknown", $"{path}/{key}")));
    }
}
