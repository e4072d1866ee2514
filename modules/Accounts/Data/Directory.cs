using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>
/// Cards of all people and names of all companies, in memory: faces stand on every page. Loaded as the system and guarded on the way out, because
/// a customer must see the staff who handle their matters and never another customer's people.
/// </summary>
internal sealed class Directory(IServiceScopeFactory scopes, PgListener listener) : InMemory<Directory.Content>(scopes, listener, "accounts", Topic)
{
    public const string Topic = "directory";

    protected override async Task<Content> LoadAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<AccountsDb>();
        var people = await db.People.AsNoTracking().ToListAsync();
        var places = await db.Memberships.AsNoTracking().Select(row => new Place(row.PersonId, row.CompanyId, row.Company.IsOperator, row.IsActive, row.Roles, row.Department)).ToListAsync();
        var roles = await db.Roles.AsNoTracking().ToListAsync();
        var names = await db.Companies.AsNoTracking().Select(row => new { row.Id, row.Name }).ToDictionaryAsync(row => row.Id, row => row.Name);
        var own = await db.Companies.AsNoTracking().Include(row => row.Addresses.Where(address => address.Until == null)).FirstOrDefaultAsync(row => row.IsOperator);
        return new Content(
            people.ToDictionary(person => person.Id, person => new PersonCard(person.Id, person.Name, person.Phone, person.Email, person.Language, person.PhotoFileId)),
            places.ToLookup(row => row.PersonId),
            places.Where(row => row.IsActive).ToLookup(row => row.CompanyId, row => row.PersonId),
            roles.ToDictionary(role => role.Key),
            names,
            own is null ? null : Companies.Card(own));
    }

    /// <param name="Places">Memberships, ended ones too, by person.</param>
    /// <param name="Members">Active people by company.</param>
    internal sealed record Content(
        IReadOnlyDictionary<Guid, PersonCard> People, ILookup<Guid, Place> Places, ILookup<Guid, Guid> Members, IReadOnlyDictionary<string, Role> Roles, IReadOnlyDictionary<Guid, string> CompanyNames, CompanyCard? Operator);

    internal sealed record Place(Guid PersonId, Guid CompanyId, bool IsOperator, bool IsActive, IReadOnlyList<string> Roles, string? Department);
}

internal sealed class People(Directory directory, Caller caller) : IPeople
{
    public async Task<PersonCard?> FindAsync(Guid personId, CancellationToken cancellation) =>
        (await FindAsync([personId], cancellation)).GetValueOrDefault(personId);

    public async Task<IReadOnlyDictionary<Guid, PersonCard>> FindAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellation)
    {
        var content = await directory.ReadAsync();
        return personIds.Distinct().Where(id => content.People.ContainsKey(id) && MaySee(content, id)).ToDictionary(id => id, id => content.People[id]);
    }

    public async Task<IReadOnlyList<PersonCard>> NamedAsync(string text, CancellationToken cancellation)
    {
        var content = await directory.ReadAsync();
        return [.. content.People.Values.Where(card => (card.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase) || card.Email?.Contains(text, StringComparison.OrdinalIgnoreCase) == true) && MaySee(content, card.Id))];
    }

    public async Task<IReadOnlyList<PersonCard>> OfDepartmentAsync(string department, CancellationToken cancellation)
    {
        var content = await directory.ReadAsync();
        return [.. content.Places.Where(group => group.Any(row => row.IsActive && row.IsOperator && row.Department == department)).Select(group => content.People[group.Key]).OrderBy(card => card.Id)];
    }

    public async Task<bool> HoldsAsync(Guid personId, Guid companyId, string permission, CancellationToken cancellation)
    {
        var content = await directory.ReadAsync();
        return content.Places[personId].Any(row => row.IsActive && row.CompanyId == companyId && row.Roles.Any(key =>
            content.Roles.TryGetValue(key, out var role) && role.Audience == (row.IsOperator ? Audience.Internal : Audience.Customer) && role.Permissions.Contains(permission)));
    }

    public async Task<IReadOnlyList<PersonCard>> HoldersAsync(Guid companyId, string permission, CancellationToken cancellation)
    {
        var content = await directory.ReadAsync();
        var holders = new List<PersonCard>();
        foreach (var person in content.Members[companyId].Distinct().Where(id => content.People.ContainsKey(id) && MaySee(content, id)))
        {
            if (await HoldsAsync(person, companyId, permission, cancellation))
                holders.Add(content.People[person]);
        }

        return [.. holders.OrderBy(card => card.Name, StringComparer.CurrentCulture)];
    }

    public async Task<IReadOnlyList<string>> DepartmentsOfAsync(Guid personId, CancellationToken cancellation) =>
        [.. (await directory.ReadAsync()).Places[personId].Where(row => row.IsActive && row.Department is not null).Select(row => row.Department!)];

    private bool MaySee(Directory.Content content, Guid personId)
    {
        var scope = caller.Principal.Scope;
        return scope.Kind == ScopeKind.All
            || (caller.Principal is LinkPrincipal && content.Places[personId].Any(row => row.IsOperator))
            || (caller.Principal is PersonPrincipal && content.Places[personId].Any(row => row.IsOperator || row.CompanyId == scope.CompanyId));
    }
}

