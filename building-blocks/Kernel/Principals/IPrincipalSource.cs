namespace Portal.Kernel;

/// <summary>Turns the token of a link into a principal; the module whose rows links open answers. Absent while it is off.</summary>
public interface ILinkSource
{
    /// <returns>Null for a token that is unknown, expired or revoked: nobody learns which.</returns>
    Task<LinkPrincipal?> OfLinkAsync(string token, CancellationToken cancellation);
}

/// <summary>Turns proven credentials into a principal; the module that keeps accounts answers. Cached, and dropped when rights change.</summary>
public interface IPrincipalSource
{
    /// <returns>Null when the person, membership or session is no longer good.</returns>
    Task<PersonPrincipal?> OfSessionAsync(Guid membershipId, string stamp, CancellationToken cancellation);

    /// <returns>Null for a token that is unknown, expired or revoked.</returns>
    Task<PersonPrincipal?> OfTokenAsync(string token, CancellationToken cancellation);
}
