namespace Portal.Accounts;

/// <summary>Begins to import: row by row, on whichever host, also while nobody looks. Done again it says the same.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class RunImport : IWrite<Guid>
{
    public Guid Id { get; set; }
}

/// <summary>There are rows to be imported.</summary>
internal sealed record ImportGoesOn(Guid ImportId, int After) : IEvent;

internal sealed class RunImportHandler(AccountsDb db) : IRequestHandler<RunImport, Guid>
{
    public async Task<Guid> Handle(RunImport request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.company_import where id = {request.Id} for update", cancellation);
        var import = await db.Imports.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (import.State != ImportState.Mapping)
            return import.Id;
        if (!import.Fields.Contains(ImportField.Name))
            throw new RuleBroken("", "RunImport.name");
        import.State = ImportState.Running;
        db.Publish(new ImportGoesOn(import.Id, 0));
        await db.SaveChangesAsync(cancellation);
        return import.Id;
    }
}

/// <summary>Imports some rows in the delivery's own transaction and sends for the next: a host that dies leaves no row half done and none done twice.</summary>
internal sealed class ImportSome(AccountsDb db, ImportPlan plan, TimeProvider clock) : IConsumer<ImportGoesOn>
{
    private const int AtOnce = 200;

    public async Task HandleAsync(ImportGoesOn happened, CancellationToken cancellation)
    {
        // Companies are made one at a time elsewhere too: two imports of one company make one card.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/company"}, 0))", cancellation);
        var import = await db.Imports.FirstAsync(row => row.Id == happened.ImportId, cancellation);
        var rows = await db.ImportRows.Where(row => row.ImportId == import.Id && row.No > happened.After && row.Outcome == ImportOutcome.Waiting).OrderBy(row => row.No).Take(AtOnce).ToListAsync(cancellation);
        var verdicts = await plan.JudgeAsync(import, rows, cancellation);
        var (made, mails) = (new Dictionary<string, Guid>(), verdicts.Select(it => it.Company.PersonEmail.ToLowerInvariant()).Where(mail => mail.Length > 0).ToList());
        var people = await db.People.Where(row => mails.Contains(row.Email.ToLower())).ToDictionaryAsync(row => row.Email.ToLowerInvariant(), cancellation);
        var ids = people.Values.Select(person => person.Id).ToList();
        var members = (await db.Memberships.AsNoTracking().Where(row => ids.Contains(row.PersonId)).Select(row => new { row.PersonId, row.CompanyId }).ToListAsync(cancellation)).Select(row => (row.PersonId, row.CompanyId)).ToHashSet();
        for (var at = 0; at < rows.Count; at++)
        {
            var (row, verdict) = (rows[at], verdicts[at]);
            (row.Outcome, row.Problems) = (verdict.Outcome, verdict.Company.Problems);
            if (verdict.Outcome == ImportOutcome.Failed)
                continue;
            row.Cells = [];
            if (verdict.Outcome == ImportOutcome.Made)
            {
                var company = verdict.Company.Make(import.ById, import.ById, clock.GetUtcNow());
                db.Companies.Add(company);
                made[company.Name] = company.Id;
                row.CompanyId = company.Id;
            }
            else
            {
                // One of a row above was made a moment ago.
                row.CompanyId = verdict.CompanyId ?? made.GetValueOrDefault(verdict.Known!);
            }

            if (verdict.Company.PersonEmail.Length > 0 && row.CompanyId is { } into && into != Guid.Empty)
                AddPerson(verdict.Company, into, people, members);
        }

        (import.Made, import.Known, import.Failed) = (import.Made + rows.Count(row => row.Outcome == ImportOutcome.Made), import.Known + rows.Count(row => row.Outcome == ImportOutcome.Known), import.Failed + rows.Count(row => row.Outcome == ImportOutcome.Failed));
        if (rows.Count < AtOnce)
            import.State = ImportState.Done;
        else
            db.Publish(new ImportGoesOn(import.Id, rows[^1].No));
        db.Touch($"import:{import.Id}");
        if (import.State == ImportState.Done)
            db.Touch(Directory.Topic);
        await db.SaveChangesAsync(cancellation);
    }

    private void AddPerson(ImportedCompany row, Guid company, Dictionary<string, Person> people, HashSet<(Guid, Guid)> members)
    {
        var mail = row.PersonEmail.ToLowerInvariant();
        if (!people.TryGetValue(mail, out var person))
        {
            people[mail] = person = new Person { Name = row.PersonName.Length > 0 ? row.PersonName : row.PersonEmail, Email = row.PersonEmail, Phone = row.Of(ImportField.PersonPhone) is { Length: > 0 } phone ? phone : null, Language = row.Language };
            db.People.Add(person);
        }

        if (members.Add((person.Id, company)))
            db.Memberships.Add(new Membership { CompanyId = company, PersonId = person.Id, Roles = ["buyer"] });
    }
}

/// <summary>The rows nothing was made of, as they came, with what is wrong.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class ListImportProblems : IRead<ListImportProblems.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(IReadOnlyList<string> Head, IReadOnlyList<Row> Rows);

    public sealed record Row(IReadOnlyList<string> Cells, IReadOnlyList<Phrase> Why);
}

internal sealed class ListImportProblemsHandler(AccountsDb db) : IRequestHandler<ListImportProblems, ListImportProblems.Result>
{
    public async Task<ListImportProblems.Result> Handle(ListImportProblems request, CancellationToken cancellation)
    {
        var head = await db.Imports.AsNoTracking().Where(row => row.Id == request.Id).Select(row => row.Head).FirstOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        var rows = await db.ImportRows.AsNoTracking().Where(row => row.ImportId == request.Id && row.Outcome == ImportOutcome.Failed).OrderBy(row => row.No).ToListAsync(cancellation);
        return new(head, [.. rows.Select(row => new ListImportProblems.Row(row.Cells, row.Problems))]);
    }
}
