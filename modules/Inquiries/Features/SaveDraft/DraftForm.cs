using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Inquiries;

/// <summary>Reads the editor's form into a draft: the one reader of page and autosave.</summary>
internal static class DraftForm
{
    public static SaveDraft Read(Guid id, IFormCollection form, FormState state, IProductType type, InquiryItem before, Texts texts)
    {
        var draft = new SaveDraft { Id = id };
        FormBinder.Bind(draft, form, state, texts);
        var item = new InquiryItem
        {
            Key = before.Key,
            Name = before.Name,
            Spec = SpecBinder.Read(type.Schema, before.Spec, form, "spec/", state, texts),
            Quantities = ReadQuantities(form, state, texts),
            Alternatives = ReadAlternatives(form, state, type, texts),
        };
        draft.Items = [Act(item, form["_do"].ToString(), type)];
        return draft;
    }

    private static List<decimal> ReadQuantities(IFormCollection form, FormState state, Texts texts)
    {
        var quantities = new List<decimal>();
        foreach (var text in form["quantity"].Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            if (TypedNumber.Read(text!, CultureInfo.CurrentCulture, out var problem) is { } number)
                quantities.Add(number);
            else
                state.AddError("quantity", texts.Say(problem!));
        }

        state.Typed("quantity", string.Join('\n', form["quantity"].ToArray()));
        return quantities;
    }

    private static List<Alternative> ReadAlternatives(IFormCollection form, FormState state, IProductType type, Texts texts)
    {
        var alternatives = new List<Alternative>();
        for (var i = 0; form.ContainsKey($"alt/{i}/_") && i < 20; i++)
        {
            alternatives.Add(new Alternative
            {
                Name = form[$"alt/{i}/name"].ToString().Trim(),
                Changes = SpecBinder.ReadPatch(type.Schema, form, $"alt/{i}/spec/", state, texts),
            });
        }

        return alternatives;
    }

    /// <summary>The form's own buttons: another entry of a section, another alternative, or one less.</summary>
    private static InquiryItem Act(InquiryItem item, string action, IProductType type)
    {
        switch (action.Split(':'))
        {
            case ["add", "alternative"]:
                return item with { Alternatives = [.. item.Alternatives, new Alternative()] };
            case ["remove", ['a', 'l', 't', '/', .. var place]] when int.TryParse(place, CultureInfo.InvariantCulture, out var index) && index < item.Alternatives.Count:
                return item with { Alternatives = [.. item.Alternatives.Where((_, at) => at != index)] };
            case ["add", var key] when type.Schema.Section(key) is { Repeats: true } section && item.Spec.Count(key) < section.Most:
                return item with { Spec = item.Spec.With($"{key}/{Math.Max(item.Spec.Count(key), section.Least)}", Defaults(section)) };
            case ["remove", var entry] when entry.Split('/') is [var key, var place] && type.Schema.Section(key) is { } section && item.Spec.Count(key) > section.Least:
                var root = item.Spec.ToJson();
                if (int.TryParse(place, CultureInfo.InvariantCulture, out var at) && root[key] is JsonArray list && at < list.Count)
                    list.RemoveAt(at);
                return item with { Spec = new Spec(root) };
            default:
                return item;
        }
    }

    private static JsonObject Defaults(SpecSection section) => new(section.Fields.Where(field => field.Default is not null).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Default!.DeepClone())));
}
