namespace Portal.Accounts;

/// <summary>Companies that want to become clients and whose address is confirmed, the newest first.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class ListRegistrations : IRead<ListRegistrations.Result>
{
    public string? Q { get; set; }

    /// <summary>waiting or done; all where it is empty.</summary>
    public string? Show { get; set; }

    /// <summary>The last row of the page before.</summary>
    public Guid? After { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    public sealed record Row(Guid Id, string Number, RegistrationState State, string Company, string TaxId, string Name, string Email, DateTimeOffset At, Guid? CompanyId);
}

internal sealed class ListRegistrationsHandler(AccountsDb db) : IRequestHandler<ListRegistrations, ListRegistrations.Result>
{
    private const int PageSize = 50;

    public async Task<ListRegistrations.Result> Handle(ListRegistrations request, CancellationToken cancellation)
    {
        var rows = db.Registrations.AsNoTracking().Where(row => row.Number != null);
        rows = request.Show switch
        {
            "waiting" => rows.Where(row => row.State == RegistrationState.Waiting),
            "done" => rows.Where(row => row.State == RegistrationState.Bound || row.State == RegistrationState.Rejected),
            _ => rows,
        };
        if (request.Q is { Length: > 0 } text)
            rows = rows.Where(row => EF.Functions.ILike(row.Number!, $"%{text}%") || EF.Functions.ILike(row.Company, $"%{text}%") || EF.Functions.ILike(row.Email, $"%{text}%") || row.TaxId == text);
        if (request.After is { } after)
            rows = rows.Where(row => row.Id < after);
        var found = await rows.OrderByDescending(row => row.Id).Take(PageSize + 1).Select(row => new ListRegistrations.Row(row.Id, row.Number!, row.State, row.Company, row.TaxId, row.Name, row.Email, row.ConfirmedAt!.Value, row.CompanyId)).ToListAsync(cancellation);
        return new([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Id.ToString() : null);
    }
}

public sealed class ListRegistrationsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListRegistrations, ListRegistrations.Result>("registrations");
}
