namespace Portal.Inquiries;

/// <summary>Where an inquiry from the public form stands.</summary>
public enum AskState
{
    /// <summary>The address was not confirmed yet: nobody is asked to do anything.</summary>
    Unconfirmed,
    Waiting,
    Bound,
    Rejected,
}

/// <summary>What somebody without an account asked for. It belongs to no company until staff bind it, so that only staff see it.</summary>
internal sealed class Ask
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Given when the address is confirmed.</summary>
    public string? Number { get; private set; }

    public AskState State { get; private set; } = AskState.Unconfirmed;

    public required string ProductType { get; init; }

    public required string Title { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public required string Company { get; init; }

    public required string TaxId { get; init; }

    public required Spec Spec { get; init; }

    public required IReadOnlyList<decimal> Quantities { get; init; }

    public required string Message { get; init; }

    /// <summary>The words consented to, as they were shown.</summary>
    public required string Consent { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the token that confirms the address.</summary>
    [NotInTrail]
    public required byte[] Hash { get; init; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public Guid? InquiryId { get; private set; }

    public string? InquiryNumber { get; private set; }

    public Guid? DecidedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    public uint Version { get; private set; }

    public static TimeSpan ConfirmWithin { get; } = TimeSpan.FromDays(2);

    public void Confirm(string number, DateTimeOffset now) => (Number, State, ConfirmedAt) = (number, AskState.Waiting, now);

    public void Bind(Guid inquiryId, string inquiryNumber, Guid by, DateTimeOffset now) => (State, InquiryId, InquiryNumber, DecidedById, DecidedAt) = (AskState.Bound, inquiryId, inquiryNumber, by, now);

    public void Reject(string reason, Guid by, DateTimeOffset now) => (State, Reason, DecidedById, DecidedAt) = (AskState.Rejected, reason, by, now);

    public Contracts.Accounts.Stranger Stranger => new(Name, Email, Phone, Company, TaxId);

    public Contracts.Accounts.PersonCard Card => new(Id, Name, null, Email, Language, null);
}
