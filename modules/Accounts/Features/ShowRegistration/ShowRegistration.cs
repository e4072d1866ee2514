using Portal.Contracts.Accounts;

namespace Portal.Accounts;

[Permission(AccountsPermissions.ManageCompanies)]
public sealed class ShowRegistration : IRead<ShowRegistration.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(
        Guid Id, string Number, RegistrationState State, string Company, string TaxId, string Country, string Street, string PostCode, string City, string Name, string Email, string Phone, string Message, string Consent, string Language,
        DateTimeOffset ConfirmedAt, Guid? CompanyId, string? Reason, string? DecidedBy, DateTimeOffset? DecidedAt, IReadOnlyList<CompanyMatch> Matches);
}

internal sealed class ShowRegistrationHandler(AccountsDb db, INewcomers newcomers, IPeople people) : IRequestHandler<ShowRegistration, ShowRegistration.Result>
{
    public async Task<ShowRegistration.Result> Handle(ShowRegistration request, CancellationToken cancellation)
    {
        var row = await db.Registrations.AsNoTracking().FirstOrDefaultAsync(it => it.Id == request.Id && it.Number != null, cancellation) ?? throw new NotFoundException();
        return new(
            row.Id, row.Number!, row.State, row.Company, row.TaxId, row.Country, row.Street, row.PostCode, row.City, row.Name, row.Email, row.Phone, row.Message, row.Consent, row.Language, row.ConfirmedAt!.Value, row.CompanyId, row.Reason,
            row.DecidedById is { } by ? (await people.FindAsync(by, cancellation))?.Name : null, row.DecidedAt, row.State == RegistrationState.Waiting ? await newcomers.MatchAsync(row.Stranger, cancellation) : []);
    }
}

public sealed class ShowRegistrationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowRegistration, ShowRegistration.Result>("registrations/{id:guid}");
}
