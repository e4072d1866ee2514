namespace Portal.Accounts;

/// <summary>A client company changes its own card. What the rules keep for verification waits for staff; the rest counts at once.</summary>
[Permission(AccountsPermissions.OwnData)]
public sealed class ChangeOwnData : IWrite<ChangeOwnData.Result>
{
    public string Name { get; set; } = "";

    public string ShortName { get; set; } = "";

    public string TaxId { get; set; } = "";

    public string RegisterNo { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <param name="Done">Fields that count from now on.</param>
    /// <param name="Waiting">Fields that staff look at first.</param>
    public sealed record Result(IReadOnlyList<OwnField> Done, IReadOnlyList<OwnField> Waiting);
}

internal sealed class ChangeOwnDataValidator : AbstractValidator<ChangeOwnData>
{
    public ChangeOwnDataValidator(Texts texts)
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveCompany.Name.needed"]).MaximumLength(200);
        RuleFor(it => it.ShortName).MaximumLength(60);
        RuleFor(it => it.TaxId).MaximumLength(30);
        RuleFor(it => it.RegisterNo).MaximumLength(30);
        RuleFor(it => it.Email).Must(email => email.Trim().Length == 0 || MailAddresses.IsOne(email)).WithMessage(_ => texts["accounts.emailWrong"]).MaximumLength(200);
        RuleFor(it => it.Phone).MaximumLength(40);
    }
}

internal sealed class ChangeOwnDataHandler(AccountsDb db, OwnDataChanges changes, Caller caller, TimeProvider clock) : IRequestHandler<ChangeOwnData, ChangeOwnData.Result>
{
    public async Task<ChangeOwnData.Result> Handle(ChangeOwnData request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(caller.RequirePerson().CompanyId, cancellation);
        var (taxId, registerNo) = (TaxIds.Read(request.TaxId, company.Country), TaxIds.ReadRegister(request.RegisterNo, company.Country));
        if (taxId.Number != company.TaxId && taxId.Problem is { } wrong)
            throw new RuleBroken(nameof(ChangeOwnData.TaxId), wrong);
        if (registerNo.Number != company.RegisterNo && registerNo.Problem is { } mistyped)
            throw new RuleBroken(nameof(ChangeOwnData.RegisterNo), mistyped);
        var items = new[]
        {
            new ChangeItem(OwnField.Name, company.Name, request.Name.Trim()), new(OwnField.ShortName, company.ShortName, request.ShortName.Trim()), new(OwnField.TaxId, company.TaxId, taxId.Number),
            new(OwnField.RegisterNo, company.RegisterNo, registerNo.Number), new(OwnField.Email, company.Email, request.Email.Trim()), new(OwnField.Phone, company.Phone, request.Phone.Trim()),
        }.Where(item => item.Before != item.After).ToList();
        var done = await changes.SortAsync(company, items, cancellation);
        foreach (var item in done)
            Write(company, item);
        if (done.Count > 0)
            company.Changed(caller.Principal.PersonId, clock.GetUtcNow());
        db.CardChanged(company);
        await db.SaveChangesAsync(cancellation);
        return new([.. done.Select(item => item.Field)], [.. items.Except(done).Select(item => item.Field)]);
    }

    internal static void Write(Company company, ChangeItem item)
    {
        switch (item.Field)
        {
            case OwnField.Name:
                company.Name = item.After;
                break;
            case OwnField.ShortName:
                company.ShortName = item.After;
                break;
            case OwnField.TaxId:
                company.SetTaxId(item.After, company.Country);
                break;
            case OwnField.RegisterNo:
                company.RegisterNo = item.After;
                break;
            case OwnField.Email:
                company.Email = item.After;
                break;
            case OwnField.Phone:
                company.Phone = item.After;
                break;
            default:
                throw new InvalidOperationException($"{item.Field} is no field of the card.");
        }
    }
}

public sealed class ChangeOwnDataEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ChangeOwnData, ChangeOwnData.Result>("company", "PUT");
}
