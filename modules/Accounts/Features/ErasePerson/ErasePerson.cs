namespace Portal.Accounts;

/// <summary>Forgets a client's person for good: name, address, phone and ways in go, and what the trail holds about them can't be read any more. Orders and what led to them stay.</summary>
[InPerson(AccountsPermissions.Administer)]
public sealed class ErasePerson : ISecretWrite<Guid>
{
    public Guid PersonId { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>The person's name, typed by whoever erases: there is no way back.</summary>
    public string Name { get; set; } = "";
}

internal sealed class ErasePersonValidator : AbstractValidator<ErasePerson>
{
    public ErasePersonValidator(Texts texts) => RuleFor(it => it.Reason).NotEmpty().WithMessage(_ => texts["accounts.reasonNeeded"]).MaximumLength(500);
}

internal sealed class ErasePersonHandler(AccountsDb db, Caller caller, PersonalData data, TimeProvider clock) : IRequestHandler<ErasePerson, Guid>
{
    public async Task<Guid> Handle(ErasePerson request, CancellationToken cancellation)
    {
        var person = await Others.TakeAsync(db, caller, request.PersonId, cancellation);
        if (person.ErasedAt is not null)
            return person.Id;
        if (await db.Memberships.AnyAsync(row => row.PersonId == person.Id && row.Company.IsOperator, cancellation))
            throw new RuleBroken("", "ErasePerson.staff");
        if (!string.Equals(request.Name.Trim(), person.Name, StringComparison.CurrentCultureIgnoreCase))
            throw new RuleBroken(nameof(request.Name), new Phrase("ErasePerson.Name.other", person.Name));
        person.ErasedAt = clock.GetUtcNow();
        db.Events.Add(new AccountEvent { PersonId = person.Id, At = clock.GetUtcNow(), What = AccountChange.Erased, Detail = request.Reason.Trim(), ById = caller.Principal.PersonId, Address = "" });
        await db.SaveChangesAsync(cancellation);
        await data.EraseAsync(person.Id, cancellation);
        return person.Id;
    }
}

/// <summary>Who a person is, where, and what programs act for them. Of whom was erased nothing is left but a number and when.</summary>
internal sealed class PeoplesData(AccountsDb db) : IPersonalData
{
    public string Name => "person";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation) => await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == person, cancellation) is not { } known ? null : new
    {
        known.Name,
        known.Email,
        known.Phone,
        known.Language,
        Companies = await db.Memberships.AsNoTracking().Where(row => row.PersonId == person).Select(row => new { row.Company.Name, row.Roles, row.Department, row.IsActive }).ToListAsync(cancellation),
        Tokens = await db.Tokens.AsNoTracking().Where(row => row.Membership.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.Name, row.CreatedAt, row.ExpiresAt, row.RevokedAt }).ToListAsync(cancellation),
    };

    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        var known = await db.People.FirstAsync(row => row.Id == person, cancellation);
        var nobody = $"{person:N}@erased.invalid";
        (known.Name, known.Email, known.Phone, known.PhotoFileId) = (PersonalData.Nobody, nobody, null, null);
        foreach (var membership in await db.Memberships.Where(row => row.PersonId == person).ToListAsync(cancellation))
            membership.IsActive = false;
        db.Touch(Directory.Topic);
        db.Touch(IPrincipalSource.TopicOf(person));
        await db.SaveChangesAsync(cancellation);

        // Past the trail: it would keep what is to be forgotten.
        await db.Tokens.Where(row => row.Membership.PersonId == person).ExecuteDeleteAsync(cancellation);
    }
}

public sealed class ErasePersonEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ErasePerson, Guid>("people/{personId:guid}/erase");
}
