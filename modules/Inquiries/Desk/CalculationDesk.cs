using Portal.Contracts.Catalog;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Which cells a change is for, seen from one of them.</summary>
public enum CellScope
{
    Cell,

    /// <summary>All run lengths of the cell's alternative.</summary>
    Alternative,

    All,
}

/// <summary>What a change on the desk led to.</summary>
/// <param name="Seen">The number of the log's last entry, to be sent with the next change.</param>
/// <param name="Cells">How many cells it changed.</param>
public sealed record DeskAnswer(Guid InquiryId, int Seen, int Cells);

/// <summary>
/// The one way to change cells: changes of one inquiry take turns, each is written into the log with what was before and after, and one that would
/// silently replace what its sender has not seen is refused.
/// </summary>
internal sealed class CalculationDesk(InquiriesDb db, Caller caller, ICalculations calculations, IWorkDesk tasks, TimeProvider clock)
{
    /// <exception cref="NotFoundException">No such inquiry, or none that was sent.</exception>
    public async Task<DeskWork> OpenAsync(Guid inquiryId, CancellationToken cancellation)
    {
        await db.LockAsync(inquiryId, cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Cells).Include(row => row.Quotes).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == inquiryId, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.Calculate, caller, clock.GetUtcNow());
        return new DeskWork(inquiry, await db.Pricings.Where(row => row.InquiryId == inquiryId).ToDictionaryAsync(row => row.CellId, cancellation));
    }

    /// <summary>The calculated trees of these cells, by cell.</summary>
    public async Task<IReadOnlyDictionary<Guid, CostNode>> TreesAsync(IReadOnlyCollection<CellPricing> cells, CancellationToken cancellation)
    {
        var trees = await calculations.TreesAsync([.. cells.Select(cell => cell.CalculationId).Distinct()], cancellation);
        return cells.ToDictionary(cell => cell.CellId, cell => trees[cell.CalculationId]);
    }

    /// <summary>Nothing is refused where the sender does not say what they saw.</summary>
    /// <param name="seen">The number of the last entry that the sender saw.</param>
    /// <param name="value">The value in question.</param>
    /// <exception cref="ChangedMeanwhile">It is another one now.</exception>
    public async Task DemandUnchangedAsync(DeskWork work, IEnumerable<CellPricing> cells, int? seen, string field, Func<CellInputs, CancellationToken, Task<decimal?>> value, CancellationToken cancellation)
    {
        if (seen is null)
            return;
        var since = await db.Changes.AsNoTracking().Where(row => row.InquiryId == work.Inquiry.Id && row.Number > seen).OrderBy(row => row.Number).ToListAsync(cancellation);
        foreach (var cell in cells)
        {
            var own = since.Select(change => (Change: change, Cell: change.Cells.FirstOrDefault(it => it.CellId == cell.CellId))).Where(it => it.Cell is not null).ToList();
            if (own.Count == 0)
                continue;
            var (before, theirs) = (await value(own[0].Cell!.Before, cancellation), await value(cell.Inputs, cancellation));
            if (before == theirs)
                continue;
            var last = own[^1].Change;
            foreach (var (change, changed) in own)
                last = await value(changed!.Before, cancellation) != await value(changed.After, cancellation) ? change : last;
            object Said(decimal? amount) => amount is { } known ? known : new Phrase("desk.nothing");
            throw new ChangedMeanwhile(field, new Phrase("desk.changedMeanwhile", last.Person, Said(before), Said(theirs)), before, theirs, last.Person, last.At);
        }
    }

    /// <summary>The amount of a line as it counts: staff's own, else the calculated one.</summary>
    public Func<CellInputs, CancellationToken, Task<decimal?>> AmountOf(string path)
    {
        var trees = new Dictionary<Guid, CostNode>();
        return async (inputs, cancellation) =>
        {
            if (inputs.Override(path) is { } own)
                return own.Amount;
            if (!trees.TryGetValue(inputs.CalculationId, out var tree))
                trees[inputs.CalculationId] = tree = (await calculations.TreesAsync([inputs.CalculationId], cancellation))[inputs.CalculationId];
            return tree.Lines().GetValueOrDefault(path)?.Calculated();
        };
    }

    /// <summary>Writes what was changed into the log and saves. Where nothing was, nothing is written.</summary>
    public async Task<DeskAnswer> RecordAsync(DeskWork work, ChangeKind kind, Phrase what, string reason, CancellationToken cancellation)
    {
        var (inquiry, now) = (work.Inquiry, clock.GetUtcNow());
        var person = caller.RequirePerson();
        var last = await db.Changes.Where(row => row.InquiryId == inquiry.Id).Select(row => (int?)row.Number).MaxAsync(cancellation) ?? 0;
        if (work.Changed() is not { Count: > 0 } changed)
            return new(inquiry.Id, last, 0);
        if (work.Pricings.Values.FirstOrDefault(cell => cell.Totals is { Cost: < 0 }) is { } negative)
            throw new RuleBroken(nameof(OverrideLine.Amount), new Phrase("desk.negative", negative.Totals!.Cost));
        db.Changes.Add(new CellChange
        {
            InquiryId = inquiry.Id,
            CompanyId = inquiry.CompanyId,
            Number = last + 1,
            At = now,
            PersonId = person.Person,
            Person = person.Name,
            Kind = kind,
            What = what,
            Reason = reason.Trim(),
            Cells = changed,
        });
        await OutdateAsync(work, cancellation);
        inquiry.BeginCalculation(now);
        db.Touch(inquiry);
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id, last + 1, changed.Count);
    }

    /// <summary>A question about a low margin is about its figures: with other figures there is nothing to answer any more.</summary>
    private async Task OutdateAsync(DeskWork work, CancellationToken cancellation)
    {
        var open = await db.MarginApprovals.FirstOrDefaultAsync(row => row.InquiryId == work.Inquiry.Id && row.State == MarginApprovalState.Open, cancellation);
        if (open is null || open.Cells.All(cell => work.Pricings[cell.CellId].Fingerprint == cell.Fingerprint))
            return;
        open.Outdate();
        work.Inquiry.ApprovalOver(clock.GetUtcNow());
        await tasks.SettleAsync("inquiry", work.Inquiry.Id, MarginFloor.Kind, cancellation);
    }
}

