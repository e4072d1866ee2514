namespace Portal.Orders;

/// <summary>Who acts on an order, from which side and when.</summary>
internal readonly record struct Actor(OrderSide Side, Guid? PersonId, DateTimeOffset At)
{
    public static Actor Of(Caller caller, TimeProvider clock) => new(OrderGuard.SideOf(caller.Principal), caller.Principal.PersonId, clock.GetUtcNow());
}
