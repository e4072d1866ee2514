using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Inquiries;

/// <summary>Reads the editor's form into a draft: the one reader of page and autosave.</summary>
internal static class DraftForm
{
    public static SaveDraft Read(Guid id, IFormCollection form, FormState state, IProductType type, IReadOnlyList<InquiryItem> before, Texts texts)
    {
        var draft = new SaveDraft { Id = id };
        FormBinder.Bind(draft, form, state, texts);
        var item = before[0] with
        {
            Spec = SpecBinder.Read(type.Schema, before[0].Spec, form, "spec/", state, texts),
            Quantities = ReadQuantities(form, state, texts),
            Alternatives = ReadAlternatives(form, state, type, texts),
            Axes = ReadAxes(form, before[0]),
            LeftOut = ReadLeftOut(form, before[0]),
        };
        draft.Items = [Act(item, form["_do"].ToString(), type), .. before.Skip(1)];
        draft.Seen = ReadSeen(form["base"].ToString());
        Choose(draft, form);
        return draft;
    }

    public static DraftContent? ReadSeen(string json)
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<DraftContent>(json, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
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
        for (var i = 0; form.ContainsKey($"alt/{i}/key") && i < Quantities.MostCells; i++)
        {
            alternatives.Add(new Alternative
            {
                Key = form[$"alt/{i}/key"].ToString(),
                Name = form[$"alt/{i}/name"].ToString().Trim(),
                Changes = Closed(form[$"alt/{i}/changes"].ToString()) ?? SpecBinder.ReadPatch(type.Schema, form, $"alt/{i}/spec/", state, texts),
            });
        }

        return alternatives;
    }

    /// <summary>An alternative that is not open for changes carries them as they are.</summary>
    private static Dictionary<string, JsonNode?>? Closed(string json)
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, JsonNode?>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadAxes(IFormCollection form, InquiryItem before)
    {
        var axes = new Dictionary<string, IReadOnlyList<string>>(before.Axes);
        foreach (var name in form.Keys.Where(name => name.StartsWith("axis/", StringComparison.Ordinal)))
            axes[name[5..]] = [.. form[name].Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)];
        return axes.Where(axis => axis.Value.Count > 0).ToDictionary();
    }

    /// <summary>What was shown and is not ticked is left out; cells that were not shown keep what was said of them.</summary>
    private static List<CellKey> ReadLeftOut(IFormCollection form, InquiryItem before)
    {
        var shown = form["shown"].SelectMany(text => (text ?? "").Split(' ')).Select(ReadCell).OfType<CellKey>().ToHashSet();
        var ticked = form["cell"].Select(text => ReadCell(text ?? "")).OfType<CellKey>().ToHashSet();
        return [.. before.LeftOut.Where(cell => !shown.Contains(cell)), .. shown.Where(cell => !ticked.Contains(cell))];
    }

    private static CellKey? ReadCell(string text) =>
        text.Split(':') is [var key, var run] && decimal.TryParse(run, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity) ? new CellKey(key, quantity) : null;

    /// <summary>Where two changed the same, what the writer chose: theirs was seen now, so that mine may take its place or give way.</summary>
    private static void Choose(SaveDraft draft, IFormCollection form)
    {
        foreach (var part in form.Keys.Where(name => name.StartsWith("merge/", StringComparison.Ordinal)).Select(name => name[6..]))
        {
            var theirs = form[$"theirs/{part}"].ToString() is { Length: > 0 } json ? Parsed(json) : null;
            draft.Seen = DraftMerge.With(draft.Seen ?? new DraftContent(), part, theirs);
            if (form[$"merge/{part}"] != "theirs")
                continue;
            var content = DraftMerge.With(new DraftContent { Title = draft.Title, Items = draft.Items, WantedBy = draft.WantedBy, Note = draft.Note, CustomerNumber = draft.CustomerNumber, DeliveryAddressId = draft.DeliveryAddressId }, part, theirs);
            (draft.Title, draft.Items, draft.WantedBy, draft.Note, draft.CustomerNumber, draft.DeliveryAddressId) = (content.Title, [.. content.Items], content.WantedBy, content.Note, content.CustomerNumber, content.DeliveryAddressId);
        }
    }

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The form's own buttons: another entry of a section, another alternative, one less, or a value that was proposed.</summary>
    internal static InquiryItem Act(InquiryItem item, string action, IProductType type)
    {
        switch (action.Split(':', 2))
        {
            case ["add", "alternative"]:
                return item with { Alternatives = Letters.Keyed([.. item.Alternatives, new Alternative()]) };
            case ["remove", ['a', 'l', 't', '/', .. var key]]:
                return item with { Alternatives = [.. item.Alternatives.Where(it => it.Key != key)], LeftOut = [.. item.LeftOut.Where(cell => cell.Alternative != key)] };
            case ["set", var change] when change.Split('=', 2) is [var path, var text] && type.Schema.Field(path) is { } field:
                return item with { Spec = item.Spec.With(path, field.Kind is SpecFieldKind.Integer or SpecFieldKind.Decimal && decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : text) };
            case ["add", var key] when type.Schema.Section(key) is { Repeats: true } section && item.Spec.Count(key) < section.Most:
                return item with { Spec = item.Spec.With($"{key}/{Math.Max(item.Spec.Count(key), section.Least)}", Defaults(section)) };
            case ["remove", var entry] when entry.Split('/') is [var key, var place] && type.Schema.Section(key) is { } section && item.Spec.Count(key) > section.Least
                && int.TryParse(place, CultureInfo.InvariantCulture, out var at) && at < item.Spec.Count(key):
                return Without(item, key, at);
            default:
                return item;
        }
    }

    /// <summary>An entry goes, and what alternatives say of the entries behind it moves up with them.</summary>
    private static InquiryItem Without(InquiryItem item, string section, int at)
    {
        var root = item.Spec.ToJson();
        ((JsonArray)root[section]!).RemoveAt(at);
        return item with
        {
            Spec = new Spec(root),
            Alternatives = [.. item.Alternatives.Select(it => it with { Changes = Moved(it.Changes) })],
            Axes = Moved(item.Axes),
        };

        Dictionary<string, T> Moved<T>(IReadOnlyDictionary<string, T> byPath) => byPath.Where(pair => !pair.Key.StartsWith($"{section}/{at}/", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key.Split('/', 3) is [var key, var place, var field] && key == section && int.TryParse(place, out var index) && index > at ? $"{section}/{index - 1}/{field}" : pair.Key, pair => pair.Value);
    }

    private static JsonObject Defaults(SpecSection section) => new(section.Fields.Where(field => field.Default is not null).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Default!.DeepClone())));
}
