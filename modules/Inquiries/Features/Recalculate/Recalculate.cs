using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>
/// Calculates one cell or all anew with today's dictionaries and engine. Overrides stay; those that no longer fit are marked until somebody decides.
/// A margin nobody touched follows the dictionaries.
/// </summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class Recalculate : IWrite<Recalculate.Result>
{
    public Guid InquiryId { get; set; }

    /// <summary>All cells where it is empty.</summary>
    public Guid? CellId { get; set; }

    /// <param name="Misfits">Overrides that no longer fit.</param>
    public sealed record Result(Guid InquiryId, int Seen, int Cells, int Misfits);
}

internal sealed class RecalculateHandler(CalculationDesk desk, ICalculations calculations) : IRequestHandler<Recalculate, Recalculate.Result>
{
    public async Task<Recalculate.Result> Handle(Recalculate request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var (inquiry, cells) = (work.Inquiry, work.Choose(request.CellId));
        var known = await calculations.FindAsync([.. cells.Select(cell => cell.CalculationId)], cancellation);
        var fresh = await calculations.CalculateAsync(inquiry.CompanyId, inquiry.ProductType, [.. cells.Select(cell => ToCalculate(inquiry, cell.CellId))], cancellation);
        var trees = await calculations.TreesAsync([.. fresh.Select(cell => cell.Card.Id)], cancellation);
        foreach (var (cell, (card, _)) in cells.Zip(fresh))
        {
            if (cell.MarginPercent == known[cell.CalculationId].Terms.MarginPercent)
                cell.MarginPercent = card.Terms.MarginPercent;
            cell.CalculationId = card.Id;
            cell.Set(cell.Overrides.Against(trees[card.Id]), trees[card.Id]);
        }

        var misfits = cells.Sum(cell => cell.Overrides.Count(it => it.Misfit is not null));
        var answer = await desk.RecordAsync(work, ChangeKind.Recalculate, misfits == 0 ? new Phrase("desk.log.recalculate") : new Phrase("desk.log.recalculateMisfits", misfits), "", cancellation);
        return new(inquiry.Id, answer.Seen, answer.Cells, misfits);
    }

    private static CellToCalculate ToCalculate(Inquiry inquiry, Guid id)
    {
        var cell = inquiry.Cells.First(it => it.Id == id);
        return new CellToCalculate(inquiry.Items.First(item => item.Key == cell.ItemKey).Choices().First(choice => choice.Key == cell.Alternative).Spec, cell.Quantity);
    }
}

public sealed class RecalculateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<Recalculate, Recalculate.Result>("inquiries/{inquiryId:guid}/recalculate");
}
