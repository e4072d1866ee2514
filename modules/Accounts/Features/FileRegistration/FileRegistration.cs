using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Portal.Accounts;

/// <summary>A company wants to become a client. It says the same whatever the portal knows of the address or the company, and nothing is done until a mail to it was answered.</summary>
[Public]
public sealed class FileRegistration : IWrite<FileRegistration.Result>
{
    public string Company { get; set; } = "";

    public string Country { get; set; } = "PL";

    public string TaxId { get; set; } = "";

    public string Street { get; set; } = "";

    public string PostCode { get; set; } = "";

    public string City { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Message { get; set; } = "";

    public bool Consent { get; set; }

    /// <summary>Asked of nobody and seen by no one: who fills it in is a program.</summary>
    public string Website { get; set; } = "";

    public sealed record Result(string Email);
}

internal sealed class FileRegistrationValidator : AbstractValidator<FileRegistration>
{
    public FileRegistrationValidator(Texts texts)
    {
        RuleFor(it => it.Company).NotEmpty().WithMessage(_ => texts["SaveCompany.Name.needed"]).MaximumLength(200);
        RuleFor(it => it.Country).Matches("^[A-Z]{2}$").WithMessage(_ => texts["SaveCompany.Country.wrong"]);
        RuleFor(it => it.TaxId).NotEmpty().WithMessage(_ => texts["FileRegistration.TaxId.needed"]).MaximumLength(30).Custom((typed, context) =>
        {
            if (TaxIds.Read(typed, context.InstanceToValidate.Country).Problem is { } problem)
                context.AddFailure(texts.Say(problem));
        });
        RuleFor(it => it.Street).NotEmpty().WithMessage(_ => texts["SetAddress.Street.needed"]).MaximumLength(200);
        RuleFor(it => it.PostCode).MaximumLength(20);
        RuleFor(it => it.City).NotEmpty().WithMessage(_ => texts["SetAddress.City.needed"]).MaximumLength(100);
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveRepresentative.Name.needed"]).MaximumLength(200);
        RuleFor(it => it.Email).Must(MailAddresses.IsOne).WithMessage(_ => texts["accounts.emailWrong"]).MaximumLength(200);
        RuleFor(it => it.Phone).MaximumLength(40);
        RuleFor(it => it.Message).MaximumLength(2_000);
        RuleFor(it => it.Consent).Equal(true).WithMessage(_ => texts["FileRegistration.Consent.needed"]);
    }
}

internal sealed class FileRegistrationHandler(IServiceScopeFactory scopes, Throttle throttle, IHttpContextAccessor http, IConfiguration configuration, Texts texts, TimeProvider clock) : IRequestHandler<FileRegistration, FileRegistration.Result>
{
    // Somebody else's mailbox is not to be filled by way of this form.
    private const int MostPerMailbox = 3;

    public async Task<FileRegistration.Result> Handle(FileRegistration request, CancellationToken cancellation)
    {
        var (answer, most) = (new FileRegistration.Result(request.Email.Trim()), configuration.GetValue("Portal:Accounts:RegistrationsPerSender", 10));
        if (request.Website.Length > 0)
            return answer;
        if (!throttle.Take("register", Throttle.Sender(http.HttpContext), most, TimeSpan.FromHours(1)))
            throw new RuleBroken("", new Phrase("FileRegistration.tooMany", most));

        // As the system: a stranger may write no row.
        await using var scope = scopes.AsSystem("accounts", "public registration");
        var (session, db) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<AccountsDb>());
        await session.BeginAsync(cancellation);
        var (now, token) = (clock.GetUtcNow(), Registration.NewToken());
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/register"}, 0))", cancellation);
        var (day, email) = (now.AddDays(-1), answer.Email.ToLowerInvariant());
        if (await db.Registrations.CountAsync(row => row.State == RegistrationState.Unconfirmed && row.CreatedAt > day && row.Email.ToLower() == email, cancellation) >= MostPerMailbox)
            return answer;
        var registration = new Registration
        {
            Company = request.Company.Trim(),
            TaxId = TaxIds.Read(request.TaxId, request.Country).Number,
            Country = request.Country,
            Street = request.Street.Trim(),
            PostCode = request.PostCode.Trim(),
            City = request.City.Trim(),
            Name = request.Name.Trim(),
            Email = answer.Email,
            Phone = request.Phone.Trim(),
            Message = request.Message.Trim(),
            Consent = texts["FileRegistration.Consent"],
            Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            CreatedAt = now,
            Hash = Registration.HashOf(token),
        };
        db.Registrations.Add(registration);
        db.Publish(new RegistrationFiled(registration.Id, token));
        await db.SaveChangesAsync(cancellation);
        await session.CommitAsync(cancellation);
        return answer;
    }
}

public sealed class FileRegistrationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<FileRegistration, FileRegistration.Result>("registrations");
}