/// <summary>An inquiry on the desk with what its cells were when it was opened.</summary>
internal sealed class DeskWork(Inquiry inquiry, IReadOnlyDictionary<Guid, CellPricing> pricings)
{
    private readonly Dictionary<Guid, CellInputs> _before = pricings.ToDictionary(pair => pair.Key, pair => pair.Value.Inputs);

    public Inquiry Inquiry { get; } = inquiry;

    public IReadOnlyDictionary<Guid, CellPricing> Pricings { get; } = pricings;

    /// <summary>In the order of the inquiry; no cell means all.</summary>
    /// <exception cref="NotFoundException">No such cell in this inquiry.</exception>
    public IReadOnlyList<CellPricing> Choose(Guid? cellId, CellScope scope = CellScope.Cell)
    {
        var own = cellId is { } id ? Inquiry.CurrentCells.FirstOrDefault(cell => cell.Id == id) ?? throw new NotFoundException() : null;
        return [.. Inquiry.CurrentCells.Where(cell => own is null || scope == CellScope.All || cell.Id == own.Id || (scope == CellScope.Alternative && cell.ItemKey == own.ItemKey && cell.Alternative == own.Alternative))
            .OrderBy(cell => cell.Id == own?.Id ? -1 : cell.Order).Where(cell => Pricings.ContainsKey(cell.Id)).Select(cell => Pricings[cell.Id])];
    }

    public IReadOnlyList<ChangedCell> Changed() =>
        [.. Pricings.Values.Where(cell => cell.Inputs != _before[cell.CellId]).Select(cell => new ChangedCell(cell.CellId, _before[cell.CellId], cell.Inputs))];
}
