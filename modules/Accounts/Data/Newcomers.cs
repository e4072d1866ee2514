using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>Companies and people for those who asked without an account.</summary>
internal sealed class Newcomers(AccountsDb db, TimeProvider clock) : INewcomers
{
    private const int Most = 10;

    /// <summary>Each reason by an index of its own: what is compared must not grow with the number of companies.</summary>
    public async Task<IReadOnlyList<CompanyMatch>> MatchAsync(Stranger stranger, CancellationToken cancellation)
    {
        var (email, domain, key, name) = (stranger.Email.Trim().ToLowerInvariant(), MailAddresses.Domain(stranger.Email), Digits(stranger.TaxId), stranger.Company.Trim());
        var found = await db.Database.SqlQuery<Found>($"""
            select company_id, min(why) as why from (
              select id as company_id, 0 as why from accounts.company where {key} <> '' and regexp_replace(tax_key, '[^0-9]', '', 'g') = {key}
              union all
              select m.company_id, case when lower(p.email) = {email} then 1 else 2 end from accounts.person p join accounts.membership m on m.person_id = p.id and m.is_active
                where {email} <> '' and (lower(p.email) = {email} or accounts.mail_domain(p.email) = {domain ?? ""})
              union all
              select id, 2 from accounts.company where {domain ?? ""} <> '' and accounts.mail_domain(email) = {domain ?? ""}
              union all
              (select id, 3 from accounts.company where {name.Length > 2} and accounts.bare_name(name) % accounts.bare_name({name}) and similarity(accounts.bare_name(name), accounts.bare_name({name})) >= 0.5
                order by similarity(accounts.bare_name(name), accounts.bare_name({name})) desc limit {Most})
            ) hit group by company_id order by 2 limit {2 * Most}
            """).ToListAsync(cancellation);
        var ids = found.Select(hit => hit.CompanyId).ToList();
        var companies = await db.Companies.AsNoTracking().Where(row => ids.Contains(row.Id) && !row.IsOperator && row.MergedIntoId == null).Select(row => new { row.Id, row.Name, row.TaxId }).ToDictionaryAsync(row => row.Id, cancellation);
        var people = await db.Memberships.AsNoTracking().Where(row => ids.Contains(row.CompanyId) && row.IsActive && row.Person.Email.ToLower() == email).Select(row => new { row.CompanyId, row.PersonId, row.Person.Name }).ToListAsync(cancellation);
        return [.. from hit in found
                   where companies.ContainsKey(hit.CompanyId)
                   let company = companies[hit.CompanyId]
                   let person = people.Find(row => row.CompanyId == hit.CompanyId)
                   orderby hit.Why, company.Name
                   select new CompanyMatch(company.Id, company.Name, company.TaxId, (MatchReason)hit.Why, person?.PersonId, person?.Name)];
    }

    private sealed record Found(Guid CompanyId, int Why);

    public async Task<Guid> MakeCompanyAsync(NewCompany company, CancellationToken cancellation)
    {
        var row = new Company(company.Name.Trim(), company.TaxId.Trim(), company.Country, company.Currency, company.Language);
        if (company.Address is { } at)
            row.Addresses.Add(new Address { CompanyId = row.Id, Kind = AddressKind.Registered, Name = at.Name, Street = at.Street, PostCode = at.PostCode, City = at.City, Country = at.Country, Since = clock.GetUtcNow() });
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

    private static string Digits(string taxId) => string.Concat(taxId.Where(char.IsAsciiDigit));
}
