using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>A position of an order, as it was quoted and accepted; it never changes.</summary>
[Follows(typeof(Order), nameof(OrderId))]
internal sealed class OrderLine : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required int Position { get; init; }

    public required Guid CellId { get; init; }

    public required Guid QuoteLineId { get; init; }

    public required string ProductType { get; init; }

    public required string Name { get; init; }

    public required decimal Quantity { get; init; }

    public required string Unit { get; init; }

    public required decimal UnitPrice { get; init; }

    public required decimal Total { get; init; }

    public required decimal VatPercent { get; init; }

    /// <summary>The spec in words, as the customer accepted it.</summary>
    public required IReadOnlyList<SpecLine> Content { get; init; }
}
