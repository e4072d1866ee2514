using Portal.Contracts.Orders;

namespace Portal.Orders;

/// <summary>Reads how a company's last order went out.</summary>
internal sealed class OrderMemory(OrdersDb db) : IOrderMemory
{
    public Task<LastOrder?> LastAsync(Guid companyId, CancellationToken cancellation) =>
        db.Orders.AsNoTracking().Where(order => order.CompanyId == companyId).OrderByDescending(order => order.Id)
            .Select(order => new LastOrder(order.DeliveryAddress, order.DeliveryMethod, order.CostCentre)).FirstOrDefaultAsync(cancellation);
}
