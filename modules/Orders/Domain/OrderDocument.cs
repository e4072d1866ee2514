namespace Portal.Orders;

/// <summary>What is laid before the customer.</summary>
public enum DocumentKind
{
    /// <summary>The contract sheet: the order's content as a paper.</summary>
    Sheet,

    /// <summary>A file to look at: a proof, a drawing.</summary>
    Proof,
}

/// <summary>Where a document stands with the customer.</summary>
public enum DocumentState
{
    Waiting,

    /// <summary>Accepted by one whose limit is too low for the amount: a second person of the company has to.</summary>
    SecondNeeded,
    Accepted,
    Rejected,
    Superseded,
    Withdrawn,
}

/// <summary>One version of a document that the customer is asked to accept. The bytes are those of its hash; a change is a new version.</summary>
[Follows(typeof(Order), nameof(OrderId))]
internal sealed class OrderDocument : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>What tells several proofs of one order apart ("cover"); the versions of one bear the same.</summary>
    public required string Title { get; init; }

    public required int VersionNo { get; init; }

    public DocumentState State { get; set; } = DocumentState.Waiting;

    public required Guid FileId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Of the file, in small hexadecimal digits: what is signed.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the order came to when it was asked: the amount that limits are held against.</summary>
    public required decimal Net { get; init; }

    public required string Currency { get; init; }

    public required string Note { get; init; }

    public required Guid AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public string? RejectReason { get; set; }

    public Guid? RejectedBy { get; set; }

    public DateTimeOffset? RejectedAt { get; set; }

    public List<Signature> Signatures { get; } = [];

    /// <summary>It keeps the order waiting.</summary>
    public bool IsPending => State is DocumentState.Waiting or DocumentState.SecondNeeded or DocumentState.Rejected;

    public bool IsOpen => State is DocumentState.Waiting or DocumentState.SecondNeeded;
}

/// <summary>A person's yes to the bytes of a document.</summary>
[Follows(typeof(OrderDocument), nameof(DocumentId))]
internal sealed class Signature : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid DocumentId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>As typed by the person.</summary>
    public required string Name { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset At { get; init; }
}
