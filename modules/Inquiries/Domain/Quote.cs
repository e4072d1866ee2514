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
internal sealed class Quote : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required string Number { get; init; }

    public required int VersionNo { get; init; }

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

    public List<QuoteLine> Lines { get; } = [];

    public bool IsExpired(DateTimeOffset now) => State == QuoteState.Published && now >= ExpiresAt;

    public bool IsOpen(DateTimeOffset now) => State == QuoteState.Published && now < ExpiresAt;

    public void Supersede() => State = QuoteState.Superseded;

    public void Refuse() => State = QuoteState.Refused;

    public void Withdraw() => State = QuoteState.Withdrawn;

    /// <exception cref="RuleBroken">A line is not in this quote or accepted already.</exception>
    public IReadOnlyList<QuoteLine> Accept(IReadOnlyCollection<Guid> lineIds, Guid acceptanceId, IReadOnlySet<Guid> acceptedCells)
    {
        var chosen = Lines.Where(line => lineIds.Contains(line.Id)).OrderBy(line => line.Order).ToList();
        if (chosen.Count == 0 || chosen.Count != lineIds.Distinct().Count())
            throw new RuleBroken("Lines", "inquiries.chooseCell");
        if (chosen.FirstOrDefault(line => acceptedCells.Contains(line.CellId)) is { } taken)
            throw new RuleBroken("Lines", new Phrase("inquiries.alreadyAccepted", taken.Name, taken.Quantity));
        foreach (var line in chosen)
            line.AcceptanceId = acceptanceId;
        if (Lines.All(line => line.AcceptanceId is not null || acceptedCells.Contains(line.CellId)))
            State = QuoteState.Accepted;
        return chosen;
    }
}

/// <summary>A cell as it was quoted.</summary>
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
}

/// <summary>The company's side of a quoted line: the frozen tree that explains its price.</summary>
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
internal sealed class Acceptance : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid QuoteId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required decimal Net { get; init; }

    /// <summary>The order made of it, once Orders has made it.</summary>
    public Guid? OrderId { get; set; }

    public string? OrderNumber { get; set; }
}

/// <summary>What happened, for the timeline of the record.</summary>
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
