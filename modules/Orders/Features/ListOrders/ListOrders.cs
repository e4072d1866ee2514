namespace Portal.Orders;

/// <summary>Which orders of a list are shown.</summary>
public enum OrderChip
{
    All,
    InProgress,
    Waiting,
    Delivered,
}

[Permission(OrdersPermissions.See)]
public sealed class ListOrders : IRead<ListOrders.Result>
{
    /// <summary>Part of the number, the title, the customer's own number or the company's name.</summary>
    public string? Q { get; set; }

    public OrderChip? Show { get; set; }

    /// <summary>Besides, parted by commas: week (placed since Monday), mine (handled by the caller), large (over 10,000 in the operating company's currency, for those who see prices).</summary>
    public string? Only { get; set; }

    /// <summary>-placed (when empty) or placed.</summary>
    public string? Sort { get; set; }

    public Guid? CompanyId { get; set; }

    /// <summary>The last row seen, as the answer's "next" gave it.</summary>
    public Guid? After { get; set; }

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Size { get; set; } = 50;

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="Net">Null for those who are not to see prices, as is the gross.</param>
    public sealed record Row(
        Guid Id, string Number, string Title, Guid CompanyId, string Company, OrderState State, string? CustomerNumber, DateTimeOffset PlacedAt,
        decimal? Net, decimal? Gross, string Currency, Guid? HandlerId, string? Handler, string? LastMilestone);
}

internal sealed class ListOrdersHandler(OrderRows rows) : IRequestHandler<ListOrders, ListOrders.Result>
{
    public async Task<ListOrders.Result> Handle(ListOrders request, CancellationToken cancellation)
    {
        var size = Math.Clamp(request.Size, 1, 200);
        var found = await rows.ReadAsync(request, size + 1, cancellation);
        return found.Count > size ? new(found[..size], found[size - 1].Id.ToString()) : new(found, null);
    }
}

public sealed class ListOrdersEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListOrders, ListOrders.Result>("orders");
}
