namespace Portal.Accounts;

[Permission(AccountsPermissions.SeeCompanies)]
public sealed class ListCompanies : IRead<ListCompanies.Result>
{
    public string? Q { get; set; }

    /// <summary>Name and id of the last row seen, as the answer's "next" gave it.</summary>
    public string? After { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    public sealed record Row(Guid Id, string Name, string TaxId, string Country, string Currency, Guid? KeeperId, string? Keeper);
}

internal sealed class ListCompaniesHandler(AccountsDb db, Directory directory) : IRequestHandler<ListCompanies, ListCompanies.Result>
{
    private const int PageSize = 50;

    public async Task<ListCompanies.Result> Handle(ListCompanies request, CancellationToken cancellation)
    {
        var companies = db.Companies.AsNoTracking().Where(company => !company.IsOperator);
        if (request.Q is { Length: > 0 } text)
            companies = companies.Where(company => EF.Functions.ILike(company.Name, $"%{text}%") || company.TaxId.StartsWith(text));
        if (request.After is { } after && after.LastIndexOf('|') is var cut && cut > 0 && Guid.TryParse(after[(cut + 1)..], out var id))
        {
            var name = after[..cut];
            companies = companies.Where(company => company.Name.CompareTo(name) > 0 || (company.Name == name && company.Id > id));
        }

        var rows = await companies.OrderBy(company => company.Name).ThenBy(company => company.Id).Take(PageSize + 1)
            .Select(company => new { company.Id, company.Name, company.TaxId, company.Country, company.Currency, company.KeeperId }).ToListAsync(cancellation);
        var people = (await directory.ReadAsync()).People;
        var next = rows.Count > PageSize ? $"{rows[PageSize - 1].Name}|{rows[PageSize - 1].Id}" : null;
        return new(
            [.. rows.Take(PageSize).Select(row => new ListCompanies.Row(row.Id, row.Name, row.TaxId, row.Country, row.Currency, row.KeeperId, row.KeeperId is { } keeper ? people.GetValueOrDefault(keeper)?.Name : null))],
            next);
    }
}

public sealed class ListCompaniesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListCompanies, ListCompanies.Result>("companies");
}
