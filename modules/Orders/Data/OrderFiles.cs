namespace Portal.Orders;

/// <summary>Both sides add files to an order until it is closed.</summary>
internal sealed class OrderFiles(OrdersDb db, Caller caller) : ISubjectOwner
{
    public string SubjectKind => "order";

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        caller.Require(OrdersPermissions.See);
        var order = await db.Orders.AsNoTracking().Where(row => row.Id == subjectId).Select(row => new { row.CompanyId, row.State }).FirstOrDefaultAsync(cancellation)
            ?? throw new NotFoundException();
        return OrderGuard.Permitted(order.State, OrderGuard.SideOf(caller.Principal)).Contains(OrderAction.AddFiles) ? order.CompanyId : throw new ForbiddenException();
    }
}
