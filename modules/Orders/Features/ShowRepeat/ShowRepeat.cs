using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>What a repeated line costs now against what it cost when it was ordered, line by line of the cost tree.</summary>
[Permission(OrdersPermissions.Calculate)]
public sealed class ShowRepeat : IRead<ShowRepeat.Result>
{
    /// <summary>The inquiry that began as a repeat.</summary>
    public Guid InquiryId { get; set; }

    /// <summary>The cell compared; the one nearest in quantity where none is named.</summary>
    public Guid? CellId { get; set; }

    /// <param name="Before">As ordered; null where it is not known any more, as is <paramref name="After"/> before there is a price.</param>
    public sealed record Result(
        Guid OrderId, string Number, Guid InquiryId, decimal QuantityBefore, decimal? QuantityAfter, decimal? Before, decimal? After, Guid? CellId, IReadOnlyList<CellCard> Cells, IReadOnlyList<CostDifference> Lines, string? Currency);
}

internal sealed class ShowRepeatHandler(OrdersDb db, IEnumerable<IPricedCells> priced) : IRequestHandler<ShowRepeat, ShowRepeat.Result>
{
    public async Task<ShowRepeat.Result> Handle(ShowRepeat request, CancellationToken cancellation)
    {
        var repeat = await db.Repeats.AsNoTracking().FirstOrDefaultAsync(row => row.InquiryId == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var order = await db.Orders.AsNoTracking().Include(row => row.Lines).FirstOrDefaultAsync(row => row.Id == repeat.OrderId, cancellation) ?? throw new NotFoundException();
        var quantity = order.Lines.First(line => line.Id == repeat.LineId).Quantity;
        var prices = priced.FirstOrDefault() ?? throw new NotFoundException();
        var cells = await prices.CellsAsync(repeat.InquiryId, cancellation);
        var cell = request.CellId is { } id ? cells.FirstOrDefault(it => it.Id == id) ?? throw new NotFoundException() : cells.MinBy(it => Math.Abs(it.Quantity - quantity));
        var before = await prices.FrozenAsync(repeat.QuoteLineId, cancellation);
        var after = cell is null ? null : await prices.PriceAsync(repeat.InquiryId, cell.Id, cancellation);
        return new(order.Id, order.Number, repeat.InquiryId, quantity, cell?.Quantity, before?.Amount, after?.Tree.Amount, cell?.Id, cells,
            before is not null && after is not null ? CostDifferences.Between(before, after.Tree) : [], after?.Currency);
    }
}

public sealed class ShowRepeatEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowRepeat, ShowRepeat.Result>("repeats/{inquiryId:guid}");
}
