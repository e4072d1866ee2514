using System.Security.Cryptography;
using System.Text;

namespace Portal.Inquiries;

/// <summary>What whoever holds a link may do with the quote it opens.</summary>
public enum LinkScope
{
    /// <summary>See what is offered, without prices and paper.</summary>
    Content,

    /// <summary>See it with prices and the paper.</summary>
    Prices,

    /// <summary>See it and accept with a signature.</summary>
    Decide,
}

/// <summary>A link to one published quote, for somebody without an account. Only the hash of its token is kept.</summary>
[Follows(typeof(Quote), nameof(QuoteId))]
internal sealed class QuoteLink : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid QuoteId { get; init; }

    public required Guid CompanyId { get; init; }

    /// <summary>For whom it was made, as its maker wrote it.</summary>
    public required string ForWhom { get; init; }

    public required LinkScope Scope { get; init; }

    [NotInTrail]
    public required byte[] Hash { get; init; }

    public required Guid MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first instant it opens nothing any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Kept to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsGood(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
