using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Accounts;

/// <summary>
/// Makes the company that registered a client: one that is there, the one with a contractor's number, or a new one with its registered address. Whoever
/// registered becomes one of its people, of a new company its administrator, and gets a link for a first password. Done again it answers the same.
/// </summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class BindRegistration : IWrite<Guid>
{
    public Guid Id { get; set; }

    /// <summary>A client company; none makes a new one, or takes that of the number.</summary>
    public Guid? CompanyId { get; set; }

    /// <summary>Of the ERP: finds the company, or is given to the new one.</summary>
    public string ContractorNo { get; set; } = "";
}

internal sealed class BindRegistrationValidator : AbstractValidator<BindRegistration>
{
    public BindRegistrationValidator() => RuleFor(it => it.ContractorNo).MaximumLength(40);
}

internal sealed class BindRegistrationHandler(AccountsDb db, INewcomers newcomers, IWorkDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<BindRegistration, Guid>
{
    public async Task<Guid> Handle(BindRegistration request, CancellationToken cancellation)
    {
        var (by, now) = (caller.RequirePerson().Person, clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.registration where id = {request.Id} for update", cancellation);
        var registration = await db.Registrations.FirstOrDefaultAsync(row => row.Id == request.Id && row.Number != null, cancellation) ?? throw new NotFoundException();
        if (registration is { State: RegistrationState.Bound, CompanyId: { } known })
            return known;
        if (registration.State != RegistrationState.Waiting)
            throw new RuleBroken("", new Phrase("BindRegistration.notNow", new Phrase($"RegistrationState.{registration.State}")));
        var company = await FindAsync(request, cancellation);
        var isNew = company is null;
        company ??= await MakeAsync(registration, request.ContractorNo.Trim(), now, cancellation);
        var person = await newcomers.FindOrMakePersonAsync(company.Id, registration.Stranger, registration.Language, cancellation);
        if (isNew)
            (await db.Memberships.FirstAsync(row => row.CompanyId == company.Id && row.PersonId == person, cancellation)).Roles = ["client-administrator"];

        // Who signs in already does so as before.
        var token = await db.Accounts.AnyAsync(account => account.Id == person, cancellation) ? null : Registration.NewToken();
        registration.Bind(company.Id, person, token is null ? null : Registration.HashOf(token), by, now);
        db.Publish(new RegistrationBound(registration.Id, token));
        db.Touch("registrations");
        db.Touch(Directory.Topic);
        db.Touch(PrincipalSource.Topic);
        await db.SaveChangesAsync(cancellation);
        await desk.SettleAsync(RegistrationMatter.Kind, registration.Id, null, cancellation);
        return company.Id;
    }

    private async Task<Company?> FindAsync(BindRegistration request, CancellationToken cancellation)
    {
        if (request.CompanyId is { } chosen)
            return await db.Companies.FirstOrDefaultAsync(row => row.Id == chosen && !row.IsOperator && row.MergedIntoId == null, cancellation) ?? throw new RuleBroken(nameof(BindRegistration.CompanyId), "BindRegistration.CompanyId.gone");
        return request.ContractorNo.Trim() is { Length: > 0 } number ? await db.Companies.FirstOrDefaultAsync(row => row.ContractorNo == number && !row.IsOperator && row.MergedIntoId == null, cancellation) : null;
    }

    private async Task<Company> MakeAsync(Registration registration, string contractorNo, DateTimeOffset now, CancellationToken cancellation)
    {
        var currency = registration.Country switch { "PL" => "PLN", "CZ" => "CZK", "GB" => "GBP", "US" => "USD", _ => "EUR" };
        var company = new Company(registration.Company, registration.TaxId, registration.Country, currency, registration.Language) { ContractorNo = contractorNo.Length > 0 ? contractorNo : null, KeeperId = caller.Principal.PersonId };
        company.Addresses.Add(new Address { CompanyId = company.Id, Kind = AddressKind.Registered, Name = registration.Company, Street = registration.Street, PostCode = registration.PostCode, City = registration.City, Country = registration.Country, Since = now });
        company.Changed(caller.Principal.PersonId, now);
        db.Companies.Add(company);
        await db.SaveChangesAsync(cancellation);
        return company;
    }
}

/// <summary>Turns a registration down; the reason goes to them by mail.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class RejectRegistration : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Reason { get; set; } = "";
}

internal sealed class RejectRegistrationValidator : AbstractValidator<RejectRegistration>
{
    public RejectRegistrationValidator(Texts texts) => RuleFor(it => it.Reason).Must(reason => reason.Trim().Length > 0).WithMessage(_ => texts["DecideChange.Reason.needed"]).MaximumLength(2_000);
}

internal sealed class RejectRegistrationHandler(AccountsDb db, Caller caller, IWorkDesk desk, TimeProvider clock) : IRequestHandler<RejectRegistration, Guid>
{
    public async Task<Guid> Handle(RejectRegistration request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.registration where id = {request.Id} for update", cancellation);
        var registration = await db.Registrations.FirstOrDefaultAsync(row => row.Id == request.Id && row.Number != null, cancellation) ?? throw new NotFoundException();
        if (registration.State != RegistrationState.Waiting)
            throw new RuleBroken("", new Phrase("BindRegistration.notNow", new Phrase($"RegistrationState.{registration.State}")));
        registration.Reject(request.Reason.Trim(), caller.RequirePerson().Person, clock.GetUtcNow());
        db.Publish(new RegistrationRejected(registration.Id));
        db.Touch("registrations");
        await db.SaveChangesAsync(cancellation);
        await desk.SettleAsync(RegistrationMatter.Kind, registration.Id, null, cancellation);
        return registration.Id;
    }
}

public sealed class BindRegistrationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<BindRegistration, Guid>("registrations/{id:guid}/bind");
        app.MapWrite<RejectRegistration, Guid>("registrations/{id:guid}/reject");
    }
}
