using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Orders;

/// <summary>
/// Lays the contract sheet or a proof before the customer. The order waits until it is accepted; asked again for the same document, the new version
/// takes the place of the old one.
/// </summary>
[Permission(OrdersPermissions.Manage)]
public sealed class AskAcceptance : IWrite<AskAcceptance.Result>
{
    public Guid Id { get; set; }

    public DocumentKind Kind { get; set; }

    /// <summary>What tells several proofs of one order apart; a sheet has none.</summary>
    public string Title { get; set; } = "";

    /// <summary>A file of the order that the customer sees; a sheet is made of the order itself.</summary>
    public Guid? FileId { get; set; }

    /// <summary>To the customer.</summary>
    public string Note { get; set; } = "";

    public sealed record Result(Guid Id, Guid DocumentId, int Version, string Sha256, OrderState State);
}

internal sealed class AskAcceptanceValidator : AbstractValidator<AskAcceptance>
{
    public AskAcceptanceValidator(Texts texts)
    {
        RuleFor(it => it.Kind).IsInEnum();
        RuleFor(it => it.Title).MaximumLength(120);
        RuleFor(it => it.Note).MaximumLength(1000);
        RuleFor(it => it.FileId).NotNull().When(it => it.Kind == DocumentKind.Proof).WithMessage(_ => texts["AskAcceptance.FileId.needed"]);
    }
}

internal sealed class AskAcceptanceHandler(OrdersDb db, FileStore files, OrderPaper paper, ICompanies companies, IPeople people, IWorkDesk desk, Caller caller, TimeProvider clock)
    : IRequestHandler<AskAcceptance, AskAcceptance.Result>
{
    public async Task<AskAcceptance.Result> Handle(AskAcceptance request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        var actor = Actor.Of(caller, clock);

        // Asked before the paper is made: one that may not be laid before anybody must not lie among the files.
        order.Demand(OrderAction.AskAcceptance, actor);
        var title = request.Kind == DocumentKind.Sheet ? "" : request.Title.Trim();
        var file = request.Kind == DocumentKind.Sheet ? await MakeSheetAsync(order, actor.At, cancellation) : await ProofAsync(order, request.FileId!.Value, cancellation);
        var document = order.Ask(request.Kind, title, file, request.Note.Trim(), actor);
        await desk.SettleAsync("order", order.Id, "order.rejected", cancellation);
        db.Publish(new AcceptanceAsked(document.Id));
        db.TouchAcceptance(order);
        await db.SaveChangesAsync(cancellation);
        return new(order.Id, document.Id, document.VersionNo, document.Sha256, order.State);
    }

    private async Task<StoredFile> MakeSheetAsync(Order order, DateTimeOffset at, CancellationToken cancellation)
    {
        var version = order.Documents.Count(it => it.Kind == DocumentKind.Sheet) + 1;
        var handler = order.HandlerId is { } id ? await people.FindAsync(id, cancellation) : null;
        await using var pdf = paper.Render(order, version, await companies.OperatorAsync(cancellation), handler, at);
        return await files.SaveAsync(pdf, $"{order.Number.Replace('/', '-')}-v{version}.pdf", "order", order.Id, order.CompanyId, Audience.Customer, cancellation);
    }

    private async Task<StoredFile> ProofAsync(Order order, Guid fileId, CancellationToken cancellation) =>
        await files.FindAsync(fileId, cancellation) is { SubjectKind: "order", Audience: Audience.Customer } file && file.SubjectId == order.Id
            ? file : throw new RuleBroken(nameof(AskAcceptance.FileId), "AskAcceptance.FileId.unknown");
}

public sealed class AskAcceptanceEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AskAcceptance, AskAcceptance.Result>("orders/{id:guid}/documents");
}
