namespace Portal.Inquiries;

/// <summary>The first quote of an inquiry and the working time it took: what the response time of a month is made of.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Answer : IOwnedByCompany, IHasAudience, INotAudited
{
    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required DateTimeOffset At { get; init; }

    public required decimal WorkingHours { get; init; }
}

/// <summary>How a quote was decided; once something of it was accepted it is won. Quotes that only expired were not decided.</summary>
[Follows(typeof(Quote), nameof(QuoteId))]
internal sealed class Decision : IOwnedByCompany, IHasAudience, INotAudited
{
    public required Guid QuoteId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required DateTimeOffset At { get; init; }

    public required bool IsWon { get; init; }
}
