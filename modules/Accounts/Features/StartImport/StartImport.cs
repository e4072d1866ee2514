using System.Security.Cryptography;
using Portal.Contracts.Accounts;
using Portal.Kernel.Documents;

namespace Portal.Accounts;

/// <summary>Takes in a list of companies and people. Nothing is made of it yet; the same file again is the import that is there.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class StartImport : IWrite<Guid>
{
    public string FileName { get; set; } = "";

    /// <summary>XLSX or CSV with a head.</summary>
    public byte[] Content { get; set; } = [];
}

internal sealed class StartImportValidator : AbstractValidator<StartImport>
{
    public StartImportValidator(Texts texts)
    {
        RuleFor(it => it.Content).NotEmpty().WithMessage(_ => texts["StartImport.Content.needed"]);
        RuleFor(it => it.Content).Must(content => content.Length <= CompanyImport.MostBytes).WithMessage(_ => texts["StartImport.Content.large", Show.Size(CompanyImport.MostBytes)]);
        RuleFor(it => it.FileName).MaximumLength(200);
    }
}

internal sealed class StartImportHandler(AccountsDb db, Caller caller, TimeProvider clock) : IRequestHandler<StartImport, Guid>
{
    public async Task<Guid> Handle(StartImport request, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(request.Content);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/import"}, 0))", cancellation);
        if (await db.Imports.Where(row => row.Sha256 == hash).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellation) is { } known)
            return known;
        if (Rows(request.Content) is not [var head, .. { Count: > 0 } rows])
            throw new RuleBroken(nameof(StartImport.Content), "StartImport.Content.unreadable");
        var import = new CompanyImport { FileName = request.FileName.Trim() is { Length: > 0 } name ? name : "import", Sha256 = hash, Head = head, Fields = CompanyImport.Guess(head), Rows = rows.Count, ById = caller.RequirePerson().Person, At = clock.GetUtcNow() };
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancellation);
        foreach (var some in rows.Select((cells, at) => new ImportRow { ImportId = import.Id, No = at + 2, Cells = [.. cells] }).Chunk(2_000))
        {
            db.ImportRows.AddRange(some);
            await db.SaveChangesAsync(cancellation);
            foreach (var row in some)
                db.Entry(row).State = EntityState.Detached;
        }

        return import.Id;
    }

    private static List<string[]>? Rows(byte[] content)
    {
        try
        {
            return SheetReader.Read(content, CompanyImport.MostRows)?.ToList();
        }
        catch (InvalidDataException)
        {
            throw new RuleBroken(nameof(StartImport.Content), new Phrase("StartImport.Content.rows", CompanyImport.MostRows));
        }
    }
}

/// <summary>Says what the columns are, one word a column.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class MapImport : IWrite<Guid>
{
    public Guid Id { get; set; }

    public List<ImportField> Fields { get; set; } = [];
}

internal sealed class MapImportHandler(AccountsDb db, Texts texts) : IRequestHandler<MapImport, Guid>
{
    public async Task<Guid> Handle(MapImport request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.company_import where id = {request.Id} for update", cancellation);
        var import = await db.Imports.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (import.State != ImportState.Mapping)
            throw new RuleBroken("", "import.begun");
        if (request.Fields.Count != import.Head.Count)
            throw new RuleBroken(nameof(MapImport.Fields), new Phrase("MapImport.Fields.count", import.Head.Count));
        if (request.Fields.Where(field => field != ImportField.None).GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RuleBroken(nameof(MapImport.Fields), new Phrase("MapImport.Fields.twice", texts.Of(twice.Key)));
        import.Fields = request.Fields;
        await db.SaveChangesAsync(cancellation);
        return import.Id;
    }
}

/// <summary>Where an import stands: before it begins what would come of it, then how far it is, in the end what became of it.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class ShowImport : IRead<ShowImport.Result>
{
    public Guid Id { get; set; }

    /// <param name="New">Rows that make, or made, a company.</param>
    /// <param name="Known">Rows of companies that are there.</param>
    /// <param name="Wrong">Rows that nothing can be made of.</param>
    /// <param name="Problems">The first of these, with what is wrong.</param>
    public sealed record Result(
        Guid Id, string FileName, ImportState State, IReadOnlyList<string> Head, IReadOnlyList<ImportField> Fields, IReadOnlyList<IReadOnlyList<string>> Sample, int Rows, int Handled, int New, int Known, int Wrong, IReadOnlyList<Problem> Problems, IReadOnlyList<Double> Doubles);

    public sealed record Problem(int No, string Row, IReadOnlyList<Phrase> Why);

    /// <param name="CompanyId">Null for one of a row above.</param>
    public sealed record Double(int No, string Name, string Company, Guid? CompanyId);
}

internal sealed class ShowImportHandler(AccountsDb db, ImportPlan plan) : IRequestHandler<ShowImport, ShowImport.Result>
{
    public const int Shown = 100;

