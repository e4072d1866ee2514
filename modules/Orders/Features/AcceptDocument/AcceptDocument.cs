using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>
/// The customer's yes to a document: to exactly the bytes of the hash named. A person whose limit is below the amount is the first of two; the second
/// is another person whose limit is high enough.
/// </summary>
[Permission(OrdersPermissions.Accept, OrdersPermissions.Approve)]
public sealed class AcceptDocument : IWrite<DocumentDecided>
{
    public Guid Id { get; set; }

    public Guid DocumentId { get; set; }

    /// <summary>Of the document that was read.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The person's name, typed as a signature.</summary>
    public string Name { get; set; } = "";
}

/// <summary>A document after a decision.</summary>
public sealed record DocumentDecided(Guid Id, Guid DocumentId, DocumentState Document, OrderState State)
{
    internal static DocumentDecided Of(Order order, Guid documentId) => new(order.Id, documentId, order.Documents.First(it => it.Id == documentId).State, order.State);
}

internal sealed class AcceptDocumentValidator : AbstractValidator<AcceptDocument>
{
    public AcceptDocumentValidator(Texts texts) =>
        RuleFor(it => it.Name).Must(name => name.Trim().Length >= 3).WithMessage(_ => texts["AcceptDocument.Name.needed"]).MaximumLength(120);
}

internal sealed class AcceptDocumentHandler(OrdersDb db, ISignatories signatories, ICompanies companies, Caller caller, TimeProvider clock) : IRequestHandler<AcceptDocument, DocumentDecided>
{
    public async Task<DocumentDecided> Handle(AcceptDocument request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        var person = caller.RequirePerson();
        var people = await signatories.OfAsync(order.CompanyId, cancellation);
        var who = people.FirstOrDefault(it => it.PersonId == person.Person) ?? throw new ForbiddenException();
        var company = await companies.FindAsync(order.CompanyId, cancellation) ?? throw new NotFoundException();
        order.Accept(request.DocumentId, who, company.Currency, people, request.Sha256, request.Name.Trim(), Actor.Of(caller, clock));
        var decided = DocumentDecided.Of(order, request.DocumentId);
        db.Publish(decided.Document == DocumentState.Accepted ? new DocumentAccepted(request.DocumentId, person.Person) : new SecondSignatureNeeded(request.DocumentId));
        db.TouchAcceptance(order);
        await db.SaveChangesAsync(cancellation);
        return decided;
    }
}

public sealed class AcceptDocumentEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AcceptDocument, DocumentDecided>("orders/{id:guid}/documents/{documentId:guid}/accept");
}
