using Portal.PluginSdk;

namespace Portal.Contracts.Catalog;

/// <summary>The product types that plugins brought and that the company sells.</summary>
public interface IProductTypes
{
    IReadOnlyList<IProductType> All { get; }

    IProductType? Find(string id);
}

/// <summary>Where a calculation stands. Frozen ones are part of a published quote and never change again.</summary>
public enum CalculationState
{
    Automatic,
    ToBeCompleted,
    InWork,
    Ready,
    Frozen,
}

/// <summary>A stored calculation without its tree and its facts.</summary>
/// <param name="Cost">Cost with overhead, in <paramref name="Currency"/>, the dictionaries' currency.</param>
public sealed record CalculationCard(
    Guid Id, decimal Quantity, CalculationState State, decimal Cost, string Currency, CommercialTerms Terms, IReadOnlyList<SpecProblem> Warnings, Guid SnapshotId);

/// <summary>A version of the dictionaries of a product type and since when it was in force.</summary>
public sealed record DictionaryVersion(Guid SnapshotId, int Version, DateTimeOffset At);

/// <summary>A stored calculation with all that explains it.</summary>
public sealed record CalculationDetail(
    CalculationCard Card, IReadOnlyList<Fact> Facts, string ProductType, string PluginVersion, Snapshot Snapshot, Spec Spec, CostNode Tree, IReadOnlyList<ProductionPlan> Plans, double Milliseconds);

/// <summary>A cell just priced and stored.</summary>
public sealed record CalculatedCell(CalculationCard Card, IReadOnlyList<Fact> Facts);

/// <summary>One cell to be priced.</summary>
public sealed record CellToCalculate(Spec Spec, decimal Quantity);

/// <summary>Prices cells and keeps the results; whoever needs a price asks here.</summary>
public interface ICalculations
{
    /// <summary>The dictionaries in force for a product type.</summary>
    /// <exception cref="KeyNotFoundException">No such product type, or its plugin brought no dictionaries.</exception>
    Task<DictionarySet> DictionariesAsync(string productType, CancellationToken cancellation);

    /// <summary>Everything wrong with a spec: what its schema says first, and only when that holds, the rules of the product.</summary>
    Task<IReadOnlyList<SpecProblem>> CheckAsync(string productType, Spec spec, IReadOnlyCollection<decimal> quantities, CancellationToken cancellation);

    /// <summary>Small changes that would make it cheaper in these run lengths, as problems that are no errors. None for a spec that has errors.</summary>
    Task<IReadOnlyList<SpecProblem>> AdviseAsync(string productType, Spec spec, IReadOnlyCollection<decimal> quantities, CancellationToken cancellation);

    /// <summary>Spine, weight and the like, for a spec that may be half filled.</summary>
    Task<IReadOnlyList<Fact>> PreviewAsync(string productType, Spec spec, CancellationToken cancellation);

    /// <summary>Calculates every cell and stores the results for the company, in the caller's transaction. Answers in the order asked.</summary>
    Task<IReadOnlyList<CalculatedCell>> CalculateAsync(Guid companyId, string productType, IReadOnlyList<CellToCalculate> cells, CancellationToken cancellation);

    Task<IReadOnlyDictionary<Guid, CalculationCard>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    Task<CalculationDetail?> DetailAsync(Guid id, CancellationToken cancellation);

    /// <summary>The facts alone, of those that exist.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<Fact>>> FactsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>The cost trees alone, of those that exist.</summary>
    Task<IReadOnlyDictionary<Guid, CostNode>> TreesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>Every version of the dictionaries of a product type, the one in force first. For staff.</summary>
    Task<IReadOnlyList<DictionaryVersion>> VersionsAsync(string productType, CancellationToken cancellation);

    /// <summary>Marks calculations as part of a published quote: from now on they stay as they are.</summary>
    Task FreezeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);
}

/// <summary>An exchange rate of a day: <paramref name="Value"/> units of <paramref name="Quote"/> for one of <paramref name="Base"/>.</summary>
public sealed record Rate(string Base, string Quote, decimal Value, DateOnly Day);

