using Portal.PluginSdk;

namespace Portal.Contracts.Inquiries;

/// <summary>A customer sent an inquiry and it has its number; every cell has its calculation.</summary>
public sealed record InquirySubmitted(Guid InquiryId, string Number, Guid CompanyId) : IEvent;

/// <summary>A version of a quote was published; the customer may decide.</summary>
public sealed record QuotePublished(Guid InquiryId, Guid QuoteId, string Number, int Version, Guid CompanyId) : IEvent;

/// <summary>The customer accepted cells of a quote. One acceptance, one order.</summary>
/// <param name="AcceptanceId">Names the acceptance; an order is made once for it.</param>
/// <param name="AssigneeId">Who handles the matter on the company's side.</param>
/// <param name="TolerancePercent">By how much the delivered quantity may differ from the ordered one, as the quote said.</param>
/// <param name="RequestedDate">When the customer would like to have it.</param>
/// <param name="CostCentre">The customer's own cost centre.</param>
/// <param name="DeliveryMethod">As the customer chose it; null is as with the last order.</param>
public sealed record QuoteAccepted(
    Guid AcceptanceId, Guid InquiryId, string InquiryNumber, Guid QuoteId, string QuoteNumber, Guid CompanyId, Guid PersonId, Guid? AssigneeId, string Title, string Currency, string Language,
    AddressLines DeliveryAddress, int PaymentDays, decimal Net, string? CustomerNumber, IReadOnlyList<AcceptedLine> Lines, DateTimeOffset At,
    decimal TolerancePercent = 0, DateOnly? RequestedDate = null, string? CostCentre = null, string? DeliveryMethod = null) : IEvent
{
    /// <summary>The client's branch that asked.</summary>
    public Guid? BranchId { get; init; }

    /// <summary>Who asked; empty in what was written before it was told.</summary>
    public Guid AuthorId { get; init; }
}

/// <summary>A chosen cell as it was quoted.</summary>
/// <param name="QuoteLineId">The quoted line; its frozen calculation is the company's own business and found by it.</param>
/// <param name="Content">The spec in words at the moment of acceptance: label and value.</param>
public sealed record AcceptedLine(
    Guid CellId, Guid QuoteLineId, string ProductType, string Name, decimal Quantity, string Unit, decimal UnitPrice, decimal Total, decimal VatPercent, IReadOnlyList<SpecLine> Content);

/// <summary>One line of a spec in words.</summary>
public sealed record SpecLine(Phrase Label, Phrase Value, Phrase? Section = null);

/// <summary>An address frozen on a paper.</summary>
public sealed record AddressLines(string Name, string Street, string PostCode, string City, string Country);

/// <summary>The customer refused a quote or cells of it.</summary>
/// <param name="Reason">In the customer's own words; may be empty where <paramref name="Said"/> tells a reason of the list.</param>
/// <param name="Said">The whole reason, to be said in the reader's language.</param>
public sealed record QuoteRefused(Guid InquiryId, Guid QuoteId, string QuoteNumber, Guid CompanyId, string Reason, Guid RefusalId = default, Phrase? Said = null) : IEvent;

/// <summary>The company took a published version of a quote back.</summary>
public sealed record QuoteWithdrawn(Guid InquiryId, Guid QuoteId, string Number, int Version, Guid CompanyId, string Reason) : IEvent;

/// <summary>A customer proposed something else for a quoted cell.</summary>
public sealed record CounterOfferMade(Guid InquiryId, Guid CounterOfferId, Guid CompanyId) : IEvent;

/// <summary>A counter-offer was accepted, declined or taken back.</summary>
public sealed record CounterOfferClosed(Guid InquiryId, Guid CounterOfferId, Guid CompanyId) : IEvent;

/// <summary>A customer changed what an inquiry asks for.</summary>
public sealed record InquiryRevised(Guid InquiryId, int Revision, Guid CompanyId, int Differences) : IEvent;