    public async Task<ShowImport.Result> Handle(ShowImport request, CancellationToken cancellation)
    {
        var import = await db.Imports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var rows = db.ImportRows.AsNoTracking().Where(row => row.ImportId == import.Id);
        var sample = await rows.OrderBy(row => row.No).Take(3).Select(row => row.Cells).ToListAsync(cancellation);
        if (import.State != ImportState.Mapping)
        {
            var failed = await rows.Where(row => row.Outcome == ImportOutcome.Failed).OrderBy(row => row.No).Take(Shown).ToListAsync(cancellation);
            return new(import.Id, import.FileName, import.State, import.Head, import.Fields, sample, import.Rows, import.Handled, import.Made, import.Known, import.Failed, [.. failed.Select(Of)], []);
        }

        var (planned, wrong, doubles) = (new List<(ImportRow Row, ImportPlan.Verdict Verdict)>(), new List<ShowImport.Problem>(), new List<ShowImport.Double>());
        var all = await rows.OrderBy(row => row.No).ToListAsync(cancellation);
        var verdicts = await plan.JudgeAsync(import, all, cancellation);
        for (var at = 0; at < all.Count; at++)
            planned.Add((all[at], verdicts[at]));
        return new(import.Id, import.FileName, import.State, import.Head, import.Fields, sample, import.Rows, 0, verdicts.Count(it => it.Outcome == ImportOutcome.Made), verdicts.Count(it => it.Outcome == ImportOutcome.Known), verdicts.Count(it => it.Outcome == ImportOutcome.Failed),
            [.. planned.Where(it => it.Verdict.Outcome == ImportOutcome.Failed).Take(Shown).Select(it => new ShowImport.Problem(it.Row.No, Line(it.Row), it.Verdict.Company.Problems))],
            [.. planned.Where(it => it.Verdict.Outcome == ImportOutcome.Known).Take(Shown).Select(it => new ShowImport.Double(it.Row.No, it.Verdict.Company.Name, it.Verdict.Known ?? "", it.Verdict.CompanyId))]);
    }

    internal static string Line(ImportRow row) => string.Join(" · ", row.Cells.Where(cell => cell.Length > 0).Take(4));

    private static ShowImport.Problem Of(ImportRow row) => new(row.No, Line(row), row.Problems);
}

/// <summary>What each row of an import would come to, over what is there and over the rows above it.</summary>
internal sealed class ImportPlan(AccountsDb db, ICompanies companies)
{
    /// <param name="Known">The company's name, where it is one that is there or of a row above.</param>
    internal sealed record Verdict(ImportOutcome Outcome, ImportedCompany Company, Guid? CompanyId, string? Known);

