using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Orders;
using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>An acceptance becomes exactly one order: a repeated delivery finds it made, and the unique index stands behind that.</summary>
internal sealed class MakeOrder(OrdersDb db, DbSession session, IOrderGate gate, IOrderMemory memory, ICompanies companies, Numbers numbers, IWorkDesk desk, TimeProvider clock) : IConsumer<QuoteAccepted>
{
    public async Task HandleAsync(QuoteAccepted happened, CancellationToken cancellation)
    {
        await TakeTurnAsync(happened.CompanyId, cancellation);
        if (await db.Orders.AnyAsync(order => order.AcceptanceId == happened.AcceptanceId, cancellation))
            return;
        var company = await companies.FindAsync(happened.CompanyId, cancellation) ?? throw new NotFoundException();
        var against = await gate.CheckAsync(happened.CompanyId, new Money(happened.Net, happened.Currency), cancellation);
        var order = Order.From(happened, await numbers.NextAsync("order", "ZM", cancellation), company, against, await PlanAsync(company.Id, cancellation),
            happened.DeliveryMethod ?? (await memory.LastAsync(company.Id, cancellation))?.DeliveryMethod, clock.GetUtcNow());
        db.Orders.Add(order);
        var assignment = await desk.OpenAsync(Confirming(order, happened, company), cancellation);
        if (happened.AssigneeId is null)
            order.HandOver(assignment.AssigneeId);
        db.Publish(new OrderPlaced(order.Id, order.Number, order.CompanyId, order.AcceptanceId, order.InquiryId));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Orders of one company are made one after the other, or two at once would both fit under its credit limit.</summary>
    private async Task TakeTurnAsync(Guid companyId, CancellationToken cancellation)
    {
        await using var turn = session.CreateCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))");
        turn.Parameters.Add(new() { Value = $"orders/{companyId}" });
        await turn.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<IEnumerable<PlannedMilestone>> PlanAsync(Guid companyId, CancellationToken cancellation)
    {
        var group = await db.Terms.Where(terms => terms.CompanyId == companyId).Select(terms => terms.Group).FirstOrDefaultAsync(cancellation);
        var exceptions = await db.Visibilities.AsNoTracking().Where(row => row.ForCompany == companyId || (row.ForGroup != null && row.ForGroup == group)).ToListAsync(cancellation);
        return PlannedMilestone.For(companyId, group, await db.Definitions.AsNoTracking().ToListAsync(cancellation), exceptions);
    }

    private static Work Confirming(Order order, QuoteAccepted accepted, CompanyCard company) => new(
        "order.confirm", "order", order.Id, order.Number, order.CompanyId,
        new Phrase(order.State == OrderState.OnHold ? "order.task.held" : "order.task.confirm", order.Title, company.Name), $"/orders/{order.Id}",
        accepted.Lines.Select(line => line.ProductType).Distinct().ToList() is [var only] ? only : null, company.Region, company.KeeperId, accepted.AssigneeId, order.Net);
}
