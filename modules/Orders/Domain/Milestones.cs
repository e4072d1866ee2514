namespace Portal.Orders;

/// <summary>Who moves an order to a milestone.</summary>
public enum MilestoneMover
{
    /// <summary>Staff record it; those of one department where it names one.</summary>
    Staff,

    /// <summary>The portal, when the order is made.</summary>
    OrderMade,

    /// <summary>The portal, when the customer has accepted every proof laid before them.</summary>
    ProofAccepted,

    /// <summary>The portal, when the customer has accepted the contract sheet.</summary>
    SheetAccepted,
}

/// <summary>A step on the way from the order to the delivery. Customers read those meant for them.</summary>
internal abstract class MilestoneStep : IHasAudience
{
    public required string Key { get; init; }

    public required LocalText Name { get; set; }

    public required int Position { get; set; }

    /// <summary>Whom it is shown to unless whoever records it says otherwise.</summary>
    public required Audience Audience { get; set; }

    /// <summary>The state an order is in once it got here; null where the step changes no state.</summary>
    public OrderState? MovesTo { get; set; }

    public MilestoneMover Mover { get; set; }

    /// <summary>Key of the department whose people record it; null is whoever manages orders.</summary>
    public string? Department { get; set; }

    /// <summary>Goods leave: such a step takes a waybill and may happen in parts.</summary>
    public bool IsShipment => MovesTo == OrderState.Shipped;
}

/// <summary>A milestone as the company keeps it for orders to come.</summary>
internal sealed class MilestoneDefinition : MilestoneStep;

/// <summary>
/// A milestone of one order, frozen when the order was made: whatever the company changes in its list later, an order under way goes on as it began.
/// </summary>
[Follows(typeof(Order), nameof(OrderId))]
internal sealed class PlannedMilestone : MilestoneStep, IOwnedByCompany, INotAudited
{
    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public static PlannedMilestone Of(MilestoneStep step, Guid companyId, Audience audience) => new()
    {
        CompanyId = companyId,
        Key = step.Key,
        Name = step.Name,
        Position = step.Position,
        Audience = audience,
        MovesTo = step.MovesTo,
        Mover = step.Mover,
        Department = step.Department,
    };

    /// <summary>The list for one client: what is said for the client goes before what is said for the group, and that before the milestone's own.</summary>
    public static IEnumerable<PlannedMilestone> For(Guid companyId, string? group, IEnumerable<MilestoneDefinition> definitions, IReadOnlyCollection<MilestoneVisibility> exceptions) =>
        definitions.Select(step => Of(step, companyId, exceptions.Where(it => it.Key == step.Key && (it.ForCompany == companyId || (it.ForCompany is null && it.ForGroup == group)))
            .OrderBy(it => it.ForCompany is null).Select(it => (Audience?)it.Audience).FirstOrDefault() ?? step.Audience));
}

/// <summary>Whom a milestone is shown to for one client or for a group of them, against the rule.</summary>
internal sealed class MilestoneVisibility
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string Key { get; init; }

    public string? ForGroup { get; init; }

    public Guid? ForCompany { get; init; }

    public required Audience Audience { get; set; }
}

/// <summary>A milestone that an order reached. Its name is kept as it was then.</summary>
[Follows(typeof(Order), nameof(OrderId))]
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

    public bool IsShipment => MovedTo is OrderState.Shipped or OrderState.PartlyShipped;

    public Waybill? Waybill { get; init; }

    /// <summary>What of each line left with it; empty where nobody counted.</summary>
    public IReadOnlyList<ShippedQuantity> Quantities { get; init; } = [];

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Who said that it arrived.</summary>
    public Guid? DeliveredTo { get; set; }
}

/// <summary>How a shipment is followed.</summary>
public sealed record Waybill(string? Carrier, string? Number, string? TrackingLink);

/// <summary>How much of an order's line left with a shipment.</summary>
public sealed record ShippedQuantity(Guid LineId, decimal Quantity);

/// <summary>What whoever records a milestone says about it.</summary>
internal sealed record Reached(string? Note = null, Waybill? Waybill = null, bool IsPart = false, Audience? SeenBy = null)
{
    public IReadOnlyList<ShippedQuantity> Quantities { get; init; } = [];
}

/// <summary>A line of an order's timeline.</summary>
[Follows(typeof(Order), nameof(OrderId))]
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
