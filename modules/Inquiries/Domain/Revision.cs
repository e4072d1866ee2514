namespace Portal.Inquiries;

/// <summary>What an inquiry asked for from a revision on, who wanted it so, and how it differs from the one before.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Revision : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid PersonId { get; init; }

    public required IReadOnlyList<InquiryItem> Items { get; init; }

    public required IReadOnlyList<RevisionChange> Changes { get; init; }
}

/// <summary>A difference in words: what it is about, what was asked before and what is asked now; null where there was or is nothing.</summary>
public sealed record RevisionChange(Phrase What, Phrase? Before, Phrase? After);
