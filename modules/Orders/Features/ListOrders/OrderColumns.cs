namespace Portal.Orders;

/// <summary>The columns of the list of orders, on the page and in its export.</summary>
internal static class OrderColumns
{
    public static ListColumns Of(ListState state, Texts texts, Caller caller)
    {
        // Whoever sees no prices gets no empty columns either: they would ask what belongs there.
        var prices = caller.Can(OrdersPermissions.Prices);
        return new(state, [.. new ListColumn?[]
        {
            new("number", texts["Order.number"]), new("title", texts["Order.title"]), caller.IsStaff ? new("company", texts["Order.company"]) : null, new("state", texts["Order.state"]), new("milestone", texts["Order.lastMilestone"]),
            new("placed", texts["Order.placedAt"], Sorts: true), prices ? new("net", texts["Order.net"], IsUsual: false, IsNumber: true) : null, prices ? new("gross", texts["Order.gross"], IsNumber: true) : null,
            new("handler", texts["Order.handler"]), new("customer", texts["Order.customerNumber"], IsUsual: false),
        }.OfType<ListColumn>()]);
    }
}
