using Portal.Contracts.Orders;

namespace Portal.Orders;

/// <summary>Reads how a company's last order went out.</summary>
internal sealed class OrderMemory(OrdersDb db) : IOrderMemory
{
    private const int MostCentres = 30;

    public Task<LastOrder?> LastAsync(Guid companyId, CancellationToken cancellation) =>
        db.Orders.AsNoTracking().Where(order => order.CompanyId == companyId).OrderByDescending(order => order.Id)
            .Select(order => new LastOrder(order.DeliveryAddress, order.DeliveryMethod, order.CostCentre)).FirstOrDefaultAsync(cancellation);

    public async Task<OrderChoices> ChoicesAsync(Guid companyId, CancellationToken cancellation)
    {
        var orders = db.Orders.AsNoTracking().Where(order => order.CompanyId == companyId);
        var last = await orders.OrderByDescending(order => order.Id).Select(order => order.DeliveryMethod).FirstOrDefaultAsync(cancellation);
        var methods = await db.Carriers.AsNoTracking().Where(carrier => carrier.IsActive).Select(carrier => carrier.Name).ToListAsync(cancellation);
        var centres = await orders.Where(order => order.CostCentre != null).GroupBy(order => order.CostCentre!).Select(group => new { group.Key, Last = group.Max(order => order.PlacedAt) })
            .OrderByDescending(row => row.Last).Take(MostCentres).Select(row => row.Key).ToListAsync(cancellation);
        return new([.. methods.OrderByDescending(method => method == last).ThenBy(method => method, StringComparer.CurrentCulture)], centres);
    }
}
