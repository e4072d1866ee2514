using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>Staff do without an acceptance they asked for; the order goes on unless another pends.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class WithdrawDocument : IWrite<DocumentDecided>
{
    public Guid Id { get; set; }

    public Guid DocumentId { get; set; }
}

internal sealed class WithdrawDocumentHandler(OrdersDb db, IWorkDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<WithdrawDocument, DocumentDecided>
{
    public async Task<DocumentDecided> Handle(WithdrawDocument request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        order.Withdraw(request.DocumentId, Actor.Of(caller, clock));
        if (order.Documents.All(it => it.State != DocumentState.Rejected))
            await desk.SettleAsync("order", order.Id, "order.rejected", cancellation);
        db.TouchAcceptance(order);
        await db.SaveChangesAsync(cancellation);
        return DocumentDecided.Of(order, request.DocumentId);
    }
}

public sealed class WithdrawDocumentEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<WithdrawDocument, DocumentDecided>("orders/{id:guid}/documents/{documentId:guid}/withdraw");
}
