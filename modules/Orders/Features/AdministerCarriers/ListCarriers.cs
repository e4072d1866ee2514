namespace Portal.Orders;

/// <summary>Carriers and other ways of delivery, by name.</summary>
[Permission(OrdersPermissions.See)]
public sealed class ListCarriers : IRead<ListCarriers.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Name, string? TrackingTemplate, bool IsActive);
}

internal sealed class ListCarriersHandler(OrdersDb db) : IRequestHandler<ListCarriers, ListCarriers.Result>
{
    public async Task<ListCarriers.Result> Handle(ListCarriers request, CancellationToken cancellation) =>
        new(await db.Carriers.AsNoTracking().OrderBy(row => row.Name).Select(row => new ListCarriers.Row(row.Id, row.Name, row.TrackingTemplate, row.IsActive)).ToListAsync(cancellation));
}

public sealed class ListCarriersEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListCarriers, ListCarriers.Result>("carriers");
}
