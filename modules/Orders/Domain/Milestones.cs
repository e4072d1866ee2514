namespace Portal.Orders;

/// <summary>A step on the way from the order to the delivery, as the company names it. Customers read those meant for them.</summary>
internal sealed class MilestoneDefinition : IHasAudience
{
    public required string Key { get; init; }

    public required LocalText Name { get; set; }

    public required int Position { get; set; }

    /// <summary>Whom it is shown to unless whoever records it says otherwise.</summary>
    public required Audience Audience { get; set; }

    /// <summary>The state an order is in once it got here; null where the step changes no state.</summary>
    public OrderState? MovesTo { get; set; }

    /// <summary>Goods leave: such a step takes a waybill and may happen in parts.</summary>
    public bool IsShipment => MovesTo == OrderState.Shipped;
}

/// <summary>A milestone that an order reached. Its name is kept as it was then.</summary>
internal sealed class OrderMilestone : IOwnedByCompany, IHasAudience
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required Audience Audience { get; init; }

    public required string Key { get; init; }

    public required LocalText Name { get; init; }

    public required int Position { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who recorded it; null where the portal did when the order was made.</summary>
    public Guid? PersonId { get; init; }

    public string? Note { get; init; }

    public OrderState? MovedTo { get; init; }

    public bool IsPart => MovedTo == OrderState.PartlyShipped;

    public Waybill? Waybill { get; init; }
}

/// <summary>How a shipment is followed.</summary>
public sealed record Waybill(string? Carrier, string? Number, string? TrackingLink);

/// <summary>What whoever records a milestone says about it.</summary>
internal sealed record Reached(string? Note = null, Waybill? Waybill = null, bool IsPart = false, Audience? SeenBy = null);

/// <summary>A line of an order's timeline.</summary>
internal sealed class OrderEvent : IOwnedByCompany, IHasAudience
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required Audience Audience { get; init; }

    public required Phrase What { get; init; }

    public Guid? PersonId { get; init; }

    public required DateTimeOffset At { get; init; }
}
