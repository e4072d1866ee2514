using Portal.Contracts.Accounts;

namespace Portal.Accounts;

[SignedIn]
public sealed class ShowCompany : IRead<ShowCompany.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(CompanyCard Company, PersonCard? Keeper, IReadOnlyList<PersonCard> People);
}

internal sealed class ShowCompanyHandler(ICompanies companies, IPeople people, Directory directory) : IRequestHandler<ShowCompany, ShowCompany.Result>
{
    public async Task<ShowCompany.Result> Handle(ShowCompany request, CancellationToken cancellation)
    {
        // A customer's scope finds their own company only; any other id is unknown to them.
        var company = await companies.FindAsync(request.Id, cancellation) ?? throw new NotFoundException();
        var members = (await directory.ReadAsync()).Memberships.Where(group => group.Any(row => row.CompanyId == company.Id && row.IsActive)).Select(group => group.Key).ToList();
        var cards = await people.FindAsync(members, cancellation);
        return new(company, company.KeeperId is { } keeper ? await people.FindAsync(keeper, cancellation) : null, [.. cards.Values.OrderBy(card => card.Name)]);
    }
}

public sealed class ShowCompanyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowCompany, ShowCompany.Result>("companies/{id:guid}");
}
