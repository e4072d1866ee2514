namespace Portal.Orders;

/// <summary>The order after a change.</summary>
public sealed record OrderChanged(Guid Id, string Number, OrderState State)
{
    internal static OrderChanged Of(Order order) => new(order.Id, order.Number, order.State);
}
