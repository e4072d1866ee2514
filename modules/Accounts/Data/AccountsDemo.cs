namespace Portal.Accounts;

/// <summary>A printing house with its people, and three publishers in three countries.</summary>
internal sealed class AccountsDemo(AccountsDb db, AccountOpening opening, DemoBook book) : IDemoData
{
    public const string Password = "portal-demo-2026";

    public int Order => 0;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (await db.Companies.AnyAsync(company => company.IsOperator, cancellation))
            return;
        var own = Add("Drukarnia Wisła sp. z o.o.", "5252248481", "PL", "", "PLN", "pl", isOperator: true);
        own.Addresses.Add(At(own, AddressKind.Registered, "ul. Nadrzeczna 14", "87-100", "Toruń"));
        var kormoran = Add("Wydawnictwo Kormoran", "7010416384", "PL", "północ", "PLN", "pl", creditLimit: 250_000m);
        kormoran.Addresses.Add(At(kormoran, AddressKind.Registered, "ul. Jeziorna 3", "10-542", "Olsztyn"));
        kormoran.Addresses.Add(At(kormoran, AddressKind.Delivery, "ul. Magazynowa 21", "11-041", "Olsztyn", "Kormoran – magazyn"));
        var nordlicht = Add("Nordlicht Verlag GmbH", "DE136695976", "DE", "zachód", "EUR", "de", creditLimit: 80_000m);
        nordlicht.Addresses.Add(At(nordlicht, AddressKind.Registered, "Hafenstraße 8", "20457", "Hamburg"));
        nordlicht.Addresses.Add(At(nordlicht, AddressKind.Delivery, "Logistikweg 112", "21129", "Hamburg", "Nordlicht Auslieferung"));
        var vltava = Add("Nakladatelství Vltava s.r.o.", "CZ25596641", "CZ", "południe", "CZK", "cs", creditLimit: 900_000m);
        vltava.Addresses.Add(At(vltava, AddressKind.Registered, "Nábřežní 27", "150 00", "Praha 5"));
        await db.SaveChangesAsync(cancellation);

        var keeper = await OpenAsync(own, "Piotr Zieliński", "piotr.zielinski@wisla.example", "+48 600 100 201", "pl", "sales", "sales", "keeper and sales");
        await OpenAsync(own, "Anna Nowak", "anna.nowak@wisla.example", "+48 600 100 200", "pl", "administrator", "office", "administrator");
        await OpenAsync(own, "Katarzyna Wiśniewska", "katarzyna.wisniewska@wisla.example", "+48 600 100 202", "pl", "estimator", "estimating", "estimator");
        await OpenAsync(own, "Tomasz Kaczmarek", "tomasz.kaczmarek@wisla.example", "+48 600 100 203", "en", "estimator", "estimating", "estimator, reads English");
        await OpenAsync(own, "Marek Lewandowski", "marek.lewandowski@wisla.example", "+48 600 100 204", "pl", "production", "production", "production");
        await OpenAsync(kormoran, "Ewa Kamińska", "ewa.kaminska@kormoran.example", "+48 602 555 010", "pl", "buyer", null, "buyer at Wydawnictwo Kormoran");
        await OpenAsync(kormoran, "Oliver Grant", "oliver.grant@kormoran.example", "+48 602 555 011", "en", "buyer", null, "buyer at Wydawnictwo Kormoran, reads English");
        await OpenAsync(kormoran, "Halina Wrona", "halina.wrona@kormoran.example", "+48 602 555 012", "pl", "client-administrator", null, "administrator of Wydawnictwo Kormoran, approves above others' limits");
        await OpenAsync(nordlicht, "Jonas Becker", "jonas.becker@nordlicht.example", "+49 40 555 0110", "de", "buyer", null, "buyer at Nordlicht Verlag");
        await OpenAsync(vltava, "Petra Dvořáková", "petra.dvorakova@vltava.example", "+420 222 555 010", "cs", "buyer", null, "buyer at Nakladatelství Vltava");
        foreach (var company in new[] { kormoran, nordlicht, vltava })
            company.KeeperId = keeper;
        db.Touch(Directory.Topic);
        db.Touch(PrincipalSource.Topic);
        await db.SaveChangesAsync(cancellation);
    }

    private Company Add(string name, string taxId, string country, string region, string currency, string language, bool isOperator = false, decimal? creditLimit = null)
    {
        var company = new Company(name, taxId, country, currency, language) { IsOperator = isOperator, Region = region, CreditLimit = creditLimit };
        db.Companies.Add(company);
        return company;
    }

    private static Address At(Company company, AddressKind kind, string street, string postCode, string city, string? name = null) => new()
    {
        CompanyId = company.Id,
        Kind = kind,
        Name = name ?? company.Name,
        Street = street,
        PostCode = postCode,
        City = city,
        Country = company.Country,
        Since = DateTimeOffset.UnixEpoch,
    };

    private async Task<Guid> OpenAsync(Company company, string name, string email, string phone, string language, string role, string? department, string description)
    {
        var membership = await opening.OpenAsync(new Person { Name = name, Email = email, Phone = phone, Language = language }, company.Id, Password, [role], department);
        book.Entries.Add(new(name, description, email, Password, opening.AddToken(membership, "demo", 365), language));
        await db.SaveChangesAsync();
        return membership.PersonId;
    }
}
