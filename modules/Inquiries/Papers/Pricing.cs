using Microsoft.Extensions.Configuration;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Prices of cells as they would be quoted today, for staff.</summary>
internal sealed class Pricing(InquiriesDb db, ICalculations calculations, IRates rates, OperatorClock clock, IConfiguration configuration)
{
    private static readonly Prepared<InquiriesDb, Guid, CellPricing> OfInquiry = new((db, id) => db.Pricings.AsNoTracking().Where(row => row.InquiryId == id));
    private static readonly Prepared<InquiriesDb, Guid, CellPricing> OfCell = new((db, cell) => db.Pricings.AsNoTracking().Where(row => row.CellId == cell));

    /// <summary>What is left of a price below this, in percent of the price, is quoted with approval only.</summary>
    public decimal FloorPercent { get; } = configuration.GetValue("Portal:Inquiries:MarginFloorPercent", 10m);

    /// <param name="only">One cell instead of all.</param>
    public async Task<IReadOnlyDictionary<Guid, CellPrice>> OfAsync(Inquiry inquiry, CancellationToken cancellation, Guid? only = null)
    {
        var pricings = only is { } cell ? await OfCell.ListAsync(db, cell, cancellation) : await OfInquiry.ListAsync(db, inquiry.Id, cancellation);
        var cards = await calculations.FindAsync([.. pricings.Select(row => row.CalculationId)], cancellation);
        var quantities = inquiry.Cells.ToDictionary(cell => cell.Id, cell => cell.Quantity);
        var currency = cards.Values.FirstOrDefault()?.Currency ?? inquiry.Currency;
        var rate = await rates.FindAsync(inquiry.Currency, currency, clock.Today, cancellation);
        var prices = pricings.Where(row => quantities.ContainsKey(row.CellId) && cards.ContainsKey(row.CalculationId)).ToDictionary(row => row.CellId, row =>
        {
            var card = cards[row.CalculationId];
            var totals = row.Totals ?? new CellTotals(card.Cost, card.State != CalculationState.ToBeCompleted);
            var price = rate is null ? null : Build(new CostNode { Key = "cost", Label = "calculation.cost", Amount = totals.Cost }, quantities[row.CellId], row, card, rate, inquiry.Currency);

            // Without a rate the price is not known, but what is left of it is.
            var left = (price ?? Build(new CostNode { Key = "cost", Label = "calculation.cost", Amount = totals.Cost }, quantities[row.CellId], row, card, null, card.Currency)).Left;
            return new CellPrice(card, row, totals, price, rate) { IsLow = left < FloorPercent };
        });
        if (!prices.Values.Any(price => price.IsLow))
            return prices;
        var approvals = await db.MarginApprovals.AsNoTracking().Where(row => row.InquiryId == inquiry.Id && row.State == MarginApprovalState.Approved).ToListAsync(cancellation);
        return prices.ToDictionary(pair => pair.Key, pair => pair.Value with { IsApproved = approvals.Any(approval => approval.Covers(pair.Key, pair.Value.Pricing.Fingerprint)) });
    }

    public static Price Build(CostNode tree, decimal quantity, CellPricing pricing, CalculationCard card, Rate? rate, string currency) =>
        PriceRule.Build(tree, quantity, pricing.MarginPercent, card.Terms, rate?.Value ?? 1m, currency, pricing.DiscountPercent);
}

/// <summary>A cell's calculation, what staff made of it and what it would be sold for.</summary>
/// <param name="Totals">Of the tree that counts.</param>
/// <param name="Price">Null while no exchange rate is known.</param>
internal sealed record CellPrice(CalculationCard Calculation, CellPricing Pricing, CellTotals Totals, Price? Price, Rate? Rate)
{
    /// <summary>Less is left of the price than the floor asks for.</summary>
    public bool IsLow { get; init; }

    /// <summary>Somebody with the right to said yes to these very figures.</summary>
    public bool IsApproved { get; init; }

    public bool IsUndecided => Pricing.Overrides.Any(it => it.Misfit is not null);

    /// <param name="inForce">The dictionaries of today; null where their age is not asked about.</param>
    public IEnumerable<CellMark> Marks(Guid? inForce = null)
    {
        if (Pricing.Overrides.Count > 0)
            yield return CellMark.Overridden;
        if (!Totals.IsComplete)
            yield return CellMark.ToBeCompleted;
        if (IsUndecided)
            yield return CellMark.Undecided;
        if (IsLow)
            yield return IsApproved ? CellMark.LowApproved : CellMark.Low;
        if (inForce is { } current && current != Calculation.SnapshotId)
            yield return CellMark.Outdated;
    }

    /// <summary>
    /// To be completed: a price is missing. Frozen: as last published. Ready: staff worked on it and nothing stands in the way of a quote; in work: something
    /// still does. Automatic: nobody touched what was calculated.
    /// </summary>
    public CalculationState State => this switch
    {
        { Totals.IsComplete: false } => CalculationState.ToBeCompleted,
        { Pricing.Published: { } published } when published == Pricing.Fingerprint => CalculationState.Frozen,
        _ when !Pricing.IsTouched(Calculation) && Pricing.Published is null => Calculation.State == CalculationState.Frozen ? CalculationState.Frozen : CalculationState.Automatic,
        _ when IsUndecided || (IsLow && !IsApproved) => CalculationState.InWork,
        _ => CalculationState.Ready,
    };
}

/// <summary>What an estimator should know of a cell at a glance.</summary>
public enum CellMark
{
    Overridden,
    ToBeCompleted,

    /// <summary>An override no longer fits what was calculated anew.</summary>
    Undecided,

    /// <summary>Its margin is below the floor.</summary>
    Low,

    /// <summary>Its margin is below the floor and somebody approved it.</summary>
    LowApproved,

    /// <summary>There are newer dictionaries than it was calculated with.</summary>
    Outdated,
}
