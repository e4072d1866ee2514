using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Reads the rows that a list asks for, newest first: for the page, the API and the export alike.</summary>
internal sealed class OrderRows(OrdersDb db, IPeople people, ICompanies companies, Caller caller, OperatorClock clock)
{
    /// <summary>From what amount an order is a large one.</summary>
    public const int Large = 10_000;

    public async Task<List<ListOrders.Row>> ReadAsync(ListOrders request, int most, CancellationToken cancellation)
    {
        // Keys grow with time, so their order is the order of placing and one index serves paging.
        var (orders, earliestFirst) = (Matching(request), request.Sort == "placed");
        foreach (var filter in ListState.Words([request.Only]))
            orders = await NarrowAsync(orders, filter, cancellation);
        if (request.After is { } after)
            orders = earliestFirst ? orders.Where(order => order.Id > after) : orders.Where(order => order.Id < after);
        var found = await (earliestFirst ? orders.OrderBy(order => order.Id) : orders.OrderByDescending(order => order.Id)).Take(most).Select(order => new
        {
            order.Id,
            order.Number,
            order.Title,
            order.CompanyId,
            order.CompanyName,
            order.State,
            order.CustomerNumber,
            order.PlacedAt,
            order.Net,
            order.Gross,
            order.Currency,
            order.HandlerId,
            Last = db.Milestones.Where(milestone => milestone.OrderId == order.Id).OrderByDescending(milestone => milestone.Position).ThenByDescending(milestone => milestone.At)
                .Select(milestone => milestone.Name).FirstOrDefault(),
        }).ToListAsync(cancellation);
        var handlers = await people.FindAsync(found.Select(order => order.HandlerId).OfType<Guid>().ToHashSet(), cancellation);
        var (showsPrices, language) = (caller.Can(OrdersPermissions.Prices), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return [.. found.Select(order => new ListOrders.Row(
            order.Id, order.Number, order.Title, order.CompanyId, order.CompanyName, order.State, order.CustomerNumber, order.PlacedAt,
            showsPrices ? order.Net : null, showsPrices ? order.Gross : null, order.Currency,
            order.HandlerId, order.HandlerId is { } handler ? handlers.GetValueOrDefault(handler)?.Name : null, order.Last?.In(language)))];
    }

    private IQueryable<Order> Matching(ListOrders request)
    {
        var orders = db.Orders.AsNoTracking();
        if (request.CompanyId is { } company)
            orders = orders.Where(order => order.CompanyId == company);
        orders = request.Show switch
        {
            OrderChip.InProgress => orders.Where(order => !Closed.Contains(order.State)),
            OrderChip.Waiting when caller.IsStaff => orders.Where(order => WaitingForStaff.Contains(order.State)),
            OrderChip.Waiting => orders.Where(order => WaitingForCustomer.Contains(order.State)),
            OrderChip.Delivered => orders.Where(order => order.State == OrderState.Delivered || order.State == OrderState.Completed),
            _ => orders,
        };
        if (request.Q?.Trim() is { Length: > 0 } text)
        {
            var part = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            orders = orders.Where(order => EF.Functions.ILike(order.Number, part, "\\") || EF.Functions.ILike(order.Title, part, "\\")
                || EF.Functions.ILike(order.CustomerNumber!, part, "\\") || EF.Functions.ILike(order.CompanyName, part, "\\"));
        }

        return orders;
    }

    private async Task<IQueryable<Order>> NarrowAsync(IQueryable<Order> orders, string filter, CancellationToken cancellation)
    {
        switch (filter)
        {
            case "week":
                var monday = clock.EndOf(clock.Today.AddDays(-(((int)clock.Today.DayOfWeek + 6) % 7) - 1));
                return orders.Where(order => order.PlacedAt >= monday);
            case "mine":
                var person = caller.Principal.PersonId;
                return orders.Where(order => order.HandlerId == person);
            // Which orders are large would tell an amount to those who are not to see any.
            case "large" when caller.Can(OrdersPermissions.Prices):
                var currency = (await companies.OperatorAsync(cancellation)).Currency;
                return orders.Where(order => order.Net > Large && order.Currency == currency);
            default:
                return orders;
        }
    }

    private static readonly OrderState[] Closed = [OrderState.Delivered, OrderState.Completed, OrderState.Cancelled];
    private static readonly OrderState[] WaitingForStaff = [OrderState.Placed, OrderState.OnHold];
    private static readonly OrderState[] WaitingForCustomer = [OrderState.AwaitingAcceptance, OrderState.OnHold];
}
