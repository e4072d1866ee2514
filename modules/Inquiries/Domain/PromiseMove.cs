namespace Portal.Inquiries;

/// <summary>The promised answer moved: from when to when and why, for both sides to see.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class PromiseMove : IOwnedByCompany, INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required Phrase Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who moved it; null where it followed from waiting.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>What it followed from; with the inquiry it is there once.</summary>
    public required string Cause { get; init; }
}
