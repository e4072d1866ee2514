namespace Portal.Inquiries;

/// <summary>Where a counter-offer stands.</summary>
public enum CounterOfferState
{
    Open,
    Accepted,
    Declined,
    Withdrawn,

    /// <summary>A new version of the quote answered it otherwise.</summary>
    Answered,
}

/// <summary>What a customer proposes for a quoted cell instead: a price, another run length, a longer validity. One open a cell.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class CounterOffer : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid CellId { get; init; }

    public required Guid QuoteLineId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the currency of the quote; null where the price is not what it is about.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The run length it is for; null for that of the cell.</summary>
    public decimal? Quantity { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public required string Reason { get; init; }

    public CounterOfferState State { get; private set; } = CounterOfferState.Open;

    public string? Answerer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public string? Answer { get; private set; }

    /// <summary>The version of the quote that answers it.</summary>
    public int? AnswerVersion { get; private set; }

    public uint Version { get; private set; }

    public void Close(CounterOfferState state, string person, DateTimeOffset now, string? answer = null, int? version = null) =>
        (State, Answerer, AnsweredAt, Answer, AnswerVersion) = (state, person, now, answer, version);
}
