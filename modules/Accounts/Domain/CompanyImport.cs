using System.Globalization;

namespace Portal.Accounts;

/// <summary>What a column of an import can be.</summary>
public enum ImportField
{
    None,
    Name,
    ShortName,
    TaxId,
    RegisterNo,
    Country,
    Street,
    PostCode,
    City,
    Email,
    Phone,
    Currency,
    Language,
    PaymentDays,
    Region,
    ContractorNo,
    PersonName,
    PersonEmail,
    PersonPhone,
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Columns can be told apart, and what would come of it is shown.</summary>
    Mapping,
    Running,
    Done,
}

/// <summary>What became of a row.</summary>
public enum ImportOutcome
{
    Waiting,
    Made,

    /// <summary>The company was there; its person was added where it was new.</summary>
    Known,
    Failed,
}

/// <summary>A list of companies and people brought from elsewhere. The same file is one import, however often it comes.</summary>
internal sealed class CompanyImport
{
    public const int MostRows = 60_000, MostBytes = 20_000_000;

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string FileName { get; init; }

    public required byte[] Sha256 { get; init; }

    public required IReadOnlyList<string> Head { get; init; }

    /// <summary>By column.</summary>
    public required IReadOnlyList<ImportField> Fields { get; set; }

    public ImportState State { get; set; } = ImportState.Mapping;

    public required int Rows { get; init; }

    public int Made { get; set; }

    public int Known { get; set; }

