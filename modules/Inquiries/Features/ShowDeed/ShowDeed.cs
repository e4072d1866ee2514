using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>What was accepted, by whom, under which paper: the deed behind an order.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ShowDeed : IRead<ShowDeed.Result>
{
    /// <summary>Of the acceptance.</summary>
    public Guid Id { get; set; }

    /// <param name="Net">Null for those who are not to see prices.</param>
    public sealed record Result(Guid Id, Guid InquiryId, Guid QuoteId, string Quote, int Version, DateTimeOffset At, Signature? Signature, string Currency, decimal? Net, string Unit, IReadOnlyList<Line> Lines);

    public sealed record Line(string Name, decimal Quantity, decimal? UnitPrice, decimal? Total);
}

internal sealed class ShowDeedHandler(InquiriesDb db, Caller caller, IProductTypes types) : IRequestHandler<ShowDeed, ShowDeed.Result>
{
    public async Task<ShowDeed.Result> Handle(ShowDeed request, CancellationToken cancellation)
    {
        var deed = await db.Acceptances.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var quote = await db.Quotes.AsNoTracking().Include(row => row.Lines.Where(line => line.AcceptanceId == deed.Id)).FirstAsync(row => row.Id == deed.QuoteId, cancellation);
        var type = await db.Inquiries.AsNoTracking().Where(row => row.Id == deed.InquiryId).Select(row => row.ProductType).FirstAsync(cancellation);
        var prices = caller.Can(InquiriesPermissions.SeePrices);
        return new(
            deed.Id, deed.InquiryId, quote.Id, quote.Number, quote.VersionNo, deed.At, deed.Signature, quote.Currency, prices ? deed.Net : null, types.Find(type)?.QuantityUnit ?? "unit.piece",
            [.. quote.Lines.OrderBy(line => line.Order).Select(line => new ShowDeed.Line(line.Name, line.Quantity, prices ? line.UnitPrice : null, prices ? line.Total : null))]);
    }
}

public sealed class ShowDeedEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowDeed, ShowDeed.Result>("acceptances/{id:guid}");
}
