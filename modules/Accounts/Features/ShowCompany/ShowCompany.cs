using Portal.Contracts.Accounts;
using Portal.Contracts.Orders;

namespace Portal.Accounts;

[SignedIn]
public sealed class ShowCompany : IRead<ShowCompany.Result>
{
    public Guid Id { get; set; }

    /// <param name="Former">Addresses that were in force, the last one first.</param>
    /// <param name="Credit">What is owed of the limit; null without a limit, or while orders are switched off.</param>
    /// <param name="Staff">What the operating company keeps to itself; null for a customer.</param>
    public sealed record Result(
        CompanyCard Company, PersonCard? Keeper, IReadOnlyList<PersonCard> People, string Email, string Phone, string ShortName, string RegisterNo, SaleDocument Document, IReadOnlyList<Former> Former, Credit? Credit, StaffSide? Staff);

    public sealed record Former(AddressCard Address, DateTimeOffset Since, DateTimeOffset Until);

    public sealed record Credit(decimal Limit, decimal Used, decimal Free, string Currency);

    /// <param name="Card">The card as it is now, to be sent along when it is changed.</param>
    public sealed record StaffSide(string? ContractorNo, string Region, string? BlockedBy, DateTimeOffset? BlockedAt, string? ChangedBy, DateTimeOffset? ChangedAt, string Card, bool IsOperator);
}

internal sealed class ShowCompanyHandler(AccountsDb db, IPeople people, Directory directory, IEnumerable<ICreditUse> credit, Caller caller) : IRequestHandler<ShowCompany, ShowCompany.Result>
{
    public async Task<ShowCompany.Result> Handle(ShowCompany request, CancellationToken cancellation)
    {
        // A customer's scope finds their own company only; any other id is unknown to them. A card that was merged leads to the one it went into.
        var row = await FindAsync(request.Id, cancellation) ?? throw new NotFoundException();
        if (row.MergedIntoId is { } winner)
            row = await FindAsync(winner, cancellation) ?? throw new NotFoundException();
        var company = Companies.Card(row);
        var members = (await directory.ReadAsync()).Members[row.Id].ToList();
        var cards = await people.FindAsync([.. members, .. new[] { row.KeeperId, row.BlockedById, row.ChangedById }.OfType<Guid>()], cancellation);
        return new(
            company, Named(row.KeeperId), [.. members.Where(cards.ContainsKey).Select(id => cards[id]).OrderBy(card => card.Name)], row.Email, row.Phone, row.ShortName, row.RegisterNo, row.Document,
            [.. row.Addresses.Where(it => it.Until is not null).OrderByDescending(it => it.Until).Select(it => new ShowCompany.Former(Companies.Card(it), it.Since, it.Until!.Value))],
            await CreditAsync(row, cancellation),
            caller.IsStaff ? new(row.ContractorNo, row.Region, Named(row.BlockedById)?.Name, row.BlockedAt, Named(row.ChangedById)?.Name, row.ChangedAt, CompanyData.Of(row).ToText(), row.IsOperator) : null);

        PersonCard? Named(Guid? id) => id is { } known ? cards.GetValueOrDefault(known) : null;
    }

    private Task<Company?> FindAsync(Guid id, CancellationToken cancellation) => db.Companies.AsNoTracking().Include(it => it.Addresses).FirstOrDefaultAsync(it => it.Id == id, cancellation);

    private async Task<ShowCompany.Credit?> CreditAsync(Company row, CancellationToken cancellation)
    {
        if (row.CreditLimit is not { } limit || credit.FirstOrDefault() is not { } use)
            return null;
        var used = await use.UsedAsync(row.Id, row.Currency, cancellation);
        return new(limit, used, limit - used, row.Currency);
    }
}

public sealed class ShowCompanyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowCompany, ShowCompany.Result>("companies/{id:guid}");
}
