namespace Portal.Contracts.Accounts;

/// <summary>A person who acts for a client company, with what they may do there and up to which amount they bind it alone.</summary>
/// <param name="Limit">Net, in the company's currency; null is without a limit.</param>
public sealed record Signatory(Guid PersonId, string Name, decimal? Limit, IReadOnlySet<string> Permissions);

/// <summary>Reads who may sign for a company, as it stands this moment.</summary>
public interface ISignatories
{
    /// <returns>The active people of a company that the caller may see; nobody of another.</returns>
    Task<IReadOnlyList<Signatory>> OfAsync(Guid companyId, CancellationToken cancellation);
}
