using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>Both sides add files and notes to an order until it is closed; a customer's question becomes a task.</summary>
internal sealed class OrderMatter(OrdersDb db, Caller caller, IWorkDesk desk, ICompanies companies) : ISubjectOwner
{
    public string SubjectKind => "order";

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        caller.Require(OrdersPermissions.See);
        var order = await db.Orders.AsNoTracking().Where(row => row.Id == subjectId).Select(row => new { row.CompanyId, row.State }).FirstOrDefaultAsync(cancellation)
            ?? throw new NotFoundException();
        return OrderGuard.Permitted(order.State, OrderGuard.SideOf(caller.Principal)).Contains(OrderAction.AddFiles) ? order.CompanyId : throw new ForbiddenException();
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!caller.Can(OrdersPermissions.See) || !await db.Orders.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    /// <summary>The contract sheet says every price, so it is for those who may see prices.</summary>
    public async Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation)
    {
        if (fileIds.Count == 0 || caller.Can(OrdersPermissions.Prices))
            return fileIds;
        var sheets = await db.Documents.Where(document => fileIds.Contains(document.FileId) && document.Kind == DocumentKind.Sheet).Select(document => document.FileId).ToListAsync(cancellation);
        return [.. fileIds.Except(sheets)];
    }

    public async Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation)
    {
        if (fromStaff)
            return;
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == subjectId, cancellation);
        var company = await companies.FindAsync(order.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work("order.question", "order", order.Id, order.Number, order.CompanyId, new Phrase("order.task.question", order.Number, order.Title), $"/orders/{order.Id}",
                Region: company?.Region, KeeperId: company?.KeeperId, Preferred: order.HandlerId), cancellation);
    }
}
