using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Inquiries;

/// <summary>
/// Two people on one draft: what each changed since both saw the same is kept. Only where both changed the same part to different values is there
/// anything to choose, and there theirs stays until the writer has chosen.
/// </summary>
internal static class DraftMerge
{
    /// <param name="Seen">What the writer may be taken to know from now on: their own writing, save for what they have yet to choose.</param>
    /// <param name="Changed">Whether the writer's changes make the draft another.</param>
    public sealed record Outcome(DraftContent Merged, DraftContent Seen, IReadOnlyList<DraftConflict> Conflicts, bool OthersChanged, bool Changed);

    public static Outcome Merge(DraftContent seen, DraftContent mine, DraftContent theirs)
    {
        var others = !Same(Flat(seen, []), Flat(theirs, []));
        if (!others)
            return new(mine, mine, [], false, true);
        mine = KeepEdited(seen, RenameNew(seen, mine, theirs), theirs);
        theirs = KeepEdited(seen, theirs, mine);
        var whole = SectionsOfOtherLength(seen, mine, theirs);
        var (before, here, there) = (Flat(seen, whole), Flat(mine, whole), Flat(theirs, whole));
        var (merged, next, conflicts, changed) = (theirs, mine, new List<DraftConflict>(), false);
        foreach (var part in before.Keys.Union(here.Keys).Union(there.Keys).Order(StringComparer.Ordinal))
        {
            var (was, my, their) = (before.GetValueOrDefault(part), here.GetValueOrDefault(part), there.GetValueOrDefault(part));
            if (JsonNode.DeepEquals(my, was) || JsonNode.DeepEquals(my, their))
                continue;
            if (JsonNode.DeepEquals(their, was))
            {
                merged = With(merged, part, my);
                changed = true;
                continue;
            }

            conflicts.Add(new(part, my, their));
            next = With(next, part, was);
        }

        return new(merged, next, conflicts, others, changed);
    }

    /// <summary>The content with one part replaced, or taken out where the value is null.</summary>
    public static DraftContent With(DraftContent content, string part, JsonNode? value)
    {
        if (part.Split('/') is ["item", var key, .. var rest])
            return content with { Items = [.. content.Items.Select(item => item.Key == key ? With(item, rest, value) : item)] };
        return part switch
        {
            "title" => content with { Title = Text(value) },
            "note" => content with { Note = Text(value) },
            "customerNumber" => content with { CustomerNumber = Text(value) },
            "wantedBy" => content with { WantedBy = DateOnly.TryParse(Text(value), CultureInfo.InvariantCulture, out var day) ? day : null },
            "delivery" => content with { DeliveryAddressId = Guid.TryParse(Text(value), out var id) ? id : null },
            _ => content,
        };
    }

    private static InquiryItem With(InquiryItem item, string[] part, JsonNode? value)
    {
        var place = string.Join('/', part.Skip(1));
        switch (part[0])
        {
            case "name":
                return item with { Name = Text(value) };
            case "spec":
                return item with { Spec = item.Spec.With(place, value) };
            case "quantity" when decimal.TryParse(place, CultureInfo.InvariantCulture, out var quantity):
                return item with { Quantities = Toggled(item.Quantities, quantity, value) };
            case "leftOut" when decimal.TryParse(part[^1], CultureInfo.InvariantCulture, out var run):
                return item with { LeftOut = Toggled(item.LeftOut, new CellKey(part[1], run), value) };
            case "axis":
                // A value may hold a slash ("4/4"), a path no equals sign.
                if (place.Split('=', 2) is not [var path, var ticked])
                    return item;
                return item with { Axes = new Dictionary<string, IReadOnlyList<string>>(item.Axes) { [path] = Toggled(item.Axes.GetValueOrDefault(path, []), ticked, value) } };
            case "alt":
                var found = item.Alternatives.FirstOrDefault(it => it.Key == part[1]);
                var rest = item.Alternatives.Where(it => it.Key != part[1]);
                return part is [_, _, "is"] && value is null
                    ? item with { Alternatives = [.. rest] }
                    : item with { Alternatives = [.. rest.Append(With(found ?? new Alternative { Key = part[1] }, part[2..], value)).OrderBy(it => it.Key.Length).ThenBy(it => it.Key, StringComparer.Ordinal)] };
            default:
                return item;
        }
    }

    private static Alternative With(Alternative alternative, string[] part, JsonNode? value)
    {
        if (part[0] == "name")
            return alternative with { Name = Text(value) };
        if (part[0] != "change")
            return alternative;
        var changes = new Dictionary<string, JsonNode?>(alternative.Changes);
        changes.Remove(string.Join('/', part.Skip(1)));
        if (value is not null)
            changes[string.Join('/', part.Skip(1))] = value;
        return alternative with { Changes = changes };
    }

    private static IReadOnlyList<T> Toggled<T>(IEnumerable<T> list, T entry, JsonNode? value) =>
        value is null ? [.. list.Where(it => !EqualityComparer<T>.Default.Equals(it, entry))] : [.. list.Where(it => !EqualityComparer<T>.Default.Equals(it, entry)).Append(entry)];

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    private static bool Same(Dictionary<string, JsonNode?> a, Dictionary<string, JsonNode?> b) => a.Count == b.Count && a.All(part => b.TryGetValue(part.Key, out var value) && JsonNode.DeepEquals(part.Value, value));

