using System.Diagnostics;
using Portal.Contracts.Catalog;

namespace Portal.Catalog;

internal sealed class Calculations(CatalogDb db, DictionaryStore dictionaries, IProductTypes types, Plugins plugins, TimeProvider clock) : ICalculations
{
    private static readonly Prepared<CatalogDb, Guid[], CalculationCard> Cards = new((db, ids) => db.Calculations.AsNoTracking().Where(row => ids.Contains(row.Id))
        .Select(row => new CalculationCard(row.Id, row.Quantity, row.State, row.Cost, row.Currency, row.Terms, row.Warnings, row.SnapshotId)));

    public Task<DictionarySet> DictionariesAsync(string productType, CancellationToken cancellation) => dictionaries.CurrentAsync(productType);

    public async Task<IReadOnlyList<SpecProblem>> CheckAsync(string productType, Spec spec, IReadOnlyCollection<decimal> quantities, CancellationToken cancellation)
    {
        var set = await dictionaries.CurrentAsync(productType);
        var problems = SchemaCheck.Check(Type(productType).Schema, spec, set);
        if (problems.Any(problem => problem.IsError))
            return problems;
        var calculator = dictionaries.Calculator(productType, set);
        return [.. problems, .. calculator.Check(spec), .. quantities.SelectMany(quantity => calculator.Check(spec, quantity))];
    }

    public async Task<IReadOnlyList<SpecProblem>> AdviseAsync(string productType, Spec spec, IReadOnlyCollection<decimal> quantities, CancellationToken cancellation)
    {
        var calculator = dictionaries.Calculator(productType, await dictionaries.CurrentAsync(productType));
        return [.. quantities.SelectMany(quantity => calculator.Advise(spec, quantity))];
    }

    public async Task<IReadOnlyList<Fact>> PreviewAsync(string productType, Spec spec, CancellationToken cancellation)
    {
        var set = await dictionaries.CurrentAsync(productType);
        return dictionaries.Calculator(productType, set).Preview(spec);
    }

    public async Task<IReadOnlyList<CalculatedCell>> CalculateAsync(Guid companyId, string productType, IReadOnlyList<CellToCalculate> cells, CancellationToken cancellation)
    {
        var set = await dictionaries.CurrentAsync(productType);
        var calculator = dictionaries.Calculator(productType, set);
        var version = plugins.All.First(plugin => plugin.ProductTypes.Any(type => type.Id == productType)).Version;
        var stored = new List<StoredCalculation>(cells.Count);
        foreach (var cell in cells)
        {
            var start = Stopwatch.GetTimestamp();
            var result = Calculate(calculator, cell);
            stored.Add(new StoredCalculation
            {
                CompanyId = companyId,
                ProductType = productType,
                PluginVersion = version,
                SnapshotId = set.Snapshot.Id,
                Spec = cell.Spec,
                Quantity = cell.Quantity,
                State = result.Cost.IsComplete ? CalculationState.Automatic : CalculationState.ToBeCompleted,
                Cost = result.Cost.Amount,
                Currency = set.Currency,
                Terms = result.Terms,
                Facts = result.Facts,
                Warnings = result.Warnings,
                Plans = result.Plans,
                Tree = result.Cost,
                Milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                At = clock.GetUtcNow(),
            });
        }

        db.Calculations.AddRange(stored);
        await db.SaveChangesAsync(cancellation);
        return [.. stored.Select(row => new CalculatedCell(Card(row), row.Facts))];
    }

    public async Task<IReadOnlyDictionary<Guid, CalculationCard>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        (await Cards.ListAsync(db, [.. ids], cancellation)).ToDictionary(card => card.Id);

    public async Task<CalculationDetail?> DetailAsync(Guid id, CancellationToken cancellation)
    {
        var row = await db.Calculations.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancellation);
        return row is null ? null : new(Card(row), row.Facts, row.ProductType, row.PluginVersion, (await dictionaries.SetAsync(row.SnapshotId)).Snapshot, row.Spec, row.Tree, row.Plans, row.Milliseconds);
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Fact>>> FactsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        await db.Calculations.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Facts }).ToDictionaryAsync(row => row.Id, row => row.Facts, cancellation);

    public async Task<IReadOnlyDictionary<Guid, CostNode>> TreesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        await db.Calculations.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Tree }).ToDictionaryAsync(row => row.Id, row => row.Tree, cancellation);

    public async Task<IReadOnlyList<DictionaryVersion>> VersionsAsync(string productType, CancellationToken cancellation)
    {
        var plugin = productType.Split('.')[0];
        return await db.Snapshots.Where(row => row.PluginId == plugin).OrderByDescending(row => row.Version).Select(row => new DictionaryVersion(row.Id, row.Version, row.At)).ToListAsync(cancellation);
    }

    public Task FreezeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        db.Calculations.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CalculationState.Frozen), cancellation);

    private IProductType Type(string id) => types.Find(id) ?? throw new KeyNotFoundException($"No product type {id}.");

    /// <summary>What can't be made becomes a line for staff to complete, with the reasons as warnings: the customer's inquiry is never lost over it.</summary>
    private static Calculation Calculate(ICalculator calculator, CellToCalculate cell)
    {
        try
        {
            return calculator.Calculate(cell.Spec, cell.Quantity);
        }
        catch (InfeasibleException infeasible)
        {
            return new Calculation(
                CostNode.Sum("cost", "calculation.cost", CostNode.Incomplete("infeasible", "calculation.infeasible", infeasible.Problems.FirstOrDefault()?.Message ?? "calculation.infeasible")),
                new CommercialTerms(15m, 0m, 2, 23m, 5m), [], infeasible.Problems);
        }
    }

    private static CalculationCard Card(StoredCalculation row) => new(row.Id, row.Quantity, row.State, row.Cost, row.Currency, row.Terms, row.Warnings, row.SnapshotId);
}

internal sealed class Rates(CatalogDb db) : IRates
{
    public async Task<Rate?> FindAsync(string currency, string into, DateOnly day, CancellationToken cancellation) => currency == into
        ? new Rate(currency, into, 1m, day)
        : await db.Rates.AsNoTracking().Where(row => row.Base == currency && row.Quote == into && row.Day <= day).OrderByDescending(row => row.Day)
            .Select(row => new Rate(row.Base, row.Quote, row.Value, row.Day)).FirstOrDefaultAsync(cancellation);
}

internal sealed class CatalogDemo(CatalogDb db, OperatorClock clock) : IDemoData
{
    public int Order => 10;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (await db.Rates.AnyAsync(cancellation))
            return;
        db.Rates.AddRange(
            new RateRow { Base = "EUR", Quote = "PLN", Value = 4.30m, Day = clock.Today.AddDays(-7) },
            new RateRow { Base = "CZK", Quote = "PLN", Value = 0.172m, Day = clock.Today.AddDays(-7) });
        await db.SaveChangesAsync(cancellation);
    }
}
