using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Keeps a contract with a client, or changes its title and dates. Its files are added to it afterwards, as to any matter.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class SaveContract : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    /// <summary>Null adds one.</summary>
    public Guid? Id { get; set; }

    public string Title { get; set; } = "";

    public DateOnly? ValidFrom { get; set; }

    /// <summary>The last day; empty until further notice.</summary>
    public DateOnly? ValidUntil { get; set; }
}

internal sealed class SaveContractValidator : AbstractValidator<SaveContract>
{
    public SaveContractValidator(Texts texts)
    {
        RuleFor(it => it.Title).NotEmpty().WithMessage(_ => texts["SaveContract.Title.needed"]).MaximumLength(200);
        RuleFor(it => it.ValidFrom).NotNull().WithMessage(_ => texts["SaveContract.ValidFrom.needed"]);
        RuleFor(it => it.ValidUntil).Must((it, until) => until is null || it.ValidFrom is null || until >= it.ValidFrom).WithMessage(it => texts["SaveContract.ValidUntil.early", it.ValidFrom!.Value]);
    }
}

internal sealed class SaveContractHandler(OrdersDb db, ICompanies companies) : IRequestHandler<SaveContract, Guid>
{
    public async Task<Guid> Handle(SaveContract request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        var contract = request.Id is { } id ? await db.Contracts.FirstOrDefaultAsync(row => row.Id == id && row.CompanyId == request.CompanyId, cancellation) ?? throw new NotFoundException() : null;
        if (contract is null)
            db.Contracts.Add(contract = new ClientContract { CompanyId = request.CompanyId, Title = "", ValidFrom = default });
        (contract.Title, contract.ValidFrom, contract.ValidUntil) = (request.Title.Trim(), request.ValidFrom!.Value, request.ValidUntil);
        db.Touch($"contract:{contract.Id}");
        await db.SaveChangesAsync(cancellation);
        return contract.Id;
    }
}

/// <summary>Takes a contract off the list: neither it nor its files are found any more.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class RemoveContract : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class RemoveContractHandler(OrdersDb db) : IRequestHandler<RemoveContract, Guid>
{
    public async Task<Guid> Handle(RemoveContract request, CancellationToken cancellation)
    {
        db.Contracts.Remove(await db.Contracts.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException());
        await db.SaveChangesAsync(cancellation);
        return request.Id;
    }
}

/// <summary>The contracts with a client, the newest first, for those who may see prices.</summary>
[Permission(OrdersPermissions.Prices, OrdersPermissions.Manage)]
public sealed class ListContracts : IRead<ListContracts.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Title, DateOnly ValidFrom, DateOnly? ValidUntil, bool IsInForce, IReadOnlyList<ContractFile> Files);

    public sealed record ContractFile(Guid Id, string Name, long Size, string Sha256);
}

internal sealed class ListContractsHandler(OrdersDb db, ICompanies companies, FileStore files, OperatorClock clock) : IRequestHandler<ListContracts, ListContracts.Result>
{
    public async Task<ListContracts.Result> Handle(ListContracts request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        var rows = new List<ListContracts.Row>();
        foreach (var row in await db.Contracts.AsNoTracking().Where(row => row.CompanyId == request.CompanyId).OrderByDescending(row => row.ValidFrom).ThenBy(row => row.Id).ToListAsync(cancellation))
        {
            rows.Add(new(row.Id, row.Title, row.ValidFrom, row.ValidUntil, row.ValidFrom <= clock.Today && (row.ValidUntil is null || row.ValidUntil >= clock.Today),
                [.. (await files.OfAsync("contract", row.Id, cancellation)).Select(file => new ListContracts.ContractFile(file.Id, file.Name, file.Size, Convert.ToHexStringLower(file.Sha256)))]));
        }

        return new(rows);
    }
}

public sealed class SaveContractEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListContracts, ListContracts.Result>("companies/{companyId:guid}/contracts");
        app.MapWrite<SaveContract, Guid>("companies/{companyId:guid}/contracts");
        app.MapWrite<RemoveContract, Guid>("contracts/{id:guid}", "DELETE");
    }
}
