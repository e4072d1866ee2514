using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>Where a version of a quote stands; expired is derived from the date.</summary>
public enum QuoteState
{
    Published,
    Superseded,
    Accepted,
    Refused,
    Withdrawn,
}

/// <summary>A published version: prices, texts and paper as they were that day. Nothing in it changes but its state and what was accepted of it.</summary>
[OpenToLinks(nameof(Id))]
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Quote : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required string Number { get; init; }

    public required int VersionNo { get; init; }

    /// <summary>The revision of the inquiry that it answers.</summary>
    public int Revision { get; init; } = 1;

    public string? WithdrawalReason { get; private set; }

    public QuoteState State { get; private set; } = QuoteState.Published;

    /// <summary>The last day it may be accepted, in the operator's time zone.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>The first instant it may not.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required string Currency { get; init; }

    public required string Language { get; init; }

    /// <summary>Units of the dictionaries' currency for one of the quote's, and its day.</summary>
    public required decimal Rate { get; init; }

    public required DateOnly RateDay { get; init; }

    public required string Message { get; init; }

    public required decimal TolerancePercent { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required Guid PublishedBy { get; init; }

    public Guid PdfFileId { get; set; }

    public byte[] PdfSha256 { get; set; } = [];

    /// <summary>When it was said that it is about to end undecided: once.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    public List<QuoteLine> Lines { get; } = [];

    public bool IsExpired(DateTimeOffset now) => State == QuoteState.Published && now >= ExpiresAt;

    public bool IsOpen(DateTimeOffset now) => State == QuoteState.Published && now < ExpiresAt;

    public void Supersede() => State = QuoteState.Superseded;

    public void Withdraw(string? reason = null) => (State, WithdrawalReason) = (QuoteState.Withdrawn, reason);

    /// <summary>Lines of the refused cells, all where it names none; what is accepted stays so.</summary>
    public void Refuse(Refusal refusal, IReadOnlySet<Guid> acceptedCells)
    {
        foreach (var line in Lines.Where(line => line.RefusalId is null && !acceptedCells.Contains(line.CellId) && (refusal.Cells.Count == 0 || refusal.Cells.Contains(line.CellId))))
            line.RefusalId = refusal.Id;
    }

    /// <summary>It is over once every line is accepted, here or in another version, or refused.</summary>
    public void Settle(IReadOnlySet<Guid> acceptedCells)
    {
        if (!Lines.All(line => line.RefusalId is not null || acceptedCells.Contains(line.CellId)))
            return;
        State = Lines.Any(line => line.AcceptanceId is not null) ? QuoteState.Accepted : Lines.Any(line => acceptedCells.Contains(line.CellId)) ? QuoteState.Superseded : QuoteState.Refused;
    }

    public void Withdraw() => State = QuoteState.Withdrawn;

    /// <exception cref="RuleBroken">A line is not in this quote or accepted already.</exception>
    public IReadOnlyList<QuoteLine> Accept(IReadOnlyCollection<Guid> lineIds, Guid acceptanceId, IReadOnlySet<Guid> acceptedCells)
    {
        var chosen = Lines.Where(line => lineIds.Contains(line.Id)).OrderBy(line => line.Order).ToList();
        if (chosen.Count == 0 || chosen.Count != lineIds.Distinct().Count())
            throw new RuleBroken("Lines", "inquiries.chooseCell");
        if (chosen.FirstOrDefault(line => acceptedCells.Contains(line.CellId)) is { } taken)
            throw new RuleBroken("Lines", new Phrase("inquiries.alreadyAccepted", taken.Name, taken.Quantity));
        if (chosen.FirstOrDefault(line => line.RefusalId is not null) is { } refused)
            throw new RuleBroken("Lines", new Phrase("inquiries.alreadyRefused", refused.Name, refused.Quantity));
        foreach (var line in chosen)
            line.AcceptanceId = acceptanceId;
        return chosen;
    }
}

/// <summary>A cell as it was quoted.</summary>
[OpenToLinks(nameof(QuoteId))]
[Follows(typeof(Quote), nameof(QuoteId))]
internal sealed class QuoteLine : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid QuoteId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid CellId { get; init; }

    public required int Order { get; init; }

    public required string Name { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public required decimal Total { get; init; }

    public required decimal VatPercent { get; init; }

    public required IReadOnlyList<SpecLine> Content { get; init; }

    public Guid? AcceptanceId { get; set; }

    public Guid? RefusalId { get; set; }
}

/// <summary>Why a customer said no; what else there is to say is text.</summary>
public enum RefusalWhy
{
    Price,
    Date,
    Terms,
    Competitor,
    NotNeeded,
    Other,
}

/// <summary>A customer's no to all that is open or to chosen cells.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Refusal : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    public RefusalWhy? Why { get; init; }

    public required string Reason { get; init; }

    /// <summary>All that was open where it is empty.</summary>
    public required IReadOnlyList<Guid> Cells { get; init; }
}

/// <summary>The company's side of a quoted line: the frozen tree that explains its price.</summary>
[Follows(typeof(QuoteLine), nameof(QuoteLineId))]
internal sealed class FrozenPrice : IOwnedByCompany, IHasAudience, INotAudited
{
    public required Guid QuoteLineId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required Guid CalculationId { get; init; }

    public required decimal MarginPercent { get; init; }

    public required CostNode Tree { get; init; }
}

/// <summary>A customer's yes to chosen lines. One acceptance, one order.</summary>
[OpenToLinks(nameof(QuoteId))]
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Acceptance : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid QuoteId { get; init; }

    public required Guid CompanyId { get; init; }

    /// <summary>Who accepted; by a link, the author of the inquiry for whom it speaks.</summary>
    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required decimal Net { get; init; }

    /// <summary>Null for what was accepted before signatures were asked for.</summary>
    public Signature? Signature { get; init; }

    /// <summary>The order made of it, once Orders has made it.</summary>
    public Guid? OrderId { get; set; }

    public string? OrderNumber { get; set; }
}

/// <summary>What happened, for the timeline of the record.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class InquiryEvent : IOwnedByCompany, IHasAudience, INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Audience Audience { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? PersonId { get; init; }

    public required Phrase What { get; init; }
}
