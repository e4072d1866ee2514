using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>How somebody is told: <see cref="Portal"/> is in the list under the bell alone, the others in that list and by mail.</summary>
public enum NoticeChannel
{
    None,
    Portal,
    Digest,
    Mail,
}

/// <summary>A kind of event that people can be told of. Its text key is "notice." + <paramref name="Key"/>.</summary>
/// <param name="For">Which side is told.</param>
/// <param name="Permission">Asked again when the mail is sent: who may no longer know of it is not told.</param>
/// <param name="Usual">For those who chose nothing.</param>
/// <param name="IsCompulsory">Whether a mail goes whatever was chosen.</param>
public sealed record NoticeKind(string Key, Audience For, string Permission, NoticeChannel Usual, bool IsCompulsory = false);

/// <summary>Something a person is told. One for a kind and a cause, however often the event is delivered.</summary>
[SharedAcrossBranches]
internal sealed class Notice : IOwnedByCompany, INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    /// <summary>The company the person is told in: their own, for staff the operating company.</summary>
    public required Guid CompanyId { get; init; }

    public required string Kind { get; init; }

    /// <summary>What caused it; with person and kind it is there once.</summary>
    public required string Cause { get; init; }

    public required Phrase Subject { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the next digest tells of it.</summary>
    public bool WaitsForDigest { get; set; }

    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>How a person wants to be told of a kind.</summary>
[SharedAcrossBranches]
internal sealed class NoticeChoice : IOwnedByCompany
{
    public required Guid PersonId { get; init; }

    public required Guid CompanyId { get; init; }

    public required string Kind { get; init; }

    public required NoticeChannel Channel { get; set; }
}
