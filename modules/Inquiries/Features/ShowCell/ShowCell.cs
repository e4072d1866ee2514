using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Why a cell costs what it costs: the whole tree with margin and rounding, plans considered, warnings.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class ShowCell : IRead<ShowCell.Result>
{
    public Guid InquiryId { get; set; }

    public Guid Id { get; set; }

    public sealed record Result(
        Guid InquiryId, string? Number, string Title, string Alternative, decimal Quantity, decimal MarginPercent, Price? Price, Rate? Rate, CalculationDetail Calculation, bool MayCalculate);
}

internal sealed class ShowCellHandler(InquiriesDb db, Caller caller, ICalculations calculations, IRates rates, OperatorClock clock) : IRequestHandler<ShowCell, ShowCell.Result>
{
    public async Task<ShowCell.Result> Handle(ShowCell request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().Include(row => row.Quotes).FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var cell = await db.Cells.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id && row.InquiryId == inquiry.Id, cancellation) ?? throw new NotFoundException();
        var pricing = await db.Pricings.AsNoTracking().FirstAsync(row => row.CellId == cell.Id, cancellation);
        var detail = await calculations.DetailAsync(pricing.CalculationId, cancellation) ?? throw new NotFoundException();
        var rate = await rates.FindAsync(inquiry.Currency, detail.Card.Currency, clock.Today, cancellation);
        var price = rate is null ? null : PriceRule.Build(detail.Tree, cell.Quantity, pricing.MarginPercent, detail.Card.Terms, rate.Value, inquiry.Currency);
        return new(inquiry.Id, inquiry.Number, inquiry.Title, cell.Alternative, cell.Quantity, pricing.MarginPercent, price, rate, detail, inquiry.Permitted(caller, clock.Now).Contains(InquiryAction.Calculate));
    }
}

public sealed class ShowCellEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowCell, ShowCell.Result>("inquiries/{inquiryId:guid}/cells/{id:guid}");
}
