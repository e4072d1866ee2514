using Portal.Contracts.Orders;

namespace Portal.Orders;

/// <summary>Reads how a company's last order went out.</summary>
internal sealed class OrderMemory(OrdersDb db) : IOrderMemory
{
    // A form is drawn with these: what a company ordered years ago is not gone through for it.
    private const int Remembered = 200, MostCentres = 30;

    private static readonly Prepared<OrdersDb, Guid, LastOrder> Last = new((db, company) => db.Orders.AsNoTracking().Where(order => order.CompanyId == company).OrderByDescending(order => order.Id)
        .Select(order => new LastOrder(order.DeliveryAddress, order.DeliveryMethod, order.CostCentre)).Take(1));

    public Task<LastOrder?> LastAsync(Guid companyId, CancellationToken cancellation) => Last.FirstOrDefaultAsync(db, companyId, cancellation);

    public async Task<OrderChoices> ChoicesAsync(Guid companyId, CancellationToken cancellation)
    {
        var methods = await db.Carriers.AsNoTracking().Where(carrier => carrier.IsActive).Select(carrier => carrier.Name).ToListAsync(cancellation);
        var orders = await db.Orders.AsNoTracking().Where(order => order.CompanyId == companyId).OrderByDescending(order => order.Id).Take(Remembered)
            .Select(order => new { order.DeliveryMethod, order.CostCentre }).ToListAsync(cancellation);
        var last = orders.FirstOrDefault()?.DeliveryMethod;
        return new(
            [.. methods.OrderByDescending(method => method == last).ThenBy(method => method, StringComparer.CurrentCulture)],
            [.. orders.Select(order => order.CostCentre).OfType<string>().Distinct().Take(MostCentres)]);
    }
}
