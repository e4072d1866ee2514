using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Prices of cells as they would be quoted today, for staff.</summary>
internal sealed class Pricing(InquiriesDb db, ICalculations calculations, IRates rates, OperatorClock clock)
{
    /// <exception cref="RuleBroken">No rate for the currency of the inquiry.</exception>
    public async Task<IReadOnlyDictionary<Guid, CellPrice>> OfAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var pricings = await db.Pricings.AsNoTracking().Where(row => row.InquiryId == inquiry.Id).ToListAsync(cancellation);
        var cards = await calculations.FindAsync([.. pricings.Select(row => row.CalculationId)], cancellation);
        var quantities = inquiry.Cells.ToDictionary(cell => cell.Id, cell => cell.Quantity);
        var currency = cards.Values.FirstOrDefault()?.Currency ?? inquiry.Currency;
        var rate = await rates.FindAsync(inquiry.Currency, currency, clock.Today, cancellation);
        return pricings.Where(row => quantities.ContainsKey(row.CellId) && cards.ContainsKey(row.CalculationId)).ToDictionary(row => row.CellId, row =>
        {
            var card = cards[row.CalculationId];
            var price = rate is null ? null : PriceRule.Build(new CostNode { Key = "cost", Label = "calculation.cost", Amount = card.Cost }, quantities[row.CellId], row.MarginPercent, card.Terms, rate.Value, inquiry.Currency);
            return new CellPrice(card, row.MarginPercent, price, rate);
        });
    }
}

/// <summary>A cell's calculation, margin and what it would be sold for.</summary>
/// <param name="Price">Null while no exchange rate is known.</param>
internal sealed record CellPrice(CalculationCard Calculation, decimal MarginPercent, Price? Price, Rate? Rate);
