namespace Portal.Accounts;

/// <summary>Adds a branch to a company's tree, or renames or moves one.</summary>
[Permission(AccountsPermissions.ManageCompanies, AccountsPermissions.SetBranches)]
public sealed class SaveBranch : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    /// <summary>Empty adds one.</summary>
    public Guid? Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The branch it is under; empty right under the company.</summary>
    public Guid? ParentId { get; set; }
}

internal sealed class SaveBranchValidator : AbstractValidator<SaveBranch>
{
    public SaveBranchValidator(Texts texts) => RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveBranch.Name.needed"]).MaximumLength(120);
}

internal sealed class SaveBranchHandler(AccountsDb db, Caller caller) : IRequestHandler<SaveBranch, Guid>
{
    private const int Most = 500;

    public async Task<Guid> Handle(SaveBranch request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        var all = await db.Branches.Where(row => row.CompanyId == company.Id).ToListAsync(cancellation);
        var name = request.Name.Trim();
        var branch = request.Id is { } id ? all.Find(row => row.Id == id) ?? throw new NotFoundException() : null;
        if (all.Exists(row => row != branch && row.ParentId == request.ParentId && string.Equals(row.Name, name, StringComparison.CurrentCultureIgnoreCase)))
            throw new RuleBroken(nameof(SaveBranch.Name), new Phrase("SaveBranch.Name.taken", name));
        if (request.ParentId is { } parent && !all.Exists(row => row.Id == parent && row.ClosedAt is null))
            throw new RuleBroken(nameof(SaveBranch.ParentId), "accounts.noBranch");
        if (branch is null && all.Count >= Most)
            throw new RuleBroken("", new Phrase("SaveBranch.many", Most));
        DemandReach(branch?.ParentId, branch is not null, request.ParentId);
        if (branch is null)
            db.Branches.Add(branch = new Branch { CompanyId = company.Id, Name = name, ParentId = request.ParentId });
        else if (request.ParentId is { } under && BranchTree.From(branch.Id, [.. all.Select(row => (row.Id, row.ParentId))]).Contains(under))
            throw new RuleBroken(nameof(SaveBranch.ParentId), "SaveBranch.ParentId.itself");
        (branch.Name, branch.ParentId) = (name, request.ParentId);
        db.Touch(PrincipalSource.Topic);
        await db.SaveChangesAsync(cancellation);
        return branch.Id;
    }

    /// <summary>Whoever is limited to branches themselves arranges only what is below one of these: moving a branch changes who sees it.</summary>
    private void DemandReach(Guid? from, bool isThere, Guid? into)
    {
        if (caller.Person?.Reach is { } reach && (into is not { } target || !reach.Contains(target) || (isThere && (from is not { } source || !reach.Contains(source)))))
            throw new ForbiddenException();
    }
}

/// <summary>Closes a branch: nothing new is filed there, what was filed stays. Or opens it again.</summary>
[Permission(AccountsPermissions.ManageCompanies, AccountsPermissions.SetBranches)]
public sealed class CloseBranch : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public Guid Id { get; set; }

    public bool Reopen { get; set; }
}

internal sealed class CloseBranchHandler(AccountsDb db, Caller caller, TimeProvider clock) : IRequestHandler<CloseBranch, Guid>
{
    public async Task<Guid> Handle(CloseBranch request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        var all = await db.Branches.Where(row => row.CompanyId == company.Id).ToListAsync(cancellation);
        var branch = all.Find(row => row.Id == request.Id) ?? throw new NotFoundException();
        if (caller.Person?.Reach is { } reach && (branch.ParentId is not { } parent || !reach.Contains(parent)))
            throw new ForbiddenException();
        if (request.Reopen && branch.ParentId is { } over && all.Find(row => row.Id == over)?.ClosedAt is not null)
            throw new RuleBroken("", "CloseBranch.parentClosed");
        if (!request.Reopen && all.Exists(row => row.ParentId == branch.Id && row.ClosedAt is null))
            throw new RuleBroken("", "CloseBranch.hasOpen");
        branch.ClosedAt = request.Reopen ? null : branch.ClosedAt ?? clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        return branch.Id;
    }
}

/// <summary>A company's branches, each under its own, with the people of each.</summary>
[SignedIn]
public sealed class ListBranches : IRead<ListBranches.Result>
{
    public Guid CompanyId { get; set; }

    /// <param name="MaySet">Whether the reader may arrange them.</param>
    public sealed record Result(IReadOnlyList<Row> Rows, IReadOnlyList<Member> People, bool MaySet, bool MayPlace);

    /// <param name="Depth">How many are above it.</param>
    public sealed record Row(Guid Id, Guid? ParentId, string Name, int Depth, bool IsClosed);

    public sealed record Member(Guid PersonId, string Name, Guid? BranchId, BranchReach Reach);
}

internal sealed class ListBranchesHandler(AccountsDb db, Directory directory, Caller caller) : IRequestHandler<ListBranches, ListBranches.Result>
{
    public async Task<ListBranches.Result> Handle(ListBranches request, CancellationToken cancellation)
    {
        var isClient = await db.Companies.AsNoTracking().Where(row => row.Id == request.CompanyId).Select(row => (bool?)!row.IsOperator).FirstOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        var children = (await db.Branches.AsNoTracking().Where(row => row.CompanyId == request.CompanyId).ToListAsync(cancellation)).OrderBy(row => row.Name, StringComparer.CurrentCulture).ToLookup(row => row.ParentId);
        var members = await db.Memberships.AsNoTracking().Where(row => row.CompanyId == request.CompanyId && row.IsActive).Select(row => new { row.PersonId, row.BranchId, row.Reach }).ToListAsync(cancellation);
        var names = (await directory.ReadAsync()).People;
        return new(
            [.. Below(null, 0)],
            [.. members.Where(_ => isClient).Select(row => new ListBranches.Member(row.PersonId, names.GetValueOrDefault(row.PersonId)?.Name ?? "", row.BranchId, row.Reach)).OrderBy(row => row.Name, StringComparer.CurrentCulture)],
            isClient && (caller.Can(AccountsPermissions.ManageCompanies) || caller.Can(AccountsPermissions.SetBranches)), isClient && (caller.Can(AccountsPermissions.ManagePeople) || caller.Can(AccountsPermissions.SetBranches)));

        IEnumerable<ListBranches.Row> Below(Guid? parent, int depth) =>
            children[parent].SelectMany(row => Below(row.Id, depth + 1).Prepend(new(row.Id, row.ParentId, row.Name, depth, row.ClosedAt is not null)));
    }
}

public sealed class SaveBranchEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListBranches, ListBranches.Result>("companies/{companyId:guid}/branches");
        app.MapWrite<SaveBranch, Guid>("companies/{companyId:guid}/branches");
        app.MapWrite<CloseBranch, Guid>("companies/{companyId:guid}/branches/{id:guid}/close");
    }
}
