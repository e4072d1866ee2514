using System.Text.Json;

namespace Portal.Accounts;

/// <summary>Adds somebody who speaks for a client company, changes what is known of them, or says that they no longer do.</summary>
[Permission(AccountsPermissions.ManageCompanies, AccountsPermissions.OwnData)]
public sealed class SaveRepresentative : IWrite<SaveRepresentative.Result>
{
    public Guid CompanyId { get; set; }

    /// <summary>Empty adds one.</summary>
    public Guid? Id { get; set; }

    public string Name { get; set; } = "";

    public string Function { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    public bool Ends { get; set; }

    /// <param name="IsWaiting">Whether staff look at it first.</param>
    public sealed record Result(bool IsWaiting);
}

internal sealed class SaveRepresentativeValidator : AbstractValidator<SaveRepresentative>
{
    public SaveRepresentativeValidator(Texts texts)
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveRepresentative.Name.needed"]).MaximumLength(200);
        RuleFor(it => it.Function).MaximumLength(100);
        RuleFor(it => it.Email).Must(email => email.Trim().Length == 0 || MailAddresses.IsOne(email)).WithMessage(_ => texts["accounts.emailWrong"]).MaximumLength(200);
        RuleFor(it => it.Phone).MaximumLength(40);
    }
}

internal sealed class SaveRepresentativeHandler(AccountsDb db, OwnDataChanges changes, TimeProvider clock) : IRequestHandler<SaveRepresentative, SaveRepresentative.Result>
{
    private const int Most = 200;

    public async Task<SaveRepresentative.Result> Handle(SaveRepresentative request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        var all = await db.Representatives.Where(row => row.CompanyId == company.Id && row.EndedAt == null).ToListAsync(cancellation);
        var known = request.Id is { } id ? all.Find(row => row.Id == id) ?? throw new NotFoundException() : null;
        if (known is null && all.Count >= Most)
            throw new RuleBroken("", new Phrase("SaveRepresentative.many", Most));
        var written = new Representative { CompanyId = company.Id, Name = request.Name.Trim(), Function = request.Function.Trim(), Email = request.Email.Trim(), Phone = request.Phone.Trim() };
        var item = new ChangeItem(OwnField.Representative, known?.Line ?? "", request.Ends ? "" : written.Line, known?.Id, JsonSerializer.Serialize(request, Json.Options));
        if (item.Before == item.After || !await changes.PassesAsync(company, item, cancellation))
            return new(item.Before != item.After);
        if (known is null)
            db.Representatives.Add(written);
        else if (request.Ends)
            known.EndedAt = clock.GetUtcNow();
        else
            (known.Name, known.Function, known.Email, known.Phone) = (written.Name, written.Function, written.Email, written.Phone);
        await db.SaveChangesAsync(cancellation);
        return new(false);
    }
}

/// <summary>Who speaks for a company.</summary>
[SignedIn]
public sealed class ListRepresentatives : IRead<ListRepresentatives.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Name, string Function, string Email, string Phone);
}

internal sealed class ListRepresentativesHandler(AccountsDb db) : IRequestHandler<ListRepresentatives, ListRepresentatives.Result>
{
    public async Task<ListRepresentatives.Result> Handle(ListRepresentatives request, CancellationToken cancellation) => await db.Companies.AnyAsync(row => row.Id == request.CompanyId, cancellation)
        ? new(await db.Representatives.AsNoTracking().Where(row => row.CompanyId == request.CompanyId && row.EndedAt == null).OrderBy(row => row.Name).Select(row => new ListRepresentatives.Row(row.Id, row.Name, row.Function, row.Email, row.Phone)).ToListAsync(cancellation))
        : throw new NotFoundException();
}

public sealed class SaveRepresentativeEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListRepresentatives, ListRepresentatives.Result>("companies/{companyId:guid}/representatives");
        app.MapWrite<SaveRepresentative, SaveRepresentative.Result>("companies/{companyId:guid}/representatives");
    }
}