internal sealed class Companies(AccountsDb db, Directory directory, Caller caller) : ICompanies
{
    private static readonly Prepared<AccountsDb, Guid, Company> One = new((db, id) => db.Companies.AsNoTracking().Include(company => company.Addresses.Where(address => address.Until == null)).Where(company => company.Id == id));

    // Several modules ask for the same company on the way of one request.
    private (Guid Id, CompanyCard? Card)? _last;

    public async Task<CompanyCard?> FindAsync(Guid companyId, CancellationToken cancellation)
    {
        if (_last is not { } last || last.Id != companyId)
            _last = last = (companyId, await One.FirstOrDefaultAsync(db, companyId, cancellation) is { } company ? Card(company) : null);
        return last.Card;
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> companyIds, CancellationToken cancellation)
    {
        var names = (await directory.ReadAsync()).CompanyNames;
        return companyIds.Distinct().Where(names.ContainsKey).ToDictionary(id => id, id => names[id]);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> ClientsAsync(CancellationToken cancellation) =>
        await db.Companies.AsNoTracking().Where(company => !company.IsOperator && company.MergedIntoId == null).Select(company => new { company.Id, company.Name }).ToDictionaryAsync(company => company.Id, company => company.Name, cancellation);

    public async Task<IReadOnlyList<BranchCard>> BranchesAsync(Guid companyId, CancellationToken cancellation)
    {
        var (rows, reach) = (await db.Branches.AsNoTracking().Where(row => row.CompanyId == companyId && row.ClosedAt == null).OrderBy(row => row.Name).ToListAsync(cancellation), caller.Person?.Reach);
        return [.. rows.Where(row => reach is null || reach.Contains(row.Id)).Select(row => new BranchCard(row.Id, row.ParentId, row.Name))];
    }

    public async Task<CompanyCard> OperatorAsync(CancellationToken cancellation) =>
        (await directory.ReadAsync()).Operator ?? throw new InvalidOperationException("No operating company is set up yet.");

    internal static CompanyCard Card(Company company) => new(
        company.Id, company.Name, company.TaxId, company.Country, company.Region, company.Currency, company.Language, company.KeeperId, company.PaymentDays,
        [.. company.Addresses.Where(address => address.Until is null).OrderBy(address => address.Kind).ThenBy(address => address.Id).Select(Card)],
        company.Block, company.CreditLimit)
    {
        ShortName = company.ShortName,
        RegisterNo = company.RegisterNo,
        GetsReceipts = company.Document == SaleDocument.Receipt,
    };

    internal static AddressCard Card(Address address) =>
        new(address.Id, address.Kind.ToString().ToLowerInvariant(), address.Name, address.Street, address.PostCode, address.City, address.Country) { BranchId = address.BranchId };
}
