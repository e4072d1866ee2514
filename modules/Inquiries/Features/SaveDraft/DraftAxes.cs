using System.Globalization;

namespace Portal.Inquiries;

/// <summary>The fields of a spec in which alternatives may differ.</summary>
internal static class DraftAxes
{
    /// <summary>Those that are asked for now, each with the words of its section.</summary>
    public static IEnumerable<(string Path, string Section, SpecField Field)> Of(SpecSchema schema, Spec spec, Texts texts)
    {
        foreach (var section in schema.Sections.Where(section => SpecVisibility.IsVisible(section.VisibleWhen, spec, "")))
        {
            var entries = section.Repeats ? Enumerable.Range(0, Math.Max(spec.Count(section.Key), section.Least)).Select(i => $"{section.Key}/{i}").ToList() : [section.Key];
            foreach (var entry in entries)
            {
                foreach (var field in section.Fields.Where(field => field.Varies && SpecVisibility.IsVisible(field.VisibleWhen, spec, entry)))
                    yield return ($"{entry}/{field.Key}", entries.Count > 1 && section.EntryTitle is { } title ? texts[title, int.Parse(entry.Split('/')[1], CultureInfo.InvariantCulture) + 1] : texts.Say(section.Title), field);
            }
        }
    }

    public static IReadOnlyList<(string Value, Phrase Label)> Choices(SpecField field, DictionarySet dictionaries) => field.Kind switch
    {
        SpecFieldKind.Flag => [("true", new Phrase("spec.yes")), ("false", new Phrase("spec.no"))],
        SpecFieldKind.Choice => SpecChoices.Of(field, dictionaries),
        _ => [],
    };

    /// <summary>What an alternative changes, in words.</summary>
    public static string Words(Alternative alternative, InquiryItem item, SpecSchema schema, DictionarySet dictionaries, Texts texts) => string.Join(", ", alternative.Changes.Select(change =>
        schema.Field(change.Key) is { } field ? $"{texts.Say(field.Label)}: {Value(field, change.Key, item.Spec.With(change.Key, change.Value), dictionaries, texts)}" : change.Key));

    public static string Value(SpecField field, string path, Spec spec, DictionarySet dictionaries, Texts texts) => field.Kind == SpecFieldKind.Flag
        ? texts[spec.Flag(path) ? "spec.yes" : "spec.no"]
        : SpecWords.Value(field, spec, path, dictionaries) is { } words ? texts.Say(words) : spec.Text(path) ?? "–";
}
