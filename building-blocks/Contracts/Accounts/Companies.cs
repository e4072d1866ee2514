namespace Portal.Contracts.Accounts;

/// <summary>A client company as other modules need it.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Currency">What it is quoted in.</param>
/// <param name="Language">What its papers are written in.</param>
/// <param name="KeeperId">The member of staff who looks after it.</param>
/// <param name="PaymentDays">Days to pay; 0 is in advance.</param>
public sealed record CompanyCard(
    Guid Id, string Name, string TaxId, string Country, string Region, string Currency, string Language, Guid? KeeperId, int PaymentDays, IReadOnlyList<AddressCard> Addresses, string? Block, decimal? CreditLimit)
{
    public string ShortName { get; init; } = "";

    /// <summary>REGON, IČO or what the country's register calls it.</summary>
    public string RegisterNo { get; init; } = "";

    /// <summary>Whether its sales are written on receipts rather than invoices.</summary>
    public bool GetsReceipts { get; init; }
}

/// <summary>An address as printed. Copied, never referred to, by papers that are issued.</summary>
/// <param name="Kind">registered, correspondence or delivery.</param>
public sealed record AddressCard(Guid Id, string Kind, string Name, string Street, string PostCode, string City, string Country)
{
    /// <summary>The branch it is of; null for the company as a whole.</summary>
    public Guid? BranchId { get; init; }
}

/// <summary>A part of a client company.</summary>
/// <param name="ParentId">The branch it is under; null right under the company.</param>
public sealed record BranchCard(Guid Id, Guid? ParentId, string Name);

/// <summary>Reads companies.</summary>
public interface ICompanies
{
    /// <returns>Null when there is none the caller may see.</returns>
    Task<CompanyCard?> FindAsync(Guid companyId, CancellationToken cancellation);

    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> companyIds, CancellationToken cancellation);

    /// <summary>Names of all client companies the caller may see.</summary>
    Task<IReadOnlyDictionary<Guid, string>> ClientsAsync(CancellationToken cancellation);

    /// <summary>The company's branches that are not closed and that the caller's reach has, by name.</summary>
    Task<IReadOnlyList<BranchCard>> BranchesAsync(Guid companyId, CancellationToken cancellation);

    /// <summary>The company that runs the portal.</summary>
    Task<CompanyCard> OperatorAsync(CancellationToken cancellation);
}
