using System.Text.Json;
using FluentValidation.Results;
using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>
/// Makes the card of a client company, or changes it. What somebody else wrote meanwhile is kept where this writer left it alone; where both wrote, the
/// writer is told and decides. Companies that look like one that is there are shown before a new card is made.
/// </summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class SaveCompany : IWrite<Guid>
{
    /// <summary>Empty makes a new one.</summary>
    public Guid? Id { get; set; }

    public string Name { get; set; } = "";

    public string ShortName { get; set; } = "";

    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; set; } = "PL";

    public string TaxId { get; set; } = "";

    public string RegisterNo { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Currency { get; set; } = "PLN";

    public string Language { get; set; } = "pl";

    public int PaymentDays { get; set; } = 14;

    public SaleDocument Document { get; set; }

    public Guid? KeeperId { get; set; }

    public string Region { get; set; } = "";

    public string ContractorNo { get; set; } = "";

    /// <summary>Said of those alike: it is none of them.</summary>
    public bool IsAnother { get; set; }

    /// <summary>The card as the writer saw it, as "card" of the answer had it; without it what is sent goes over what is there.</summary>
    public string? Seen { get; set; }

    internal CompanyData? WasSeen => Seen is { Length: > 0 } seen ? CompanyData.Read(seen) : null;
}

/// <summary>What a writer changes of a card, as it is compared field by field.</summary>
internal sealed record CompanyData(
    string Name, string ShortName, string Country, string TaxId, string RegisterNo, string Email, string Phone, string Currency, string Language, int PaymentDays, SaleDocument Document, Guid? KeeperId, string Region, string ContractorNo)
{
    public static CompanyData Of(Company row) => new(
        row.Name, row.ShortName, row.Country, row.TaxId, row.RegisterNo, row.Email, row.Phone, row.Currency, row.Language, row.PaymentDays, row.Document, row.KeeperId, row.Region, row.ContractorNo ?? "");

    public static CompanyData Of(SaveCompany it) => new(
        it.Name.Trim(), it.ShortName.Trim(), it.Country, TaxIds.Read(it.TaxId, it.Country).Number, TaxIds.ReadRegister(it.RegisterNo, it.Country).Number, it.Email.Trim(), it.Phone.Trim(), it.Currency, it.Language, it.PaymentDays,
        it.Document, it.KeeperId, it.Region.Trim(), it.ContractorNo.Trim());

    public string ToText() => JsonSerializer.Serialize(this, Json.Options);

    /// <returns>Null for what is no card.</returns>
    public static CompanyData? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<CompanyData>(text, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>This one's changes since <paramref name="seen"/> over what is there now.</summary>
    /// <returns>The card to write, and the fields that both changed to different values.</returns>
    public (CompanyData Merged, IReadOnlyList<string> Both) Over(CompanyData now, CompanyData seen)
    {
        var (values, both) = (new List<object?>(), new List<string>());
        foreach (var property in typeof(CompanyData).GetConstructors()[0].GetParameters().Select(parameter => typeof(CompanyData).GetProperty(parameter.Name!)!))
        {
            var (mine, theirs, was) = (property.GetValue(this), property.GetValue(now), property.GetValue(seen));
            values.Add(Equals(mine, was) ? theirs : mine);
            if (!Equals(mine, was) && !Equals(theirs, was) && !Equals(mine, theirs))
                both.Add(property.Name);
        }

        return ((CompanyData)typeof(CompanyData).GetConstructors()[0].Invoke([.. values]), both);
    }

    public void Write(Company row)
    {
        (row.Name, row.ShortName, row.RegisterNo, row.Email, row.Phone, row.Currency, row.Language) = (Name, ShortName, RegisterNo, Email, Phone, Currency, Language);
        (row.PaymentDays, row.Document, row.KeeperId, row.Region, row.ContractorNo) = (PaymentDays, Document, KeeperId, Region, ContractorNo.Length > 0 ? ContractorNo : null);
        if ((row.TaxId, row.Country) != (TaxId, Country))
            row.SetTaxId(TaxId, Country);
    }
}

internal sealed class SaveCompanyValidator : AbstractValidator<SaveCompany>
{
    public SaveCompanyValidator(Texts texts)
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveCompany.Name.needed"]).MaximumLength(200);
        RuleFor(it => it.ShortName).MaximumLength(60);
        RuleFor(it => it.Country).Matches("^[A-Z]{2}$").WithMessage(_ => texts["SaveCompany.Country.wrong"]);
        RuleFor(it => it.Currency).Matches("^[A-Z]{3}$").WithMessage(_ => texts["SaveCompany.Currency.wrong"]);
        RuleFor(it => it.Language).Must(Languages.All.Contains).WithMessage(_ => texts["SaveCompany.Language.wrong"]);
        RuleFor(it => it.PaymentDays).InclusiveBetween(0, 365).WithMessage(_ => texts["SaveCompany.PaymentDays.between", 0, 365]);
        RuleFor(it => it.Document).IsInEnum();
        RuleFor(it => it.Email).Must(email => email.Trim().Length == 0 || MailAddresses.IsOne(email)).WithMessage(_ => texts["accounts.emailWrong"]).MaximumLength(200);
        RuleFor(it => it.Phone).MaximumLength(40);
        RuleFor(it => it.Region).MaximumLength(60);
        RuleFor(it => it.ContractorNo).MaximumLength(40);
        RuleFor(it => it.TaxId).MaximumLength(30).Custom((typed, context) =>
        {
            // What was there before, wrong or not, is no reason to refuse another field.
            if (context.InstanceToValidate.WasSeen is not { } was || (was.TaxId, was.Country) != (typed, context.InstanceToValidate.Country))
                Say(context, TaxIds.Read(typed, context.InstanceToValidate.Country).Problem, texts);
        });
        RuleFor(it => it.RegisterNo).MaximumLength(30).Custom((typed, context) =>
        {
            if (context.InstanceToValidate.WasSeen is not { } was || (was.RegisterNo, was.Country) != (typed, context.InstanceToValidate.Country))
                Say(context, TaxIds.ReadRegister(typed, context.InstanceToValidate.Country).Problem, texts);
        });
    }

    private static void Say(ValidationContext<SaveCompany> context, Phrase? problem, Texts texts)
    {
        if (problem is not null)
            context.AddFailure(texts.Say(problem));
    }
}

