using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>What a revision asks for otherwise, in words that each reader gets in their language.</summary>
internal sealed class Differences(ICalculations calculations, IProductTypes types, SpecWriter writer)
{
    public async Task<IReadOnlyList<RevisionChange>> OfAsync(Inquiry before, Inquiry after, IReadOnlyList<InquiryItem> items, CancellationToken cancellation)
    {
        var changes = new List<RevisionChange>();
        Text("SaveDraft.Title", before.Title, after.Title);
        foreach (var item in items)
            await CompareAsync(changes, before.ProductType, before.Items.FirstOrDefault(it => it.Key == item.Key) ?? new InquiryItem { Key = item.Key }, item, cancellation);
        Add("SaveDraft.WantedBy", before.WantedBy is { } day ? new Phrase("text", day) : null, after.WantedBy is { } other ? new Phrase("text", other) : null);
        Text("SaveDraft.DeliveryAddressId", Line(before), Line(after));
        Text("SaveDraft.CustomerNumber", before.CustomerNumber, after.CustomerNumber);
        Text("SaveDraft.Note", before.Note, after.Note);
        return changes;
        void Text(string label, string one, string another) => Add(label, one.Length > 0 ? new Phrase("text", one) : null, another.Length > 0 ? new Phrase("text", another) : null);
        void Add(Phrase what, Phrase? one, Phrase? another)
        {
            if (one != another)
                changes.Add(new(what, one, another));
        }
    }

    private async Task CompareAsync(List<RevisionChange> changes, string productType, InquiryItem before, InquiryItem after, CancellationToken cancellation)
    {
        if (types.Find(productType) is { } type)
        {
            var dictionaries = await calculations.DictionariesAsync(productType, cancellation);
            var (old, now) = (SpecWords.Of(type.Schema, before.Spec, dictionaries), SpecWords.Of(type.Schema, after.Spec, dictionaries));
            var (oldByPath, nowByPath) = (old.ToDictionary(word => word.Path), now.ToDictionary(word => word.Path));
            foreach (var word in now.Concat(old.Where(word => !nowByPath.ContainsKey(word.Path))))
            {
                var one = oldByPath.TryGetValue(word.Path, out var was) ? was.Value : null;
                var another = nowByPath.TryGetValue(word.Path, out var isNow) ? isNow.Value : null;
                if (one != another)
                    changes.Add(new(new Phrase("revision.field", word.Section, word.Label), one, another));
            }
        }

        changes.AddRange(before.Quantities.Except(after.Quantities).Select(quantity => new RevisionChange("Inquiry.quantity", new Phrase("text", quantity), null)));
        changes.AddRange(after.Quantities.Except(before.Quantities).Select(quantity => new RevisionChange("Inquiry.quantity", null, new Phrase("text", quantity))));
        changes.AddRange(LeftOut(before).Except(LeftOut(after)).Select(cell => new RevisionChange(Named(cell), "revision.leftOut", new Phrase("revision.asked"))));
        changes.AddRange(LeftOut(after).Except(LeftOut(before)).Select(cell => new RevisionChange(Named(cell), new Phrase("revision.asked"), "revision.leftOut")));
        foreach (var key in before.Alternatives.Concat(after.Alternatives).Select(alternative => alternative.Key).Distinct().Order(StringComparer.Ordinal))
        {
            var (one, another) = (await WordsAsync(productType, before, key, cancellation), await WordsAsync(productType, after, key, cancellation));
            if (one != another)
                changes.Add(new(new Phrase("revision.alternative", key), one, another));
        }
    }

    /// <summary>Of the alternatives and run lengths that both sides have: what came or went as a whole is said once.</summary>
    private static IEnumerable<CellKey> LeftOut(InquiryItem item) => item.LeftOut.Where(cell => item.Quantities.Contains(cell.Quantity) && item.Choices().Any(choice => choice.Key == cell.Alternative));

    private static Phrase Named(CellKey cell) => new("ShowCell.title", cell.Alternative, cell.Quantity);

    private async Task<Phrase?> WordsAsync(string productType, InquiryItem item, string key, CancellationToken cancellation)
    {
        if (item.Alternatives.FirstOrDefault(it => it.Key == key) is not { } alternative)
            return null;
        var words = (await writer.ChangesAsync(productType, item, alternative, cancellation)).Select(change => new Phrase("revision.value", change.Label, change.Value));
        return (alternative.Name.Length > 0 ? words.Prepend(new Phrase("text", alternative.Name)) : words).Aggregate((Phrase?)null, (all, word) => all is null ? word : new Phrase("revision.and", all, word)) ?? new Phrase("inquiries.base", key);
    }

    private static string Line(Inquiry inquiry) => inquiry.Delivery is { } address ? $"{address.Name}, {address.Street}, {address.PostCode} {address.City}" : "";
}
