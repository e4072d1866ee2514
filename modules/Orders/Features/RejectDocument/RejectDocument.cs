using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>The customer's no to a document, with the reason; whoever handles the order gets the task to mend it.</summary>
[Permission(OrdersPermissions.Accept, OrdersPermissions.Approve)]
public sealed class RejectDocument : IWrite<DocumentDecided>
{
    public Guid Id { get; set; }

    public Guid DocumentId { get; set; }

    public string Sha256 { get; set; } = "";

    public string Reason { get; set; } = "";
}

internal sealed class RejectDocumentValidator : AbstractValidator<RejectDocument>
{
    public RejectDocumentValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["RejectDocument.Reason.needed"]).MaximumLength(1000);
}

internal sealed class RejectDocumentHandler(OrdersDb db, IWorkDesk desk, ICompanies companies, Caller caller, TimeProvider clock) : IRequestHandler<RejectDocument, DocumentDecided>
{
    public async Task<DocumentDecided> Handle(RejectDocument request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        order.Reject(request.DocumentId, request.Sha256, request.Reason.Trim(), Actor.Of(caller, clock));
        var company = await companies.FindAsync(order.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work("order.rejected", "order", order.Id, order.Number, order.CompanyId, new Phrase("order.task.rejected", Order.NameOf(order.Documents.First(it => it.Id == request.DocumentId)), order.Title),
                $"/orders/{order.Id}", Region: company?.Region, KeeperId: company?.KeeperId, Preferred: order.HandlerId, Amount: order.Net), cancellation);
        db.TouchAcceptance(order);
        await db.SaveChangesAsync(cancellation);
        return DocumentDecided.Of(order, request.DocumentId);
    }
}

public sealed class RejectDocumentEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RejectDocument, DocumentDecided>("orders/{id:guid}/documents/{documentId:guid}/reject");
}
