namespace Portal.Accounts;

/// <summary>Any business partner: a client, and the one company that runs the portal.</summary>
internal sealed class Company : IOwnedByCompany
{
    private Company()
    {
    }

    public Company(string name, string taxId, string country, string currency, string language)
    {
        CompanyId = Id;
        Name = name;
        TaxId = taxId;
        Country = country;
        Currency = currency;
        Language = language;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Itself, so that the row scope that guards what companies own guards their card too.</summary>
    public Guid CompanyId { get; private set; }

    public string Name { get; set; } = "";

    public string TaxId { get; set; } = "";

    public string Country { get; set; } = "";

    /// <summary>Sales region, a criterion of routing.</summary>
    public string Region { get; set; } = "";

    public string Currency { get; set; } = "";

    public string Language { get; set; } = "";

    public Guid? KeeperId { get; set; }

    public int PaymentDays { get; set; } = 14;

    public decimal? CreditLimit { get; set; }

    /// <summary>Why the company may not order; null where it may.</summary>
    public string? Block { get; set; }

    public bool IsOperator { get; init; }

    public List<Address> Addresses { get; } = [];

    public uint Version { get; private set; }
}

internal sealed class Address : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required AddressKind Kind { get; init; }

    public required string Name { get; set; }

    public required string Street { get; set; }

    public required string PostCode { get; set; }

    public required string City { get; set; }

    public required string Country { get; set; }
}

/// <summary>What an address is for.</summary>
public enum AddressKind
{
    Registered,
    Correspondence,
    Delivery,
}
