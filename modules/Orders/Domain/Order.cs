using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>An order made of an accepted quote: what was accepted is frozen in it, what happens afterwards goes through its methods.</summary>
internal sealed partial class Order : IOwnedByBranch
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    /// <summary>The client's branch that ordered; null is the company as a whole.</summary>
    public Guid? BranchId { get; init; }

    /// <summary>Who asked for it, whoever ordered it in the end.</summary>
    public required Guid AuthorId { get; init; }

    public required string Number { get; init; }

    /// <summary>The acceptance this order was made for, exactly once.</summary>
    public required Guid AcceptanceId { get; init; }

    public required Guid InquiryId { get; init; }

    public required string InquiryNumber { get; init; }

    public required Guid QuoteId { get; init; }

    public required string QuoteNumber { get; init; }

    public required string Title { get; init; }

    /// <summary>The customer's own number of the order.</summary>
    public string? CustomerNumber { get; private set; }

    /// <summary>The customer's own cost centre.</summary>
    public string? CostCentre { get; private set; }

    /// <summary>When the customer would like to have it.</summary>
    public DateOnly? RequestedDate { get; private set; }

    /// <summary>When the company promised it, as it stands now.</summary>
    public DateOnly? PromisedDate { get; private set; }

    /// <summary>By whom or how it is to be delivered: a name of the list of carriers.</summary>
    public string? DeliveryMethod { get; private set; }

    /// <summary>By how much the delivered quantity may differ from the ordered one.</summary>
    public required decimal TolerancePercent { get; init; }

    /// <summary>Who ordered.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Who handles it on the company's side.</summary>
    public Guid? HandlerId { get; private set; }

    public OrderState State { get; private set; } = OrderState.Placed;

    /// <summary>The state to go back to when a hold ends.</summary>
    public OrderState? HeldFrom { get; private set; }

    /// <summary>The state to go back to when everything laid before the customer is accepted.</summary>
    public OrderState? AwaitedFrom { get; private set; }

    /// <summary>When the company took it on; from then on the customer's own data stand.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Why it is on hold or was cancelled, in words for both sides.</summary>
    public Phrase? Reason { get; private set; }

    public required string Currency { get; init; }

    public required string Language { get; init; }

    public required int PaymentDays { get; init; }

    public required string CompanyName { get; init; }

    public required string TaxId { get; init; }

    public required AddressLines DeliveryAddress { get; set; }

    public required AddressLines? BillingAddress { get; init; }

    public required decimal Net { get; init; }

    public required IReadOnlyList<VatLine> Vat { get; init; }

    public required decimal Gross { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Set by every change, so that two people who change different parts at once still meet at the version.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public List<OrderLine> Lines { get; } = [];

    public List<OrderMilestone> Milestones { get; } = [];

    public List<OrderEvent> Events { get; } = [];

    /// <summary>The milestones this order goes through, as the company had them for this client when it was made.</summary>
    public List<PlannedMilestone> Plan { get; } = [];

    public List<OrderDocument> Documents { get; } = [];

    public List<PromisedDate> Promises { get; } = [];

    public uint Version { get; private set; }
}
