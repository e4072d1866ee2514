using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>
/// Makes the cells that an inquiry asks for and calculates them. One that was asked for before with the very same content and run length stays, with its
/// calculation and what staff made of it; those no longer asked for are kept aside, as quotes speak of them.
/// </summary>
internal sealed class CellMaker(InquiriesDb db, ICalculations calculations)
{
    /// <param name="before">The items as they were asked for up to now; none for an inquiry that is sent for the first time.</param>
    public async Task MakeAsync(Inquiry inquiry, CancellationToken cancellation, IReadOnlyList<InquiryItem>? before = null)
    {
        var known = inquiry.CurrentCells.ToDictionary(cell => (cell.ItemKey, cell.Alternative, cell.Quantity));
        var earlier = (before ?? []).SelectMany(item => item.Choices().Select(choice => (item.Key, choice))).ToDictionary(it => (it.Key, it.choice.Key), it => it.choice.Spec);
        var (kept, fresh) = (new HashSet<Guid>(), new List<(InquiryItem Item, string Key, Spec Spec, decimal Quantity, int Order)>());
        var order = 0;
        foreach (var (item, choice, quantity) in inquiry.Items.SelectMany(Asked))
        {
            if (known.TryGetValue((item.Key, choice.Key, quantity), out var cell) && earlier.TryGetValue((item.Key, choice.Key), out var spec) && spec.IsSame(choice.Spec))
            {
                kept.Add(cell.Id);
                cell.Order = order++;
            }
            else
            {
                fresh.Add((item, choice.Key, choice.Spec, quantity, order++));
            }
        }

        foreach (var cell in inquiry.CurrentCells.Where(cell => !kept.Contains(cell.Id)).ToList())
            cell.RetiredIn = inquiry.Revision;
        var results = await calculations.CalculateAsync(inquiry.CompanyId, inquiry.ProductType, [.. fresh.Select(cell => new CellToCalculate(cell.Spec, cell.Quantity))], cancellation);
        foreach (var (asked, (card, facts)) in fresh.Zip(results))
        {
            var cell = new Cell
            {
                InquiryId = inquiry.Id,
                CompanyId = inquiry.CompanyId,
                ItemKey = asked.Item.Key,
                Alternative = asked.Key,
                Quantity = asked.Quantity,
                Facts = [.. facts.Where(fact => fact.Audience == Audience.Customer)],
                Order = asked.Order,
                Revision = inquiry.Revision,
            };
            inquiry.Cells.Add(cell);
            db.Pricings.Add(new CellPricing { CellId = cell.Id, InquiryId = inquiry.Id, CompanyId = inquiry.CompanyId, CalculationId = card.Id, MarginPercent = card.Terms.MarginPercent });
        }
    }

    private static IEnumerable<(InquiryItem Item, (string Key, string Name, Spec Spec) Choice, decimal Quantity)> Asked(InquiryItem item)
    {
        var choices = item.Choices().ToDictionary(choice => choice.Key);
        return item.Cells().Select(cell => (item, choices[cell.Alternative], cell.Quantity));
    }
}

internal static class Specs
{
    /// <summary>Whatever the order in which it was written.</summary>
    public static bool IsSame(this Spec one, Spec other) => System.Text.Json.Nodes.JsonNode.DeepEquals(one.ToJson(), other.ToJson());
}
