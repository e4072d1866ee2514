namespace Portal.Accounts;

[Permission(AccountsPermissions.SeeCompanies)]
public sealed class ListCompanies : IRead<ListCompanies.Result>
{
    /// <summary>Words of a name, tax id, contractor's number, town, person or mail; accents and a slip of the finger are forgiven.</summary>
    public string? Q { get; set; }

    /// <summary>mine (kept by the caller), blocked, limited (with a credit limit); all where it is empty.</summary>
    public string? Show { get; set; }

    /// <summary>Besides, parted by commas: nokeeper, nonumber (none of the ERP), abroad (not of the operating company's country).</summary>
    public string? Only { get; set; }

    /// <summary>name (when empty) or -name.</summary>
    public string? Sort { get; set; }

    /// <summary>Name and id of the last row seen, as the answer's "next" gave it.</summary>
    public string? After { get; set; }

    public int Take { get; set; } = 50;

    /// <param name="IsNear">Whether nothing has the words as they were typed, and these come nearest.</param>
    public sealed record Result(IReadOnlyList<Row> Rows, string? Next, bool IsNear = false);

    public sealed record Row(Guid Id, string Name, string TaxId, string Country, string Currency, Guid? KeeperId, string? Keeper, string? ContractorNo, string? City, string? Block, decimal? CreditLimit, int PaymentDays);
}

internal sealed class ListCompaniesHandler(AccountsDb db, Directory directory, Caller caller) : IRequestHandler<ListCompanies, ListCompanies.Result>
{
    public async Task<ListCompanies.Result> Handle(ListCompanies request, CancellationToken cancellation)
    {
        var (content, take) = (await directory.ReadAsync(), Math.Clamp(request.Take, 1, 200));
        var words = SearchWords.Of(request.Q);
        var companies = Narrowed(request, content.Operator?.Country ?? "");
        if (words.Count == 0)
            return Answer(await ReadAsync(Paged(companies, request).Take(take + 1), request, cancellation), take, content);

        // The texts are put in order by themselves: of a frequent word's thousands no more cards are read than are shown.
        var texts = words.Aggregate(db.Texts.AsNoTracking(), (texts, word) => texts.Where(row => EF.Functions.Like(row.Text, SearchWords.Pattern(word))));
        if (companies.IsNarrow)
            texts = texts.Where(text => companies.Rows.Any(row => row.Id == text.CompanyId));
        var exact = Answer(await ReadAsync(Paged(texts, request).Take(take + 1).Join(db.Companies.AsNoTracking(), text => text.CompanyId, row => row.Id, (_, row) => row), request, cancellation), take, content);
        if (exact.Rows.Count > 0 || request.After is not null)
            return exact;

        // Nothing has all the words: what comes nearest, the nearest first and no further page.
        var near = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from accounts.near({words.ToArray()}, {take})").ToListAsync(cancellation);
        var found = await ReadAsync(companies.Rows.Where(row => near.Contains(row.Id)), request, cancellation);
        return Answer([.. found.OrderBy(row => near.IndexOf(row.Id))], take, content) with { IsNear = found.Count > 0 };
    }

    /// <summary>Clients with the filters that were chosen, and whether there were any.</summary>
    private (IQueryable<Company> Rows, bool IsNarrow) Narrowed(ListCompanies request, string home)
    {
        var person = caller.Principal.PersonId;
        var all = db.Companies.AsNoTracking().Where(row => !row.IsOperator && row.MergedIntoId == null);
        var companies = request.Show switch
        {
            "mine" => all.Where(row => row.KeeperId == person),
            "blocked" => all.Where(row => row.Block != null),
            "limited" => all.Where(row => row.CreditLimit != null),
            _ => all,
        };
        foreach (var filter in ListState.Words([request.Only]))
        {
            companies = filter switch
            {
                "nokeeper" => companies.Where(row => row.KeeperId == null),
                "nonumber" => companies.Where(row => row.ContractorNo == null),
                "abroad" => companies.Where(row => row.Country != home),
                _ => companies,
            };
        }

        return (companies, companies != all);
    }

    private static IQueryable<Company> Paged((IQueryable<Company> Rows, bool IsNarrow) companies, ListCompanies request)
    {
        var (rows, (name, id)) = (companies.Rows, After(request));
        if (request.Sort == "-name")
            return (name is null ? rows : rows.Where(row => row.Name.CompareTo(name) < 0 || (row.Name == name && row.Id < id))).OrderByDescending(row => row.Name).ThenByDescending(row => row.Id);
        return (name is null ? rows : rows.Where(row => row.Name.CompareTo(name) > 0 || (row.Name == name && row.Id > id))).OrderBy(row => row.Name).ThenBy(row => row.Id);
    }