    public async Task<IReadOnlyList<Verdict>> JudgeAsync(CompanyImport import, IReadOnlyList<ImportRow> rows, CancellationToken cancellation)
    {
        var own = await companies.OperatorAsync(cancellation);
        var read = rows.Select(row => new ImportedCompany(row.Cells, import.Fields, own.Country, own.Currency, own.Language)).ToList();
        string[] keys = [.. read.Select(row => row.TaxKey).Where(key => key.Length > 0).Distinct()], numbers = [.. read.Select(row => row.ContractorNo).Where(number => number.Length > 0).Distinct()], names = [.. read.Select(row => row.Name).Distinct()];
        var bare = (await db.Database.SqlQuery<BareName>($"select name, accounts.bare_name(name) as bare from unnest({names}) name").ToListAsync(cancellation)).ToDictionary(row => row.Name, row => row.Bare);
        string[] bares = [.. bare.Values.Where(name => name.Length > 0).Distinct()];
        var known = new Dictionary<string, (Guid? Id, string Name)>();
        foreach (var row in await db.Companies.AsNoTracking().Where(row => !row.IsOperator && row.MergedIntoId == null && (keys.Contains(row.TaxKey) || numbers.Contains(row.ContractorNo))).Select(row => new { row.Id, row.Name, row.TaxKey, row.ContractorNo }).ToListAsync(cancellation))
        {
            if (row.TaxKey.Length > 0)
                known.TryAdd("t" + row.TaxKey, (row.Id, row.Name));
            if (row.ContractorNo is { } number)
                known.TryAdd("c" + number, (row.Id, row.Name));
        }

        // A name tells only where there is no number to tell by.
        foreach (var row in await db.Database.SqlQuery<Named>($"select id, name, tax_key, accounts.bare_name(name) as bare from accounts.company where not is_operator and merged_into_id is null and accounts.bare_name(name) = any({bares})").ToListAsync(cancellation))
            known.TryAdd((row.TaxKey.Length > 0 ? "N" : "n") + row.Bare, (row.Id, row.Name));
        return [.. read.Select(row => Judge(row, bare[row.Name], known))];
    }

    private static Verdict Judge(ImportedCompany row, string bare, Dictionary<string, (Guid? Id, string Name)> known)
    {
        if (row.Problems.Count > 0)
            return new(ImportOutcome.Failed, row, null, null);
        string[] keys = [.. new[] { row.TaxKey.Length > 0 ? "t" + row.TaxKey : null, row.ContractorNo.Length > 0 ? "c" + row.ContractorNo : null, "n" + bare, row.TaxKey.Length == 0 ? "N" + bare : null }.OfType<string>()];
        if (keys.FirstOrDefault(known.ContainsKey) is { } key)
            return new(ImportOutcome.Known, row, known[key].Id, known[key].Name);
        foreach (var own in keys.Where(own => own[0] is 't' or 'c').Append((row.TaxKey.Length > 0 ? "N" : "n") + bare))
            known.TryAdd(own, (null, row.Name));
        return new(ImportOutcome.Made, row, null, null);
    }

    private sealed record BareName(string Name, string Bare);

    private sealed record Named(Guid Id, string Name, string TaxKey, string Bare);
}

public sealed class StartImportEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<StartImport, Guid>("company-imports");
        app.MapRead<ShowImport, ShowImport.Result>("company-imports/{id:guid}");
        app.MapWrite<MapImport, Guid>("company-imports/{id:guid}/fields", "PUT");
        app.MapWrite<RunImport, Guid>("company-imports/{id:guid}/run");
        app.MapGet("/companies/import/{id:guid}/problems", async (Guid id, HttpContext http, IMediator mediator, Texts texts, CancellationToken cancellation) =>
        {
            var problems = await mediator.Send(new ListImportProblems { Id = id }, cancellation);
            return ListExport.File(http.Request.Query["format"], texts["ImportProblems.file"], [.. problems.Head.Select(title => new SheetColumn(title)), new SheetColumn(texts["ImportProblems.why"], Width: 60)],
                problems.Rows.Select(row => (object?[])[.. problems.Head.Select((_, at) => at < row.Cells.Count ? row.Cells[at] : ""), string.Join(" ", row.Why.Select(why => texts.Say(why)))]));
        }).WithMetadata(new PermissionAttribute(AccountsPermissions.ManageCompanies)).ExcludeFromDescription();
    }
}
