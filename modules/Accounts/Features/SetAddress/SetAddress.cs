using System.Text.Json;

namespace Portal.Accounts;

/// <summary>
/// Gives a company an address or puts another in the place of one. The one before is kept with the time it was in force; what was issued meanwhile has its
/// own copy. A company as a whole has one seat and one address for letters.
/// </summary>
[Permission(AccountsPermissions.ManageCompanies, AccountsPermissions.OwnData)]
public sealed class SetAddress : IWrite<SetAddress.Result>
{
    public Guid CompanyId { get; set; }

    /// <summary>The address it takes the place of; empty for one more, or for the seat and the address for letters.</summary>
    public Guid? ReplacesId { get; set; }

    public AddressKind Kind { get; set; } = AddressKind.Delivery;

    public Guid? BranchId { get; set; }

    /// <summary>Who is there; the company's own name where it is empty.</summary>
    public string Name { get; set; } = "";

    public string Street { get; set; } = "";

    public string PostCode { get; set; } = "";

    public string City { get; set; } = "";

    public string Country { get; set; } = "PL";

    /// <param name="Id">Null while it waits for staff to look at it.</param>
    public sealed record Result(Guid? Id);
}

internal sealed class SetAddressValidator : AbstractValidator<SetAddress>
{
    public SetAddressValidator(Texts texts)
    {
        RuleFor(it => it.Kind).IsInEnum();
        RuleFor(it => it.Name).MaximumLength(200);
        RuleFor(it => it.Street).NotEmpty().WithMessage(_ => texts["SetAddress.Street.needed"]).MaximumLength(200);
        RuleFor(it => it.PostCode).MaximumLength(20);
        RuleFor(it => it.PostCode).Matches("^[0-9]{2}-[0-9]{3}$").When(it => it.Country == "PL").WithMessage(_ => texts["SetAddress.PostCode.pl"]);
        RuleFor(it => it.City).NotEmpty().WithMessage(_ => texts["SetAddress.City.needed"]).MaximumLength(100);
        RuleFor(it => it.Country).Matches("^[A-Z]{2}$").WithMessage(_ => texts["SaveCompany.Country.wrong"]);
    }
}

internal sealed class SetAddressHandler(AccountsDb db, OwnDataChanges changes, Caller caller, TimeProvider clock) : IRequestHandler<SetAddress, SetAddress.Result>
{
    public async Task<SetAddress.Result> Handle(SetAddress request, CancellationToken cancellation)
    {
        var (company, now) = (await db.RequireInTurnAsync(request.CompanyId, cancellation), clock.GetUtcNow());
        if (request.BranchId is { } branch && !await db.Branches.AnyAsync(row => row.Id == branch && row.CompanyId == company.Id && row.ClosedAt == null, cancellation))
            throw new RuleBroken(nameof(SetAddress.BranchId), "accounts.noBranch");
        var before = request.ReplacesId is { } id ? company.Addresses.FirstOrDefault(row => row.Id == id) ?? throw new RuleBroken("", "SetAddress.gone")
            : request is { Kind: not AddressKind.Delivery, BranchId: null } ? company.Addresses.FirstOrDefault(row => row.Kind == request.Kind && row.BranchId is null) : null;
        var address = new Address
        {
            CompanyId = company.Id,
            BranchId = request.BranchId,
            Kind = before?.Kind ?? request.Kind,
            Name = request.Name.Trim() is { Length: > 0 } name ? name : company.Name,
            Street = request.Street.Trim(),
            PostCode = request.PostCode.Trim(),
            City = request.City.Trim(),
            Country = request.Country,
            Since = now,
            ReplacesId = before?.Id,
        };
        if (before is not null && Equals(Lines(before), Lines(address)))
            return new(before.Id);
        if (!await changes.PassesAsync(company, new ChangeItem(FieldOf(address.Kind), before is null ? "" : Words(before), Words(address), before?.Id, JsonSerializer.Serialize(request, Json.Options)), cancellation))
            return new(null as Guid?);
        before?.End(now);
        company.Changed(caller.Principal.PersonId, now);
        db.CardChanged(company);
        await db.SaveChangesAsync(cancellation);

        // After the end of the one before: there is never more than one seat, not even within the transaction.
        db.Addresses.Add(address);
        await db.SaveChangesAsync(cancellation);
        return new(address.Id);
    }

    internal static OwnField FieldOf(AddressKind kind) => kind switch { AddressKind.Registered => OwnField.Seat, AddressKind.Correspondence => OwnField.Letters, _ => OwnField.Delivery };

    internal static string Words(Address it) => $"{it.Name}, {it.Street}, {it.PostCode} {it.City}, {it.Country}";

    private static object Lines(Address it) => (it.BranchId, it.Name, it.Street, it.PostCode, it.City, it.Country);
}

/// <summary>Takes an address out of use. The seat can only be changed: papers need one.</summary>
[Permission(AccountsPermissions.ManageCompanies, AccountsPermissions.OwnData)]
public sealed class EndAddress : IWrite<SetAddress.Result>
{
    public Guid CompanyId { get; set; }

    public Guid Id { get; set; }
}

internal sealed class EndAddressHandler(AccountsDb db, OwnDataChanges changes, Caller caller, TimeProvider clock) : IRequestHandler<EndAddress, SetAddress.Result>
{
    public async Task<SetAddress.Result> Handle(EndAddress request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);

        // Done again it is done.
        if (company.Addresses.FirstOrDefault(row => row.Id == request.Id) is not { } address)
            return await db.Addresses.AnyAsync(row => row.Id == request.Id && row.CompanyId == company.Id, cancellation) ? new(request.Id) : throw new NotFoundException();
        if (address is { Kind: AddressKind.Registered, BranchId: null })
            throw new RuleBroken("", "EndAddress.seat");
        if (!await changes.PassesAsync(company, new ChangeItem(SetAddressHandler.FieldOf(address.Kind), SetAddressHandler.Words(address), "", address.Id), cancellation))
            return new(null as Guid?);
        address.End(clock.GetUtcNow());
        company.Changed(caller.Principal.PersonId, clock.GetUtcNow());
        db.CardChanged(company);
        await db.SaveChangesAsync(cancellation);
        return new(address.Id);
    }
}

public sealed class SetAddressEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<SetAddress, SetAddress.Result>("companies/{companyId:guid}/addresses");
        app.MapWrite<EndAddress, SetAddress.Result>("companies/{companyId:guid}/addresses/{id:guid}", "DELETE");
    }
}