internal sealed class SaveCompanyHandler(AccountsDb db, INewcomers newcomers, IPeople people, Caller caller, Texts texts, TimeProvider clock) : IRequestHandler<SaveCompany, Guid>
{
    public async Task<Guid> Handle(SaveCompany request, CancellationToken cancellation)
    {
        if (request.KeeperId is { } keeper && (await people.DepartmentsOfAsync(keeper, cancellation)).Count == 0)
            throw new RuleBroken(nameof(SaveCompany.KeeperId), "SaveCompany.KeeperId.gone");

        // Two who make the same company at once: the second is shown what the first made. Rare enough for all to take turns.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/company"}, 0))", cancellation);
        var company = request.Id is { } id ? await db.RequireInTurnAsync(id, cancellation) : null;
        if (company is { MergedIntoId: not null })
            throw new NotFoundException();
        var data = company is null ? CompanyData.Of(request) : await MergedAsync(request, company, cancellation);
        await RefuseTakenAsync(data, company, cancellation);
        if (company is null || (company.TaxKey != TaxIds.Key(data.TaxId, data.Country) && data.TaxId.Length > 0))
            await RefuseAlikeAsync(data, company?.Id, request.IsAnother, cancellation);
        if (company is null)
            db.Companies.Add(company = new Company(data.Name, data.TaxId, data.Country, data.Currency, data.Language));
        data.Write(company);
        company.Changed(caller.Principal.PersonId, clock.GetUtcNow());
        db.CardChanged(company);
        await db.SaveChangesAsync(cancellation);
        return company.Id;
    }

    private async Task<CompanyData> MergedAsync(SaveCompany request, Company company, CancellationToken cancellation)
    {
        var (mine, now) = (CompanyData.Of(request), CompanyData.Of(company));
        if (request.WasSeen is not { } seen)
            return mine;
        var (merged, both) = mine.Over(now, seen);
        if (both.Count == 0)
            return merged;
        var who = company.ChangedById is { } by ? (await people.FindAsync(by, cancellation))?.Name : null;

        // Sent again it is meant: from now on the writer has seen the other's card.
        request.Seen = now.ToText();
        throw new ValidationException(both.Select(field => new ValidationFailure(field, texts["SaveCompany.both", who ?? "Portal", Shown(now, field, texts)])));
    }

    private static string Shown(CompanyData data, string field, Texts texts) => typeof(CompanyData).GetProperty(field)!.GetValue(data) switch
    {
        null or "" or Guid => texts["SaveCompany.other"],
        Enum value => texts.Of(value),
        var value => value.ToString()!,
    };

    private async Task RefuseTakenAsync(CompanyData data, Company? own, CancellationToken cancellation)
    {
        var id = own?.Id ?? Guid.Empty;
        if (data.ContractorNo.Length > 0 && await db.Companies.Where(row => row.ContractorNo == data.ContractorNo && row.Id != id).Select(row => row.Name).FirstOrDefaultAsync(cancellation) is { } holder)
            throw new RuleBroken(nameof(SaveCompany.ContractorNo), new Phrase("SaveCompany.ContractorNo.taken", holder));
    }

    private async Task RefuseAlikeAsync(CompanyData data, Guid? own, bool isAnother, CancellationToken cancellation)
    {
        if (isAnother)
            return;
        var alike = (await newcomers.MatchAsync(new Stranger("", data.Email, data.Phone, data.Name, data.TaxId.Length > 0 ? TaxIds.Key(data.TaxId, data.Country) : ""), cancellation))
            .Where(match => match.CompanyId != own && (own is null || match.Why == MatchReason.TaxId)).Take(5).ToList();
        if (alike.Count > 0)
        {
            throw new RuleBroken(nameof(SaveCompany.IsAnother), new Phrase("SaveCompany.alike", alike.Count, string.Join("; ", alike.Select(match => $"{match.Company}{(match.TaxId.Length > 0 ? $" ({match.TaxId})" : "")} – {texts[$"MatchReason.{match.Why}"]}"))));
        }
    }
}

public sealed class SaveCompanyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<FindAlike, FindAlike.Result>("companies/alike");
        app.MapWrite<SaveCompany, Guid>("companies");
    }
}
