namespace Portal.Orders;

/// <summary>Where an order stands, in the words that list, record, mail and API share.</summary>
public enum OrderState
{
    Placed,
    OnHold,
    AwaitingAcceptance,
    Confirmed,
    InProduction,
    Ready,
    PartlyShipped,
    Shipped,
    Delivered,
    Completed,
    Cancelled,
}

/// <summary>What can be done with an order.</summary>
public enum OrderAction
{
    Confirm,
    Hold,
    Release,
    Cancel,
    ReachMilestone,
    UndoMilestone,
    SetHandler,
    Complete,
    AddFiles,
    AskAcceptance,

    /// <summary>The customer accepts or rejects what was laid before them.</summary>
    Decide,

    /// <summary>Own number, cost centre, wanted date, delivery: until the order is confirmed.</summary>
    ChangeData,
    SetPromisedDate,
    ConfirmDelivery,
    Repeat,
}

/// <summary>From which side someone looks at an order.</summary>
internal enum OrderSide
{
    /// <summary>People of the client company.</summary>
    Customer,

    /// <summary>Staff who may read orders only.</summary>
    Reader,

    /// <summary>Staff who work on orders, and the system.</summary>
    Manager,
}