    private static IQueryable<CompanyText> Paged(IQueryable<CompanyText> rows, ListCompanies request)
    {
        var (name, id) = After(request);
        if (request.Sort == "-name")
            return (name is null ? rows : rows.Where(row => row.Name.CompareTo(name) < 0 || (row.Name == name && row.CompanyId < id))).OrderByDescending(row => row.Name).ThenByDescending(row => row.CompanyId);
        return (name is null ? rows : rows.Where(row => row.Name.CompareTo(name) > 0 || (row.Name == name && row.CompanyId > id))).OrderBy(row => row.Name).ThenBy(row => row.CompanyId);
    }

    private static (string? Name, Guid Id) After(ListCompanies request) =>
        request.After is { } after && after.LastIndexOf('|') is var cut && cut > 0 && Guid.TryParse(after[(cut + 1)..], out var id) ? (after[..cut], id) : (null, Guid.Empty);

    private static Task<List<Found>> ReadAsync(IQueryable<Company> companies, ListCompanies request, CancellationToken cancellation) =>
        (request.Sort == "-name" ? companies.OrderByDescending(row => row.Name).ThenByDescending(row => row.Id) : companies.OrderBy(row => row.Name).ThenBy(row => row.Id)).Select(row => new Found(
            row.Id, row.Name, row.TaxId, row.Country, row.Currency, row.KeeperId, row.ContractorNo,
            row.Addresses.Where(it => it.Kind == AddressKind.Registered && it.Until == null && it.BranchId == null).Select(it => it.City).FirstOrDefault(), row.Block, row.CreditLimit, row.PaymentDays)).ToListAsync(cancellation);

    private static ListCompanies.Result Answer(IReadOnlyList<Found> rows, int take, Directory.Content content) => new(
        [.. rows.Take(take).Select(row => new ListCompanies.Row(row.Id, row.Name, row.TaxId, row.Country, row.Currency, row.KeeperId, row.KeeperId is { } keeper ? content.People.GetValueOrDefault(keeper)?.Name : null, row.ContractorNo, row.City, row.Block, row.CreditLimit, row.PaymentDays))],
        rows.Count > take ? $"{rows[take - 1].Name}|{rows[take - 1].Id}" : null);

    private sealed record Found(Guid Id, string Name, string TaxId, string Country, string Currency, Guid? KeeperId, string? ContractorNo, string? City, string? Block, decimal? CreditLimit, int PaymentDays);
}

/// <summary>What was typed, as the database keeps what is searched: plain lower-case letters and digits.</summary>
internal static class SearchWords
{
    private const int Most = 8;

    public static IReadOnlyList<string> Of(string? typed)
    {
        // A number written in groups is one number.
        if (typed is { Length: > 0 } && typed.Any(char.IsAsciiDigit) && typed.All(sign => char.IsAsciiDigit(sign) || sign is ' ' or '-' or '.' or '/'))
            return [string.Concat(typed.Where(char.IsAsciiDigit))];
        return [.. Plain(typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(Most)];
    }

    /// <summary>Anywhere in a word; so short a word that it stands in everything at the beginning of one.</summary>
    public static string Pattern(string word) => word.Length < 3 ? $"% {word}%" : $"%{word}%";

    /// <summary>As accounts.fold of the database does.</summary>
    public static string Plain(string text)
    {
        var plain = text.Normalize(System.Text.NormalizationForm.FormD).Where(sign => char.GetUnicodeCategory(sign) != System.Globalization.UnicodeCategory.NonSpacingMark);
        return string.Concat(plain.Select(sign => char.ToLowerInvariant(sign) switch { 'ł' => "l", 'ß' => "ss", 'đ' => "d", 'ø' => "o", 'æ' => "ae", 'œ' => "oe", var other => char.IsLetterOrDigit(other) || other == '@' ? other.ToString() : " " }));
    }
}

public sealed class ListCompaniesEndpoint : ICarterModule
{
    private const int MostExported = 100_000;

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListCompanies, ListCompanies.Result>("companies");
        app.MapGet("/companies/export", async (HttpContext http, IMediator mediator, Texts texts, CancellationToken cancellation) =>
        {
            var (state, rows, after) = (ListState.Of(http.Request), new List<ListCompanies.Row>(), (string?)null);
            do
            {
                var page = await mediator.Send(new ListCompanies { Q = state.Search, Show = state.Show, Only = string.Join(',', state.Only), Sort = state.Sort, After = after, Take = 200 }, cancellation);
                rows.AddRange(page.Rows);
                after = page.Next;
            }
            while (after is not null && rows.Count < MostExported);
            return CompanyColumns.Export(state, rows, http.Request.Query["format"], texts);
        }).WithMetadata(new PermissionAttribute(AccountsPermissions.SeeCompanies)).ExcludeFromDescription();
    }
}