    private static Dictionary<string, JsonNode?> Flat(DraftContent content, HashSet<string> whole)
    {
        var parts = new Dictionary<string, JsonNode?>();
        Put("title", content.Title.Trim());
        Put("note", content.Note.ReplaceLineEndings("\n"));
        Put("customerNumber", content.CustomerNumber);
        Put("wantedBy", content.WantedBy?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        Put("delivery", content.DeliveryAddressId?.ToString() ?? "");
        foreach (var item in content.Items)
        {
            var at = $"item/{item.Key}";
            Put($"{at}/name", item.Name);
            Leaves($"{at}/spec", item.Spec.ToJson());
            foreach (var quantity in item.Quantities)
                parts[$"{at}/quantity/{Quantities.Written(quantity)}"] = true;
            foreach (var cell in item.LeftOut)
                parts[$"{at}/leftOut/{cell.Alternative}/{Quantities.Written(cell.Quantity)}"] = true;
            foreach (var (path, values) in item.Axes)
                foreach (var value in values)
                    parts[$"{at}/axis/{path}={value}"] = true;
            foreach (var alternative in item.Alternatives)
            {
                parts[$"{at}/alt/{alternative.Key}/is"] = true;
                Put($"{at}/alt/{alternative.Key}/name", alternative.Name);
                foreach (var (path, value) in alternative.Changes)
                    parts[$"{at}/alt/{alternative.Key}/change/{path}"] = value;
            }
        }

        return parts;

        void Put(string part, string text)
        {
            if (text.Length > 0)
                parts[part] = text;
        }

        void Leaves(string at, JsonNode? node)
        {
            if (node is JsonObject branch && !whole.Contains(at))
                foreach (var (key, child) in branch)
                    Leaves($"{at}/{key}", child);
            else if (node is JsonArray list && !whole.Contains(at))
                for (var i = 0; i < list.Count; i++)
                    Leaves($"{at}/{i.ToString(CultureInfo.InvariantCulture)}", list[i]);
            else if (node is not null)
                parts[at] = node;
        }
    }

    /// <summary>Where entries of a repeating section were added or taken away, places no longer name the same entry: the section is compared as one.</summary>
    private static HashSet<string> SectionsOfOtherLength(params DraftContent[] contents)
    {
        var lengths = contents.SelectMany(content => content.Items.SelectMany(item => item.Spec.ToJson().Where(section => section.Value is JsonArray).Select(section => (Part: $"item/{item.Key}/spec/{section.Key}", Length: item.Spec.Count(section.Key)))));
        return [.. lengths.GroupBy(section => section.Part).Where(group => group.Count() < contents.Length || group.Select(section => section.Length).Distinct().Count() > 1).Select(group => group.Key)];
    }

    /// <summary>An alternative that one took out while the other changed it stays: work is not undone by who did not see it.</summary>
    private static DraftContent KeepEdited(DraftContent seen, DraftContent side, DraftContent other) => side with
    {
        Items = [.. side.Items.Select(item => Of(seen, item.Key) is { } was && Of(other, item.Key) is { } its
            ? item with
            {
                Alternatives = [.. item.Alternatives.Concat(was.Alternatives.Where(it => item.Alternatives.All(own => own.Key != it.Key)
                    && its.Alternatives.FirstOrDefault(edited => edited.Key == it.Key) is { } edited && !(edited.Name == it.Name && edited.ChangesTheSame(it.Changes))))],
            }
            : item)],
    };

    /// <summary>Two alternatives made at once under one key are two: mine takes the next.</summary>
    private static DraftContent RenameNew(DraftContent seen, DraftContent mine, DraftContent theirs) => mine with
    {
        Items = [.. mine.Items.Select(item => Of(theirs, item.Key) is { } its ? RenameNew(Of(seen, item.Key), item, its) : item)],
    };

    private static InquiryItem RenameNew(InquiryItem? seen, InquiryItem mine, InquiryItem theirs)
    {
        var used = mine.Alternatives.Concat(theirs.Alternatives).Select(it => it.Key).ToHashSet();
        var renamed = new Dictionary<string, string>();
        foreach (var own in mine.Alternatives.Where(own => seen?.Alternatives.All(it => it.Key != own.Key) != false
            && theirs.Alternatives.Any(it => it.Key == own.Key && !(it.Name == own.Name && it.ChangesTheSame(own.Changes)))))
            used.Add(renamed[own.Key] = Letters.After(used));
        return renamed.Count == 0 ? mine : mine with
        {
            Alternatives = [.. mine.Alternatives.Select(it => it with { Key = renamed.GetValueOrDefault(it.Key, it.Key) })],
            LeftOut = [.. mine.LeftOut.Select(cell => cell with { Alternative = renamed.GetValueOrDefault(cell.Alternative, cell.Alternative) })],
        };
    }

    private static InquiryItem? Of(DraftContent content, string key) => content.Items.FirstOrDefault(item => item.Key == key);
}

/// <summary>A part of a draft that two people changed to different values.</summary>
/// <param name="Part">As <see cref="DraftContent"/> names it.</param>
/// <param name="Mine">The writer's value, null where they took it out.</param>
/// <param name="Theirs">What is in the draft now.</param>
public sealed record DraftConflict(string Part, JsonNode? Mine, JsonNode? Theirs);
