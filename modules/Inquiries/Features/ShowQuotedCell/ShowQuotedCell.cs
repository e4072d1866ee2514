using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>A quoted cell as both sides speak of it: its price in every version, and what was proposed for it.</summary>
[Permission(InquiriesPermissions.SeePrices)]
public sealed class ShowQuotedCell : IRead<ShowQuotedCell.Result>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    /// <param name="Open">The newest version in which it can still be accepted.</param>
    public sealed record Result(
        Guid InquiryId, string? Number, string Title, string Unit, string Currency, PersonCard? Assignee, string Alternative, decimal Quantity, string ChoiceName, IReadOnlyList<SpecLine> Changes,
        IReadOnlyList<VersionView> Versions, VersionView? Open, IReadOnlyList<ShowInquiry.OfferView> Offers, bool IsCurrent, bool MayNegotiate, bool MayAnswer, bool MayWrite);

    public sealed record VersionView(Guid QuoteId, string QuoteNumber, int Version, QuoteState State, bool IsOpen, bool IsExpired, DateOnly ValidUntil, DateTimeOffset ExpiresAt, decimal UnitPrice, decimal Total, bool IsAccepted, bool IsRefused);
}

internal sealed class ShowQuotedCellHandler(IMediator mediator, InquiriesDb db, Caller caller) : IRequestHandler<ShowQuotedCell, ShowQuotedCell.Result>
{
    public async Task<ShowQuotedCell.Result> Handle(ShowQuotedCell request, CancellationToken cancellation)
    {
        var shown = await mediator.Send(new ShowInquiry { Id = request.InquiryId }, cancellation);
        var quoted = shown.Quotes.OrderByDescending(quote => quote.Version).SelectMany(quote => quote.Lines, (quote, line) => (Quote: quote, Line: line)).Where(it => it.Line.CellId == request.CellId).ToList();
        if (quoted.Count == 0)
            throw new NotFoundException();
        var isCurrent = await db.Cells.AnyAsync(cell => cell.Id == request.CellId && cell.RetiredIn == null, cancellation);
        var versions = quoted.Select(it => new ShowQuotedCell.VersionView(
            it.Quote.Id, it.Quote.Number, it.Quote.Version, it.Quote.State, it.Quote.IsOpen, it.Quote.IsExpired, it.Quote.ValidUntil, it.Quote.ExpiresAt, it.Line.UnitPrice ?? 0, it.Line.Total ?? 0, it.Line.IsAccepted, it.Line.IsRefused)).ToList();
        var open = quoted.FindIndex(it => it.Quote.IsOpen && !it.Line.IsDecided) is var at and >= 0 ? versions[at] : null;
        var line = quoted[0].Line;
        return new(
            shown.Id, shown.Number, shown.Title, shown.Unit, quoted[0].Quote.Currency, shown.Assignee, line.Alternative, line.Quantity, line.ChoiceName, line.Changes, versions, open,
            [.. shown.CounterOffers.Where(offer => offer.CellId == request.CellId)], isCurrent, open is not null && shown.Permitted.Contains(InquiryAction.Negotiate),
            shown.Permitted.Contains(InquiryAction.Publish) && caller.Can(InquiriesPermissions.Calculate), shown.State is not (InquiryState.Withdrawn or InquiryState.Closed) && (caller.Can(InquiriesPermissions.File) || caller.Can(InquiriesPermissions.Decide) || caller.Can(InquiriesPermissions.Calculate)));
    }
}

public sealed class ShowQuotedCellEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowQuotedCell, ShowQuotedCell.Result>("inquiries/{inquiryId:guid}/quoted/{cellId:guid}");
}
