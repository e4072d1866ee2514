namespace Portal.Accounts;

/// <summary>Any business partner: a client, and the one company that runs the portal.</summary>
[SharedAcrossBranches]
internal sealed class Company : IOwnedByCompany
{
    private Company()
    {
    }

    public Company(string name, string taxId, string country, string currency, string language)
    {
        CompanyId = Id;
        Name = name;
        Country = country;
        Currency = currency;
        Language = language;
        SetTaxId(taxId, country);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Itself, so that the row scope that guards what companies own guards their card too.</summary>
    public Guid CompanyId { get; private set; }

    public string Name { get; set; } = "";

    public string ShortName { get; set; } = "";

    public string TaxId { get; private set; } = "";

    /// <summary>The tax id by which two cards are known to be one, however it was written.</summary>
    public string TaxKey { get; private set; } = "";

    /// <summary>Of the company as such, as for invoices.</summary>
    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>REGON, IČO or what the country's register calls it.</summary>
    public string RegisterNo { get; set; } = "";

    public string Country { get; private set; } = "";

    /// <summary>Sales region, a criterion of routing.</summary>
    public string Region { get; set; } = "";

    public string Currency { get; set; } = "";

    public string Language { get; set; } = "";

    public Guid? KeeperId { get; set; }

    public int PaymentDays { get; set; } = 14;

    public SaleDocument Document { get; set; } = SaleDocument.Invoice;

    /// <summary>The contractor's number in the ERP; null where it is not there yet.</summary>
    public string? ContractorNo { get; set; }

    public decimal? CreditLimit { get; set; }

    /// <summary>Why the company may not order; null where it may.</summary>
    public string? Block { get; private set; }

    public Guid? BlockedById { get; private set; }

    public DateTimeOffset? BlockedAt { get; private set; }

    public bool IsOperator { get; init; }

    /// <summary>The card that this one was merged into: it leads there.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>Who wrote the card last, for whoever meant to write it at the same time.</summary>
    public Guid? ChangedById { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Those that were and those that are.</summary>
    public List<Address> Addresses { get; } = [];

    public uint Version { get; private set; }

    public void SetTaxId(string taxId, string country) => (TaxId, Country, TaxKey) = (TaxIds.Read(taxId, country).Number, country, TaxIds.Key(taxId, country));

    public void Changed(Guid? by, DateTimeOffset at) => (ChangedById, ChangedAt) = (by, at);

    /// <param name="reason">Null lets it order again.</param>
    public void SetBlock(string? reason, Guid? by, DateTimeOffset at) => (Block, BlockedById, BlockedAt) = (reason, reason is null ? null : by, reason is null ? null : at);

    public void MergeInto(Guid winner) => MergedIntoId = winner;
}

/// <summary>What is searched of a client: names, numbers, towns, people and mails in plain letters. Kept by the database, whoever writes what it is made of.</summary>
internal sealed class CompanyText
{
    public Guid CompanyId { get; private set; }

    /// <summary>The company's, so that what is found is put in order without reading all their cards.</summary>
    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";
}

/// <summary>What a sale to the company is written on.</summary>
public enum SaleDocument
{
    Invoice,
    Receipt,
}

/// <summary>An address in force from one instant to another. A change ends it and begins the next, so that what was written before can be understood.</summary>
[SharedAcrossBranches]
internal sealed class Address : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    /// <summary>The branch it is of; null for the company as a whole.</summary>
    public Guid? BranchId { get; init; }

    public required AddressKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Street { get; init; }

    public required string PostCode { get; init; }

    public required string City { get; init; }

    public required string Country { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>Null while it is in force.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The one that it took the place of.</summary>
    public Guid? ReplacesId { get; init; }

    public void End(DateTimeOffset at) => Until ??= at;
}

/// <summary>What an address is for.</summary>
public enum AddressKind
{
    Registered,
    Correspondence,
    Delivery,
}

/// <summary>A part of a client company, in a tree. Closed rather than deleted: matters stay with it.</summary>
[SharedAcrossBranches]
internal sealed class Branch : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    /// <summary>The branch it is under; null right under the company.</summary>
    public Guid? ParentId { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>A company's branches as a tree.</summary>
internal static class BranchTree
{
    /// <summary>The branch with all below it.</summary>
    public static HashSet<Guid> From(Guid branch, IReadOnlyCollection<(Guid Id, Guid? ParentId)> all)
    {
        var below = all.Where(row => row.ParentId is not null).ToLookup(row => row.ParentId!.Value, row => row.Id);
        var (found, open) = (new HashSet<Guid> { branch }, new Queue<Guid>([branch]));
        while (open.TryDequeue(out var next))
        {
            foreach (var child in below[next].Where(found.Add))
                open.Enqueue(child);
        }

        return found;
    }
}
