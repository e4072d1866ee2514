namespace Portal.Orders;

/// <summary>Who carries goods, or another way they get to the customer, such as their own collection.</summary>
internal sealed class Carrier : ISharedRow
{
    /// <summary>Stands in a template for the number of the waybill.</summary>
    public const string Hole = "{number}";

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    /// <summary>Address of the carrier's tracking page with {number} in it; null where there is none.</summary>
    public string? TrackingTemplate { get; set; }

    /// <summary>One that is no longer used stays with the orders it carried.</summary>
    public bool IsActive { get; set; } = true;

    public string? LinkFor(string? number) => number is { Length: > 0 } && TrackingTemplate is { } template ? template.Replace(Hole, Uri.EscapeDataString(number), StringComparison.Ordinal) : null;
}
