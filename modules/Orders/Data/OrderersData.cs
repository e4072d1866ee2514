namespace Portal.Orders;

/// <summary>What people ordered and approved. Orders are books: kept, with the names under approvals, as long as the law asks.</summary>
internal sealed class OrderersData(OrdersDb db) : IPersonalData
{
    public string Name => "orders";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation) => new
    {
        Ordered = await db.Orders.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.Id, row.Number, row.Title, row.PlacedAt }).ToListAsync(cancellation),
    };

    public Task EraseAsync(Guid person, CancellationToken cancellation) => Task.CompletedTask;
}
