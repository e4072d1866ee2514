namespace Portal.Contracts.Accounts;

/// <summary>What somebody who is not signed in said of themselves.</summary>
public sealed record Stranger(string Name, string Email, string Phone, string Company, string TaxId);

/// <summary>Why a company may be the one a stranger speaks for, the strongest reason first.</summary>
public enum MatchReason
{
    TaxId,
    Person,
    Domain,
    Name,
}

/// <summary>A client company a stranger may belong to.</summary>
/// <param name="PersonId">The person of that company with the stranger's address, if there is one.</param>
public sealed record CompanyMatch(Guid CompanyId, string Company, string TaxId, MatchReason Why, Guid? PersonId, string? Person);

/// <summary>A client company to be made.</summary>
public sealed record NewCompany(string Name, string TaxId, string Country, string Currency, string Language, AddressCard? Address = null);

/// <summary>Finds and makes those who ask without an account. For staff and the system; the caller's transaction.</summary>
public interface INewcomers
{
    Task<IReadOnlyList<CompanyMatch>> MatchAsync(Stranger stranger, CancellationToken cancellation);

    /// <returns>The new company's id.</returns>
    Task<Guid> MakeCompanyAsync(NewCompany company, CancellationToken cancellation);

    /// <summary>The person with the stranger's address in that company, made where there is none: with a buyer's rights, without a way to sign in yet.</summary>
    Task<Guid> FindOrMakePersonAsync(Guid companyId, Stranger stranger, string language, CancellationToken cancellation);
}
