using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>The documents that wait for this very person: not those they signed, nor those above their limit that a second person is to sign.</summary>
[Permission(OrdersPermissions.See)]
public sealed class ListAcceptances : IRead<ListAcceptances.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid OrderId, string Number, string Title, Guid DocumentId, Phrase Document, DocumentState State, DateTimeOffset AskedAt);
}

internal sealed class ListAcceptancesHandler(OrdersDb db, ISignatories signatories, ICompanies companies, Caller caller) : IRequestHandler<ListAcceptances, ListAcceptances.Result>
{
    private const int Most = 50;

    public async Task<ListAcceptances.Result> Handle(ListAcceptances request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        if (person.IsStaff || !(person.Can(OrdersPermissions.Accept) || person.Can(OrdersPermissions.Approve)))
            return new([]);
        var waiting = await db.Documents.AsNoTracking().Include(document => document.Signatures).Where(document => document.State == DocumentState.Waiting || document.State == DocumentState.SecondNeeded)
            .Join(db.Orders, document => document.OrderId, order => order.Id, (document, order) => new { document, order.Id, order.Number, order.Title, order.State })
            .Where(row => row.State == OrderState.AwaitingAcceptance).OrderBy(row => row.document.AskedAt).Take(Most).ToListAsync(cancellation);
        if (waiting.Count == 0)
            return new([]);
        var who = (await signatories.OfAsync(person.CompanyId, cancellation)).FirstOrDefault(it => it.PersonId == person.Person);
        var currency = (await companies.FindAsync(person.CompanyId, cancellation))?.Currency ?? "";
        return new([.. waiting.Where(row => who is not null && row.document.Signatures.All(it => it.PersonId != who.PersonId) && (row.document.State == DocumentState.Waiting || Order.Suffices(who, row.document, currency)))
            .Select(row => new ListAcceptances.Row(row.Id, row.Number, row.Title, row.document.Id, Order.NameOf(row.document), row.document.State, row.document.AskedAt))]);
    }
}

public sealed class ListAcceptancesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListAcceptances, ListAcceptances.Result>("acceptances");
}