    public int Failed { get; set; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    public uint Version { get; private set; }

    public int Handled => Made + Known + Failed;

    // Heads as people write them, in plain letters.
    private static readonly (ImportField Field, string[] Titles)[] Heads =
    [
        (ImportField.PersonEmail, ["email osoby", "person email", "contact email", "e mail osoby", "email kontakt", "kontakt email", "e mail kontaktu"]), (ImportField.PersonPhone, ["telefon osoby", "person phone", "contact phone"]),
        (ImportField.PersonName, ["osoba", "osoba kontaktowa", "imie i nazwisko", "person", "contact", "contact person", "kontaktni osoba", "ansprechpartner", "kontakt", "przedstawiciel"]),
        (ImportField.ShortName, ["nazwa skrocona", "skrot", "short name", "zkraceny nazev", "kurzname", "akronim"]),
        (ImportField.Name, ["nazwa", "nazwa firmy", "firma", "name", "company", "company name", "nazev", "klient", "kontrahent", "client", "customer", "kunde", "zakaznik"]),
        (ImportField.TaxId, ["nip", "tax id", "vat", "vat id", "vat number", "dic", "ust idnr", "ustid", "vat ue", "numer nip"]), (ImportField.RegisterNo, ["regon", "ico", "register", "register number", "registernummer", "krs"]),
        (ImportField.Country, ["kraj", "country", "zeme", "land", "stat"]), (ImportField.Street, ["ulica", "adres", "street", "address", "ulice", "adresa", "strasse", "adresse", "ulica i numer"]),
        (ImportField.PostCode, ["kod", "kod pocztowy", "postcode", "post code", "zip", "psc", "plz", "postleitzahl"]), (ImportField.City, ["miasto", "miejscowosc", "city", "town", "mesto", "ort", "stadt"]),
        (ImportField.Email, ["email", "e mail", "mail", "email firmy"]), (ImportField.Phone, ["telefon", "phone", "tel", "tel firmy"]), (ImportField.Currency, ["waluta", "currency", "mena", "wahrung"]),
        (ImportField.Language, ["jezyk", "language", "jazyk", "sprache"]), (ImportField.PaymentDays, ["termin platnosci", "termin", "payment days", "payment term", "splatnost", "zahlungsziel", "dni"]), (ImportField.Region, ["region"]),
        (ImportField.ContractorNo, ["numer", "kod kontrahenta", "nr kontrahenta", "numer kontrahenta", "contractor", "customer no", "customer number", "kundennummer", "erp", "numer w erp", "cislo"]),
    ];

    /// <summary>What each column seems to be; each field once. One mail or telephone after a person's name is that person's.</summary>
    public static IReadOnlyList<ImportField> Guess(IReadOnlyList<string> head)
    {
        var taken = new HashSet<ImportField>();
        List<ImportField> fields = [.. head.Select(title =>
        {
            var plain = string.Join(' ', SearchWords.Plain(title).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var field = Heads.FirstOrDefault(known => known.Titles.Contains(plain)).Field;
            return field != ImportField.None && taken.Add(field) ? field : ImportField.None;
        })];
        foreach (var (general, personal) in new[] { (ImportField.Email, ImportField.PersonEmail), (ImportField.Phone, ImportField.PersonPhone) })
        {
            if (fields.IndexOf(ImportField.PersonName) is >= 0 and var name && fields.IndexOf(general) is var at && at > name && taken.Add(personal))
                fields[at] = personal;
        }

        return fields;
    }
}

/// <summary>A row as it came and what became of it.</summary>
internal sealed class ImportRow : INotAudited
{
    public required Guid ImportId { get; init; }

    /// <summary>As a spreadsheet counts: the head is 1.</summary>
    public required int No { get; init; }

    /// <summary>Emptied once the row is imported: what it said is on the cards then.</summary>
    public required List<string> Cells { get; set; }

    public ImportOutcome Outcome { get; set; }

    public IReadOnlyList<Phrase> Problems { get; set; } = [];

    public Guid? CompanyId { get; set; }
}

/// <summary>A row read by what its columns are.</summary>
internal sealed class ImportedCompany
{
    private readonly Dictionary<ImportField, string> _values;

    public ImportedCompany(IReadOnlyList<string> cells, IReadOnlyList<ImportField> fields, string home, string currency, string language)
    {
        _values = fields.Zip(cells).Where(it => it.First != ImportField.None && it.Second.Length > 0).DistinctBy(it => it.First).ToDictionary(it => it.First, it => it.Second);
        Country = Of(ImportField.Country).ToUpperInvariant() is { Length: > 0 } country ? country : home;
        Currency = Of(ImportField.Currency).ToUpperInvariant() is { Length: > 0 } given ? given : currency;
        Language = Of(ImportField.Language).ToLowerInvariant() is { Length: > 0 } spoken ? spoken : language;
        (TaxId, var taxProblem) = TaxIds.Read(Of(ImportField.TaxId), Country);
        (RegisterNo, var registerProblem) = TaxIds.ReadRegister(Of(ImportField.RegisterNo), Country);
        Problems = [.. new[]
        {
            Name.Length == 0 ? new Phrase("SaveCompany.Name.needed") : Name.Length > 200 ? new Phrase("import.long", Name[..40]) : null,
            Country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? null : new Phrase("SaveCompany.Country.wrong"), Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper) ? null : new Phrase("SaveCompany.Currency.wrong"),
            Languages.All.Contains(Language) ? null : new Phrase("SaveCompany.Language.wrong"), taxProblem, registerProblem,
            Email.Length == 0 || MailAddresses.IsOne(Email) ? null : new Phrase("import.email", Email), PersonEmail.Length == 0 || MailAddresses.IsOne(PersonEmail) ? null : new Phrase("import.email", PersonEmail),
            PaymentDays is not null ? null : new Phrase("SaveCompany.PaymentDays.between", 0, 365), PersonName.Length > 0 && PersonEmail.Length == 0 ? new Phrase("import.personWithoutEmail", PersonName) : null,
        }.OfType<Phrase>()];
    }

    public string Name => Of(ImportField.Name);

    public string Country { get; }

    public string Currency { get; }

    public string Language { get; }

    public string TaxId { get; }

    public string RegisterNo { get; }

    public string TaxKey => TaxIds.Key(TaxId, Country);

    public string Email => Of(ImportField.Email);

    public string ContractorNo => Of(ImportField.ContractorNo);

    public string PersonName => Of(ImportField.PersonName);

    public string PersonEmail => Of(ImportField.PersonEmail);

    /// <summary>Null for what is no number of days.</summary>
    public int? PaymentDays => Of(ImportField.PaymentDays) is not { Length: > 0 } text ? 14 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 365 ? days : null;

    public IReadOnlyList<Phrase> Problems { get; }

    public string Of(ImportField field) => _values.GetValueOrDefault(field, "");

    public Company Make(Guid? keeper, Guid? by, DateTimeOffset now)
    {
        var company = new Company(Name, TaxId, Country, Currency, Language)
        {
            ShortName = Cut(ImportField.ShortName, 60), RegisterNo = RegisterNo, Email = Email, Phone = Cut(ImportField.Phone, 40), Region = Cut(ImportField.Region, 60), PaymentDays = PaymentDays ?? 14,
            ContractorNo = ContractorNo.Length > 0 ? Cut(ImportField.ContractorNo, 40) : null, KeeperId = keeper,
        };
        if (Of(ImportField.City).Length > 0)
        {
            company.Addresses.Add(new Address { CompanyId = company.Id, Kind = AddressKind.Registered, Name = Name, Street = Cut(ImportField.Street, 200), PostCode = Cut(ImportField.PostCode, 20), City = Cut(ImportField.City, 100), Country = Country, Since = now });
        }

        company.Changed(by, now);
        return company;
    }

    private string Cut(ImportField field, int longest) => Of(field) is var text && text.Length > longest ? text[..longest] : text;
}