/// <summary>The rate table.</summary>
public interface IRates
{
    /// <summary>The latest rate not after the day to turn one unit of <paramref name="currency"/> into the other; null where none is known.</summary>
    Task<Rate?> FindAsync(string currency, string into, DateOnly day, CancellationToken cancellation);
}

/// <summary>A price: the unit rounded once in the currency of the quote, the total that follows from it, and the tree that adds up to it.</summary>
/// <param name="MarginPercent">As set, before the discount.</param>
/// <param name="Left">What is left of the price over the cost, in percent of the price, after discount and minimum and before rounding.</param>
/// <param name="Tree">In the dictionaries' currency: cost, margin, discount, minimum, rounding; its leaves sum to total x rate.</param>
public sealed record Price(decimal Unit, decimal Total, string Currency, decimal MarginPercent, decimal DiscountPercent, decimal Left, CostNode Tree);

/// <summary>Makes a price of a cost.</summary>
public static class PriceRule
{
    /// <summary>
    /// price = cost / (1 - margin) x (1 - discount), at least the minimum; the unrounded unit is converted at the pinned rate and rounded once, half
    /// away from zero, to the unit's decimals (4 where it would be below one); total = unit x quantity. Margin, discount, minimum and rounding are
    /// leaves of the tree.
    /// </summary>
    /// <param name="rate">Units of the dictionaries' currency for one of the quote's; 1 where they are the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">Margin or discount is not below 100 %, the rate or the quantity not above zero.</exception>
    public static Price Build(CostNode cost, decimal quantity, decimal marginPercent, CommercialTerms terms, decimal rate, string currency, decimal discountPercent = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(marginPercent, 100m);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(discountPercent, 100m);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        var full = cost.Amount / (1 - marginPercent / 100m);
        var discounted = full * (1 - discountPercent / 100m);
        var raised = Math.Max(discounted, terms.MinimumPrice);
        var unrounded = raised / rate / quantity;
        var unit = Money.Round(unrounded, unrounded < 1m ? Math.Max(4, terms.UnitDecimals) : terms.UnitDecimals);
        var total = unit * quantity;
        var margin = Money.Round(full - cost.Amount);
        var discount = Money.Round(discounted - full);
        var minimum = Money.Round(raised - discounted);
        List<CostNode> parts =
        [
            cost,
            Part("margin", margin, new Phrase("price.margin.formula"), new CostInput("price.cost", cost.Amount, "", null), new CostInput("price.marginPercent", marginPercent, "unit.percent")),
        ];
        if (discountPercent != 0)
            parts.Add(Part("discount", discount, new Phrase("price.discount.formula"), new CostInput("price.full", Money.Round(full), ""), new CostInput("price.discountPercent", discountPercent, "unit.percent")));
        if (minimum > 0)
            parts.Add(Part("minimum", minimum, new Phrase("price.minimum.formula"), new CostInput("price.minimumPrice", terms.MinimumPrice, "")));
        parts.Add(Part("rounding", total * rate - parts.Sum(part => part.Amount), new Phrase("price.rounding.formula"),
            new CostInput("price.unrounded", unrounded, ""), new CostInput("price.unit", unit, ""), new CostInput("price.quantity", quantity, ""), new CostInput("price.rate", rate, "")));
        return new Price(unit, total, currency, marginPercent, discountPercent, raised == 0 ? 0 : Money.Round((raised - cost.Amount) / raised * 100m),
            new CostNode { Key = "price", Label = "price.title", Amount = parts.Sum(part => part.Amount), Children = parts });
    }

    // Not CostNode.Leaf: the last of them carries what rounding leaves over, at a rate with more than two decimals.
    private static CostNode Part(string key, decimal amount, Phrase formula, params IReadOnlyList<CostInput> inputs) =>
        new() { Key = key, Label = $"price.{key}", Amount = amount, Formula = formula, Inputs = inputs };
}
