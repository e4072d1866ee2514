using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Orders;

[Permission(OrdersPermissions.See)]
public sealed class ShowOrder : IRead<ShowOrder.Result>
{
    public Guid Id { get; set; }

    /// <param name="Reason">Why it is on hold or was cancelled.</param>
    /// <param name="Net">Null for those who are not to see prices, as are VAT and gross.</param>
    /// <param name="Actions">What the reader may do now.</param>
    public sealed record Result(
        Guid Id, string Number, string Title, OrderState State, string? Reason, Guid CompanyId, string Company, string TaxId, string? CustomerNumber,
        Guid InquiryId, string InquiryNumber, Guid QuoteId, string QuoteNumber, DateTimeOffset PlacedAt, string Currency, decimal? Net, IReadOnlyList<VatLine>? Vat, decimal? Gross, int PaymentDays,
        AddressLines DeliveryAddress, AddressLines? BillingAddress, PersonCard? OrderedBy, PersonCard? Handler,
        IReadOnlyList<Line> Lines, IReadOnlyList<Step> Milestones, IReadOnlyList<Happening> Timeline, IReadOnlyList<OrderAction> Actions,
        string? CostCentre, DateOnly? RequestedDate, DateOnly? PromisedDate, string? DeliveryMethod, decimal TolerancePercent,
        IReadOnlyList<Document> Documents, IReadOnlyList<Promised> Promises, IReadOnlyList<Repeat> Repeats, Guid AcceptanceId);

    /// <param name="Shipped">How much of it has left, of what the reader sees.</param>
    /// <param name="Most">How much more may leave within the tolerance.</param>
    public sealed record Line(
        Guid Id, decimal Shipped, decimal Most, int Position, Guid CellId, Guid QuoteLineId, string ProductType, string Name, decimal Quantity, string Unit, decimal? UnitPrice, decimal? Total, decimal VatPercent, IReadOnlyList<ContentLine> Content);

    public sealed record ContentLine(string? Section, string Label, string Value);

    /// <summary>A milestone: where the order stands with it and when it got there, in parts perhaps.</summary>
    public sealed record Step(string Key, string Name, StepState State, bool IsShipment, Audience Audience, IReadOnlyList<Reach> Reached);

    /// <param name="CanBeUndone">It is the one recorded last, where a slip is mended; the one an order begins with stays.</param>
    /// <param name="Quantities">What left with a shipment, where somebody counted.</param>
    public sealed record Reach(
        Guid Id, DateTimeOffset At, string? By, string? Note, bool IsPart, Audience Audience, Waybill? Waybill, bool CanBeUndone,
        IReadOnlyList<ShippedLine> Quantities, DateTimeOffset? DeliveredAt, bool CanBeConfirmed);

    public sealed record ShippedLine(int Position, string Name, decimal Quantity, string Unit);

    /// <summary>A version of a document laid before the customer.</summary>
    /// <param name="MayRead">The paper says prices, which not everybody may see.</param>
    /// <param name="MayDecide">The reader may accept or reject it now.</param>
    /// <param name="NeedsSecond">The reader's limit is below the amount: after them a second person accepts.</param>
    public sealed record Document(
        Guid Id, DocumentKind Kind, string Name, int Version, DocumentState State, Guid FileId, string FileName, string Sha256, bool MayRead, string Note, string? AskedBy, DateTimeOffset AskedAt,
        string? RejectReason, string? RejectedBy, DateTimeOffset? RejectedAt, IReadOnlyList<Signed> Signatures, bool MayDecide, bool NeedsSecond);

    /// <param name="Name">As the person typed it.</param>
    public sealed record Signed(string Name, string? Person, string Sha256, DateTimeOffset At);

    public sealed record Promised(DateOnly Day, string? Reason, string? By, DateTimeOffset At);

    /// <summary>An inquiry that began as a repeat of this order.</summary>
    public sealed record Repeat(Guid InquiryId, string? By, DateTimeOffset At);

    public sealed record Happening(DateTimeOffset At, string What, string? By, Audience Audience);
}

/// <summary>Where an order stands with a milestone.</summary>
public enum StepState
{
    Done,
    Current,
    Ahead,

    /// <summary>A later one was reached without it: it was not needed.</summary>
    NotNeeded,
}

public sealed class ShowOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowOrder, ShowOrder.Result>("orders/{id:guid}");
}
