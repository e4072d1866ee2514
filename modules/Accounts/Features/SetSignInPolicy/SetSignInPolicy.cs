namespace Portal.Accounts;

/// <summary>How the people of a company come in: whether with a second factor, and through which identity provider of its own.</summary>
[InPerson(AccountsPermissions.ManagePeople)]
public sealed class SetSignInPolicy : ISecretWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public bool SecondFactorRequired { get; set; }

    /// <summary>Empty where the company has no provider of its own.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty keeps the one that is there.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Mail domains of its people, apart by spaces or commas.</summary>
    public string Domains { get; set; } = "";

    public bool OnlyOwn { get; set; }
}

internal sealed class SetSignInPolicyValidator : AbstractValidator<SetSignInPolicy>
{
    public SetSignInPolicyValidator(Texts texts)
    {
        RuleFor(it => it.Issuer).Must(issuer => issuer.Length == 0 || CompanyProviders.IsIssuer(issuer.Trim())).WithMessage(_ => texts["SetSignInPolicy.Issuer.wrong"]).MaximumLength(300);
        RuleFor(it => it.ClientId).NotEmpty().When(it => it.Issuer.Length > 0).WithMessage(_ => texts["SetSignInPolicy.ClientId.needed"]).MaximumLength(300);
        RuleFor(it => it.ClientSecret).MaximumLength(1_000);
        RuleFor(it => it.Domains).Must(domains => Split(domains).Count > 0).When(it => it.Issuer.Length > 0).WithMessage(_ => texts["SetSignInPolicy.Domains.needed"]);
        RuleFor(it => it.Domains).Must(domains => Split(domains).TrueForAll(IsDomain)).WithMessage(it => texts["SetSignInPolicy.Domains.wrong", Split(it.Domains).First(domain => !IsDomain(domain))]).MaximumLength(1_000);
        RuleFor(it => it.OnlyOwn).Equal(false).When(it => it.Issuer.Length == 0).WithMessage(_ => texts["SetSignInPolicy.OnlyOwn.issuer"]);
    }

    public static List<string> Split(string domains) => [.. domains.ToLowerInvariant().Split([' ', ',', ';', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(domain => domain.TrimStart('@')).Distinct()];

    // Whoever has an address at one of the others shares its domain with everybody.
    private static bool IsDomain(string domain) => Uri.CheckHostName(domain) == UriHostNameType.Dns && domain.Contains('.') && !MailAddresses.IsFree(domain);
}

internal sealed class SetSignInPolicyHandler(AccountsDb db, CompanyProviders providers, Caller caller, TimeProvider clock) : IRequestHandler<SetSignInPolicy, Guid>
{
    public async Task<Guid> Handle(SetSignInPolicy request, CancellationToken cancellation)
    {
        var company = await db.Companies.FirstOrDefaultAsync(row => row.Id == request.CompanyId, cancellation) ?? throw new NotFoundException();
        // Who decides how administrators come in could come in as one.
        if (company.IsOperator)
            caller.Require(AccountsPermissions.Administer);
        var issuer = request.Issuer.Trim();
        if (issuer.Length > 0 && !await providers.AnswersAsync(issuer, cancellation))
            throw new RuleBroken(nameof(request.Issuer), new Phrase("SetSignInPolicy.Issuer.silent", issuer));
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"accounts/sign-in-policy"}, 0))", cancellation);
        var policy = await db.Policies.FirstOrDefaultAsync(row => row.CompanyId == company.Id, cancellation);
        if (policy is null)
            db.Policies.Add(policy = new SignInPolicy { CompanyId = company.Id });
        if (request.ClientSecret.Length > 0)
            policy.ClientSecret = providers.Seal(request.ClientSecret);
        else if (policy.Issuer != issuer)
            policy.ClientSecret = null;
        // What a provider vouched for that the company has no more is over.
        if (policy.Issuer.Length > 0 && policy.Issuer != issuer)
            foreach (var session in await db.Sessions.Where(row => row.Way == SignInWay.Company && row.EndedAt == null && db.Memberships.Any(membership => membership.Id == row.MembershipId && membership.CompanyId == company.Id)).ToListAsync(cancellation))
                session.EndedAt = clock.GetUtcNow();
        (policy.SecondFactorRequired, policy.Issuer, policy.ClientId, policy.OnlyOwn) = (request.SecondFactorRequired, issuer, request.ClientId.Trim(), request.OnlyOwn);
        await SetDomainsAsync(company.Id, SetSignInPolicyValidator.Split(request.Domains), cancellation);
        db.Touch(PrincipalSource.Topic);
        await db.SaveChangesAsync(cancellation);
        return company.Id;
    }

    private async Task SetDomainsAsync(Guid company, List<string> domains, CancellationToken cancellation)
    {
        var taken = await db.Domains.Where(row => row.CompanyId == company || domains.Contains(row.Domain)).ToListAsync(cancellation);
        if (taken.FirstOrDefault(row => row.CompanyId != company) is { } other)
            throw new RuleBroken(nameof(SetSignInPolicy.Domains), new Phrase("SetSignInPolicy.Domains.taken", other.Domain));
        db.Domains.RemoveRange(taken.Where(row => !domains.Contains(row.Domain)));
        db.Domains.AddRange(domains.Except(taken.Select(row => row.Domain)).Select(domain => new SignInDomain { Domain = domain, CompanyId = company }));
    }
}

/// <summary>How the people of a company come in, without the provider's secret.</summary>
[Permission(AccountsPermissions.ManagePeople)]
public sealed class ShowSignInPolicy : IRead<ShowSignInPolicy.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(string Company, bool SecondFactorRequired, string Issuer, string ClientId, bool HasSecret, IReadOnlyList<string> Domains, bool OnlyOwn, string ReturnAddress, bool MayChange);
}

internal sealed class ShowSignInPolicyHandler(AccountsDb db, CompanyProviders providers, Caller caller) : IRequestHandler<ShowSignInPolicy, ShowSignInPolicy.Result>
{
    public async Task<ShowSignInPolicy.Result> Handle(ShowSignInPolicy request, CancellationToken cancellation)
    {
        var company = await db.Companies.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.CompanyId, cancellation) ?? throw new NotFoundException();
        var policy = await db.Policies.AsNoTracking().FirstOrDefaultAsync(row => row.CompanyId == company.Id, cancellation) ?? new SignInPolicy { CompanyId = company.Id };
        var domains = await db.Domains.AsNoTracking().Where(row => row.CompanyId == company.Id).OrderBy(row => row.Domain).Select(row => row.Domain).ToListAsync(cancellation);
        return new(company.Name, policy.SecondFactorRequired, policy.Issuer, policy.ClientId, policy.ClientSecret is not null, domains, policy.OnlyOwn, providers.ReturnAddress, !company.IsOperator || caller.Can(AccountsPermissions.Administer));
    }
}

public sealed class SetSignInPolicyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ShowSignInPolicy, ShowSignInPolicy.Result>("companies/{companyId:guid}/sign-in");
        app.MapWrite<SetSignInPolicy, Guid>("companies/{companyId:guid}/sign-in", "PUT");
    }
}
