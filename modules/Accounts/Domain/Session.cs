using System.Security.Cryptography;
using System.Text;

namespace Portal.Accounts;

/// <summary>How a person proved who they are.</summary>
public enum SignInWay
{
    Password,
    Passkey,

    /// <summary>Through the identity provider of their company.</summary>
    Company,
}

/// <summary>A sign-in on one device, until it is ended, forgotten for half a day or a month old. The cookie carries a secret of which only the hash is kept.</summary>
internal sealed class Session : IAboutPerson
{
    /// <summary>Unused for so long, a session is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>However much used, a session lasts no longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The use of a session is noted no oftener.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public required Guid MembershipId { get; init; }

    [NotInTrail]
    public required byte[] Hash { get; set; }

    public required SignInWay Way { get; init; }

    /// <summary>Whether more than a password was asked for.</summary>
    public bool IsStrong { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Browser and system, as it names them.</summary>
    public required string Device { get; init; }

    public required string Address { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset ExpiresAt => LastSeenAt + Idle < CreatedAt + Longest ? LastSeenAt + Idle : CreatedAt + Longest;
}

/// <summary>Random words that open something, and their hashes: the words go to their owner and nowhere else.</summary>
internal static class Secrets
{
    // Without letters that look like others.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>To be typed by people: groups of four.</summary>
    public static string NewCode(int groups) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Of a code however it was typed.</summary>
    public static byte[] HashOfCode(string code) => Hash(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)));
}
