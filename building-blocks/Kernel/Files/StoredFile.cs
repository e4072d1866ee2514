using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>A file that belongs to a matter of a company, stored in chunks beside its data.</summary>
[OpenToLinks(nameof(Id))]
[SharedAcrossBranches]
public sealed class StoredFile : IOwnedByCompany, IHasAudience
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>What it belongs to ("inquiry") and which.</summary>
    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>By content, never by what the sender claims.</summary>
    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? PersonId { get; init; }
}

internal sealed class FileChunk : INotAudited
{
    public required Guid FileId { get; init; }

    public required int No { get; init; }

    public required byte[] Data { get; init; }
}

/// <summary>A small picture of a file; without data where none can be made.</summary>
internal sealed class FilePreview : INotAudited
{
    public required Guid FileId { get; init; }

    public byte[]? Data { get; init; }
}
