using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Reads a spec from a form whose fields are named prefix + path ("spec/block/0/pages"), by the reader's culture. What can't be read stays in the
/// form as typed, with its reason; what the spec held before and the form did not show is kept.
/// </summary>
public static class SpecBinder
{
    public static Spec Read(SpecSchema schema, Spec before, IFormCollection form, string prefix, FormState state, Texts texts)
    {
        var root = before.ToJson();
        foreach (var section in schema.Sections)
        {
            if (!section.Repeats)
            {
                var entry = root[section.Key] as JsonObject ?? new JsonObject();
                ReadEntry(section, entry, form, $"{prefix}{section.Key}/", state, texts);
                if (entry.Count > 0)
                    root[section.Key] = entry.Parent is null ? entry : entry.DeepClone();
                continue;
            }

            var list = new JsonArray();
            for (var i = 0; form.ContainsKey($"{prefix}{section.Key}/{i}/_") && i < section.Most; i++)
            {
                var entry = (root[section.Key] as JsonArray)?.ElementAtOrDefault(i)?.DeepClone() as JsonObject ?? new JsonObject();
                ReadEntry(section, entry, form, $"{prefix}{section.Key}/{i}/", state, texts);
                list.Add(entry);
            }

            if (list.Count > 0)
                root[section.Key] = list;
        }

        return new Spec(root);
    }

    /// <summary>The values of a patch: fields named prefix + path that are filled; an empty one means "as in the base".</summary>
    public static Dictionary<string, JsonNode?> ReadPatch(SpecSchema schema, IFormCollection form, string prefix, FormState state, Texts texts)
    {
        var patch = new Dictionary<string, JsonNode?>();
        foreach (var name in form.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var path = name[prefix.Length..];
            if (schema.Field(path) is { } field && ReadValue(field, form[name].LastOrDefault() ?? "", name, state, texts) is { } value)
                patch[path] = value;
        }

        return patch;
    }

    private static void ReadEntry(SpecSection section, JsonObject entry, IFormCollection form, string prefix, FormState state, Texts texts)
    {
        foreach (var field in section.Fields)
        {
            var name = prefix + field.Key;
            if (!form.TryGetValue(name, out var values))
                continue;
            if (field.Kind == SpecFieldKind.Flag)
                entry[field.Key] = values.Contains("true");
            else if (ReadValue(field, values.LastOrDefault() ?? "", name, state, texts) is { } value)
                entry[field.Key] = value;
            else
                entry.Remove(field.Key);
        }
    }

    private static JsonNode? ReadValue(SpecField field, string text, string name, FormState state, Texts texts)
    {
        state.Typed(name, text);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (field.Kind == SpecFieldKind.Flag)
            return JsonValue.Create(text == "true");
        if (field.Kind is not (SpecFieldKind.Integer or SpecFieldKind.Decimal))
            return JsonValue.Create(text.Trim());
        if (TypedNumber.Read(text, CultureInfo.CurrentCulture, out var problem) is { } number)
            return JsonValue.Create(number);
        // Kept as the text it is: the draft shows it again, and the schema's check refuses it when the inquiry is sent.
        state.AddError(name, texts.Say(problem!));
        return JsonValue.Create(text.Trim());
    }
}
