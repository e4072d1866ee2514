using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>The calculation desk of an inquiry: every cell with cost, margin, price and what is amiss, the log of changes, questions about low margins.</summary>
[Permission(InquiriesPermissions.Calculate, InquiriesPermissions.ApproveMargin)]
public sealed class ShowDesk : IRead<ShowDesk.Result>
{
    public Guid Id { get; set; }

    /// <param name="Seen">The number of the log's last entry, to be sent with a change.</param>
    /// <param name="Log">The newest hundred entries, newest first.</param>
    /// <param name="Undo">The change that would be taken back; <paramref name="Redo"/> the one that would be done again.</param>
    /// <param name="MayApprove">Whether the reader may answer the question that is open.</param>
    /// <param name="Approvers">Names of all who may.</param>
    /// <param name="InForce">Today's dictionaries; <paramref name="Oldest"/> those of the cell calculated with the oldest, where that is another.</param>
    public sealed record Result(
        Guid Id, string Number, string Title, InquiryState State, string? Company, string Currency, string CostCurrency, decimal FloorPercent, IReadOnlyList<Item> Items, int Seen, LogEntry? Undo, LogEntry? Redo,
        IReadOnlyList<LogEntry> Log, IReadOnlyList<ApprovalView> Approvals, DictionaryVersion? InForce, DictionaryVersion? Oldest, bool MayCalculate, bool MayApprove, IReadOnlyList<string> Approvers, InquiryStatus Status);

    public sealed record Item(string Key, string Name, IReadOnlyList<decimal> Quantities, IReadOnlyList<Choice> Choices, IReadOnlyList<CellView> Cells);

    public sealed record Choice(string Key, string Name, IReadOnlyList<Contracts.Inquiries.SpecLine> Changes);

    /// <param name="Left">Of the price over the cost, in percent of the price.</param>
    public sealed record CellView(
        Guid Id, string Alternative, decimal Quantity, CalculationState State, IReadOnlyList<CellMark> Marks, decimal Cost, decimal MarginPercent, decimal DiscountPercent, decimal? UnitPrice, decimal? Total, decimal? Left);

    /// <param name="Cells">Names of the cells changed: alternative and run length.</param>
    public sealed record LogEntry(int Number, DateTimeOffset At, string Person, ChangeKind Kind, Phrase What, string Reason, bool IsUndone, IReadOnlyList<CellName> Cells);

    public sealed record CellName(Guid Id, string Alternative, decimal Quantity);

    public sealed record ApprovalView(Guid Id, MarginApprovalState State, string Asker, DateTimeOffset AskedAt, decimal FloorPercent, string? Decider, DateTimeOffset? DecidedAt, string? Reason, IReadOnlyList<LowCell> Cells);
}

internal sealed class ShowDeskHandler(InquiriesDb db, Caller caller, InquiryStatuses statuses, MarginFloor floor, Pricing pricing, ICalculations calculations, ICompanies companies, SpecWriter writer, OperatorClock clock) : IRequestHandler<ShowDesk, ShowDesk.Result>
{
    private const int MostEntries = 100;

    public async Task<ShowDesk.Result> Handle(ShowDesk request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (inquiry.State == InquiryState.Draft || inquiry.Number is null)
            throw new NotFoundException();
        var prices = await pricing.OfAsync(inquiry, cancellation);
        var versions = await calculations.VersionsAsync(inquiry.ProductType, cancellation);
        var used = inquiry.CurrentCells.Where(cell => prices.ContainsKey(cell.Id)).Select(cell => prices[cell.Id]).Select(price => price.Calculation.SnapshotId).ToHashSet();
        var names = inquiry.Cells.ToDictionary(cell => cell.Id, cell => new ShowDesk.CellName(cell.Id, cell.Alternative, cell.Quantity));
        var changes = await db.Changes.AsNoTracking().Where(row => row.InquiryId == inquiry.Id).OrderByDescending(row => row.Number).Take(MostEntries).ToListAsync(cancellation);
        var approvals = await db.MarginApprovals.AsNoTracking().Where(row => row.InquiryId == inquiry.Id).OrderByDescending(row => row.AskedAt).ToListAsync(cancellation);
        var question = approvals.Find(row => row.State == MarginApprovalState.Open);
        var (undo, redo) = (await db.Changes.AsNoTracking().LastStandingAsync(inquiry.Id, cancellation), await db.Changes.AsNoTracking().NextUndoneAsync(inquiry.Id, cancellation));
        ShowDesk.LogEntry Entry(CellChange change) => new(
            change.Number, change.At, change.Person, change.Kind, change.What, change.Reason, change.IsUndone, [.. change.Cells.Select(cell => names[cell.CellId]).OrderBy(cell => cell.Alternative).ThenBy(cell => cell.Quantity)]);
        return new(
            inquiry.Id, inquiry.Number, inquiry.Title, inquiry.State, (await companies.NamesAsync([inquiry.CompanyId], cancellation)).GetValueOrDefault(inquiry.CompanyId), inquiry.Currency,
            prices.Values.FirstOrDefault()?.Calculation.Currency ?? inquiry.Currency, pricing.FloorPercent, await ItemsAsync(inquiry, prices, versions.FirstOrDefault(), cancellation), changes.FirstOrDefault()?.Number ?? 0,
            undo is null ? null : Entry(undo), redo is null ? null : Entry(redo), [.. changes.Select(Entry)],
            [.. approvals.Select(row => new ShowDesk.ApprovalView(row.Id, row.State, row.Asker, row.AskedAt, row.FloorPercent, row.Decider, row.DecidedAt, row.Reason, row.Cells))],
            versions.FirstOrDefault(), versions.LastOrDefault(version => used.Contains(version.SnapshotId)) is { } oldest && oldest != versions[0] ? oldest : null,
            inquiry.Permitted(caller, clock.Now).Contains(InquiryAction.Calculate), caller.Can(InquiriesPermissions.ApproveMargin) && question?.AskedBy != caller.Principal.PersonId,
            question is null ? [] : [.. (await floor.OthersAsync(question.AskedBy, cancellation)).Select(person => person.Name)],
            await statuses.OfAsync(inquiry, cancellation));
    }

    private async Task<IReadOnlyList<ShowDesk.Item>> ItemsAsync(Inquiry inquiry, IReadOnlyDictionary<Guid, CellPrice> prices, DictionaryVersion? inForce, CancellationToken cancellation)
    {
        var items = new List<ShowDesk.Item>();
        foreach (var item in inquiry.Items)
        {
            var choices = new List<ShowDesk.Choice> { new(InquiryItem.BaseKey, "", []) };
            foreach (var alternative in item.Alternatives)
                choices.Add(new(alternative.Key, alternative.Name, await writer.ChangesAsync(inquiry.ProductType, item, alternative, cancellation)));
            items.Add(new(item.Key, item.Name, item.Quantities, choices, [.. inquiry.CurrentCells.Where(cell => cell.ItemKey == item.Key && prices.ContainsKey(cell.Id)).OrderBy(cell => cell.Order).Select(cell => View(cell, prices[cell.Id], inForce))]));
        }

        return items;
    }

    private static ShowDesk.CellView View(Cell cell, CellPrice price, DictionaryVersion? inForce) => new(
        cell.Id, cell.Alternative, cell.Quantity, price.State, [.. price.Marks(inForce?.SnapshotId)], price.Totals.Cost, price.Pricing.MarginPercent, price.Pricing.DiscountPercent,
        price.Price?.Unit, price.Price?.Total, price.Price?.Left);
}

public sealed class ShowDeskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowDesk, ShowDesk.Result>("inquiries/{id:guid}/desk");
}
