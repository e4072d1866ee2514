namespace Portal.Inquiries;

/// <summary>Where a question about a low margin stands.</summary>
public enum MarginApprovalState
{
    Open,
    Approved,
    Rejected,

    /// <summary>The figures changed before anyone decided.</summary>
    Outdated,
}

/// <summary>
/// Cells that are to be quoted below the margin's floor, with the figures asked about. A yes holds for these figures: what is changed later needs another.
/// </summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class MarginApproval : IOwnedByCompany, IHasAudience
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required Guid AskedBy { get; init; }

    public required string Asker { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required decimal FloorPercent { get; init; }

    public required IReadOnlyList<LowCell> Cells { get; init; }

    public MarginApprovalState State { get; private set; } = MarginApprovalState.Open;

    public string? Decider { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    public uint Version { get; private set; }

    public void Decide(bool isApproved, string decider, string? reason, DateTimeOffset now) =>
        (State, Decider, Reason, DecidedAt) = (isApproved ? MarginApprovalState.Approved : MarginApprovalState.Rejected, decider, reason, now);

    public void Outdate() => State = MarginApprovalState.Outdated;

    public bool Covers(Guid cell, string fingerprint) => Cells.Any(it => it.CellId == cell && it.Fingerprint == fingerprint);
}

/// <summary>A cell below the floor as it was when approval was asked for.</summary>
/// <param name="Cost">In <paramref name="CostCurrency"/>.</param>
/// <param name="Total">In the inquiry's currency.</param>
/// <param name="Left">Of the price over the cost, in percent of the price.</param>
public sealed record LowCell(Guid CellId, string Alternative, decimal Quantity, string Fingerprint, decimal Cost, string CostCurrency, decimal Total, string Currency, decimal MarginPercent, decimal DiscountPercent, decimal Left);
