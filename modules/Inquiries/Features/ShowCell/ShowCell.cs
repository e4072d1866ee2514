using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Why a cell costs what it costs: the whole tree with what staff made of it, margin and rounding, plans considered, warnings.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class ShowCell : IRead<ShowCell.Result>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }

    /// <param name="Tree">The cost lines that count: the calculated ones with the overrides applied.</param>
    /// <param name="Price">Its tree begins with these; null while there is no rate.</param>
    /// <param name="Calculation">As it was calculated, before anybody touched it.</param>
    /// <param name="Seen">The number of the log's last entry, to be sent with a change.</param>
    /// <param name="PricedWith">The dictionaries of the calculation; <paramref name="InForce"/> are today's.</param>
    /// <param name="Previous">The neighbour in the order of the inquiry.</param>
    public sealed record Result(
        Guid InquiryId, string? Number, string Title, string Alternative, decimal Quantity, CalculationState State, IReadOnlyList<CellMark> Marks, decimal MarginPercent, decimal DiscountPercent, decimal FloorPercent,
        Price? Price, Rate? Rate, CostNode Tree, IReadOnlyList<CostOverride> Overrides, CalculationDetail Calculation, DictionaryVersion? PricedWith, DictionaryVersion? InForce, int Seen, bool MayCalculate,
        LastChange? Undo, Guid? Previous, Guid? Next);

    /// <summary>The change that an undo would take back, where it is one of this cell.</summary>
    public sealed record LastChange(int Number, string Person, DateTimeOffset At, Phrase What, int Cells);
}

internal sealed class ShowCellHandler(InquiriesDb db, Caller caller, ICalculations calculations, Pricing pricing, OperatorClock clock) : IRequestHandler<ShowCell, ShowCell.Result>
{
    public async Task<ShowCell.Result> Handle(ShowCell request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().AsSplitQuery().Include(row => row.Quotes).Include(row => row.Cells).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var cells = inquiry.CurrentCells.OrderBy(cell => cell.Order).ToList();
        var at = cells.FindIndex(cell => cell.Id == request.Id);
        if (at < 0 || !(await pricing.OfAsync(inquiry, cancellation, request.Id)).TryGetValue(request.Id, out var price))
            throw new NotFoundException();
        var (cell, own) = (cells[at], price.Pricing);
        var detail = await calculations.DetailAsync(own.CalculationId, cancellation) ?? throw new NotFoundException();
        var tree = detail.Tree.Apply(own.Overrides);
        var versions = await calculations.VersionsAsync(inquiry.ProductType, cancellation);
        var seen = await db.Changes.Where(row => row.InquiryId == inquiry.Id).Select(row => (int?)row.Number).MaxAsync(cancellation) ?? 0;
        var last = await db.Changes.AsNoTracking().LastStandingAsync(inquiry.Id, cancellation);
        return new(
            inquiry.Id, inquiry.Number, inquiry.Title, cell.Alternative, cell.Quantity, price.State, [.. price.Marks(versions.FirstOrDefault()?.SnapshotId)], own.MarginPercent, own.DiscountPercent, pricing.FloorPercent,
            price.Rate is null ? null : Pricing.Build(tree, cell.Quantity, own, detail.Card, price.Rate, inquiry.Currency), price.Rate, tree, own.Overrides, detail,
            versions.FirstOrDefault(version => version.SnapshotId == detail.Snapshot.Id), versions.FirstOrDefault(), seen, inquiry.Permitted(caller, clock.Now).Contains(InquiryAction.Calculate),
            last?.Cells.Any(it => it.CellId == cell.Id) == true ? new(last.Number, last.Person, last.At, last.What, last.Cells.Count) : null, at > 0 ? cells[at - 1].Id : null, at < cells.Count - 1 ? cells[at + 1].Id : null);
    }
}

public sealed class ShowCellEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowCell, ShowCell.Result>("inquiries/{inquiryId:guid}/cells/{id:guid}");
}
