namespace Portal.Orders;

/// <summary>The one place that says what may be done with an order in a state; page, API and aggregate ask it.</summary>
internal static class OrderGuard
{
    private static readonly OrderAction[] Managed =
    [
        OrderAction.Confirm, OrderAction.Release, OrderAction.ReachMilestone, OrderAction.Complete, OrderAction.UndoMilestone, OrderAction.AskAcceptance, OrderAction.SetPromisedDate, OrderAction.ChangeData,
        OrderAction.ConfirmDelivery, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Repeat, OrderAction.Cancel, OrderAction.AddFiles,
    ];

    private static readonly OrderAction[] Sent = [OrderAction.Decide, OrderAction.ChangeData, OrderAction.ConfirmDelivery, OrderAction.Repeat, OrderAction.AddFiles];

    /// <summary>What this side may do now, the next step first.</summary>
    public static IReadOnlyList<OrderAction> Permitted(OrderState state, OrderSide side) => [.. Of(side).Where(action => Allows(state, action))];

    /// <summary>Whether the side ever does such a thing, in whatever state.</summary>
    public static bool Knows(OrderSide side, OrderAction action) => Of(side).Contains(action);

    public static OrderSide SideOf(Principal principal) => principal switch
    {
        SystemPrincipal => OrderSide.Manager,
        PersonPrincipal { IsStaff: true } staff => staff.Can(OrdersPermissions.Manage) ? OrderSide.Manager : OrderSide.Reader,
        _ => OrderSide.Customer,
    };

    private static OrderAction[] Of(OrderSide side) => side switch
    {
        OrderSide.Manager => Managed,
        OrderSide.Customer => Sent,
        _ => [],
    };

    private static bool Allows(OrderState state, OrderAction action) => action switch
    {
        OrderAction.Confirm => state is OrderState.Placed,
        OrderAction.Release => state is OrderState.OnHold,

        // What has left the house can neither be held back nor called off: that is a complaint or a return.
        OrderAction.Hold => state is OrderState.Placed or OrderState.AwaitingAcceptance or OrderState.Confirmed or OrderState.InProduction or OrderState.Ready,
        OrderAction.Cancel => state is OrderState.Placed or OrderState.OnHold or OrderState.AwaitingAcceptance or OrderState.Confirmed or OrderState.InProduction or OrderState.Ready,
        OrderAction.ReachMilestone => state is OrderState.Confirmed or OrderState.InProduction or OrderState.Ready or OrderState.PartlyShipped or OrderState.Shipped,
        OrderAction.UndoMilestone => state is OrderState.Confirmed or OrderState.InProduction or OrderState.Ready or OrderState.PartlyShipped or OrderState.Shipped or OrderState.Delivered,
        OrderAction.Complete => state is OrderState.Delivered,

        // A changed order may have to be accepted while it is made; what is made already is past accepting.
        OrderAction.AskAcceptance => state is OrderState.Placed or OrderState.AwaitingAcceptance or OrderState.Confirmed or OrderState.InProduction,
        OrderAction.Decide => state is OrderState.AwaitingAcceptance,
        OrderAction.ChangeData => state is OrderState.Placed or OrderState.OnHold or OrderState.AwaitingAcceptance,
        OrderAction.SetPromisedDate => state is not (OrderState.Shipped or OrderState.Delivered or OrderState.Completed or OrderState.Cancelled),
        OrderAction.ConfirmDelivery => state is OrderState.PartlyShipped or OrderState.Shipped,
        OrderAction.Repeat => state is OrderState.Confirmed or OrderState.InProduction or OrderState.Ready or OrderState.PartlyShipped or OrderState.Shipped or OrderState.Delivered or OrderState.Completed,
        OrderAction.SetHandler or OrderAction.AddFiles => state is not (OrderState.Completed or OrderState.Cancelled),
        _ => false,
    };
}
