using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>Companies and people for those who asked without an account.</summary>
internal sealed class Newcomers(AccountsDb db) : INewcomers
{
    // Whoever has an address there shares its domain with everybody.
    private static readonly HashSet<string> FreeMail =
    [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "t-online.de",
        "freenet.de", "wp.pl", "o2.pl", "onet.pl", "op.pl", "interia.pl", "poczta.fm", "gazeta.pl", "vp.pl", "tlen.pl", "seznam.cz", "email.cz", "centrum.cz", "volny.cz", "post.cz",
    ];

    public async Task<IReadOnlyList<CompanyMatch>> MatchAsync(Stranger stranger, CancellationToken cancellation)
    {
        var (email, domain, taxId, name) = (stranger.Email.ToLowerInvariant(), Domain(stranger.Email), Digits(stranger.TaxId), stranger.Company.Trim().ToLowerInvariant());
        var byMail = await db.Memberships.AsNoTracking().Where(row => row.IsActive && !row.Company.IsOperator && (row.Person.Email.ToLower() == email || (domain != null && row.Person.Email.ToLower().EndsWith("@" + domain))))
            .Select(row => new { row.CompanyId, row.PersonId, row.Person.Name, Email = row.Person.Email.ToLower() }).ToListAsync(cancellation);
        var companies = await db.Companies.AsNoTracking().Where(company => !company.IsOperator).Select(company => new { company.Id, company.Name, company.TaxId }).ToListAsync(cancellation);
        var matches = from company in companies
                      let person = byMail.FirstOrDefault(row => row.CompanyId == company.Id && row.Email == email)
                      let why = taxId.Length > 0 && Digits(company.TaxId) == taxId ? MatchReason.TaxId
                          : person is not null ? MatchReason.Person
                          : byMail.Any(row => row.CompanyId == company.Id) ? MatchReason.Domain
                          : name.Length > 2 && company.Name.Contains(name, StringComparison.OrdinalIgnoreCase) ? MatchReason.Name : (MatchReason?)null
                      where why is not null
                      orderby why, company.Name
                      select new CompanyMatch(company.Id, company.Name, company.TaxId, why.Value, person?.PersonId, person?.Name);
        return [.. matches];
    }

    public async Task<Guid> MakeCompanyAsync(NewCompany company, CancellationToken cancellation)
    {
        var row = new Company(company.Name.Trim(), company.TaxId.Trim(), company.Country, company.Currency, company.Language);
        if (company.Address is { } at)
            row.Addresses.Add(new Address { CompanyId = row.Id, Kind = AddressKind.Registered, Name = at.Name, Street = at.Street, PostCode = at.PostCode, City = at.City, Country = at.Country });
        db.Companies.Add(row);
        db.Touch(Directory.Topic);
        await db.SaveChangesAsync(cancellation);
        return row.Id;
    }

    public async Task<Guid> FindOrMakePersonAsync(Guid companyId, Stranger stranger, string language, CancellationToken cancellation)
    {
        var email = stranger.Email.Trim().ToLowerInvariant();
        if (await db.Memberships.FirstOrDefaultAsync(row => row.CompanyId == companyId && row.Person.Email.ToLower() == email, cancellation) is { } known)
            return known.IsActive ? known.PersonId : throw new RuleBroken("", new Phrase("accounts.noLongerThere", stranger.Email));
        var person = await db.People.FirstOrDefaultAsync(row => row.Email.ToLower() == email, cancellation);
        if (person is null)
            db.People.Add(person = new Person { Name = stranger.Name.Trim(), Email = stranger.Email.Trim(), Phone = stranger.Phone.Trim() is { Length: > 0 } phone ? phone : null, Language = language });
        db.Memberships.Add(new Membership { CompanyId = companyId, PersonId = person.Id, Roles = ["buyer"] });
        db.Touch(Directory.Topic);
        await db.SaveChangesAsync(cancellation);
        return person.Id;
    }

    public static bool IsFreeMail(string domain) => FreeMail.Contains(domain);

    private static string? Domain(string email) => email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant() is { Length: > 0 } domain && !FreeMail.Contains(domain) ? domain : null;

    private static string Digits(string taxId) => string.Concat(taxId.Where(char.IsAsciiDigit));
}
