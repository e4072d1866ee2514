namespace Portal.Accounts;

/// <summary>What a client company can change of its own card.</summary>
public enum OwnField
{
    Name,
    ShortName,
    TaxId,
    RegisterNo,
    Email,
    Phone,
    Seat,
    Letters,
    Delivery,
    Representative,
}

/// <summary>What happens when the client changes it.</summary>
public enum OwnDataPolicy
{
    /// <summary>It counts at once.</summary>
    Free,

    /// <summary>It counts at once, and the keeper is told.</summary>
    Told,

    /// <summary>It counts once staff have accepted it.</summary>
    Verified,
}

/// <summary>The company's rule for a field; without one the usual rule holds.</summary>
internal sealed class OwnDataRule : ISharedRow
{
    public required OwnField Field { get; init; }

    public required OwnDataPolicy Policy { get; set; }

    /// <summary>What papers and taxes hang on is looked at; what a parcel needs is not.</summary>
    public static OwnDataPolicy Usual(OwnField field) => field switch
    {
        OwnField.Name or OwnField.TaxId or OwnField.RegisterNo or OwnField.Seat => OwnDataPolicy.Verified,
        OwnField.Email or OwnField.Letters or OwnField.Representative => OwnDataPolicy.Told,
        _ => OwnDataPolicy.Free,
    };
}

/// <summary>Where a change that a client asked for stands.</summary>
public enum ChangeState
{
    Waiting,
    Accepted,
    Refused,
}

/// <summary>What a client wants changed and staff have to look at. One waits at a time; what is asked for meanwhile is added to it.</summary>
[SharedAcrossBranches]
internal sealed class CompanyChange : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public ChangeState State { get; private set; } = ChangeState.Waiting;

    public IReadOnlyList<ChangeItem> Items { get; private set; } = [];

    public required Guid AskedById { get; set; }

    public required DateTimeOffset AskedAt { get; set; }

    public Guid? DecidedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The last word on the same thing counts.</summary>
    public void Add(IEnumerable<ChangeItem> items)
    {
        var added = items.ToList();
        Items = [.. Items.Where(item => !added.Exists(it => it.Field == item.Field && it.Subject == item.Subject)), .. added];
    }

    public void Decide(bool accepted, string? reason, Guid? by, DateTimeOffset at) => (State, Reason, DecidedById, DecidedAt) = (accepted ? ChangeState.Accepted : ChangeState.Refused, reason, by, at);
}

/// <summary>One difference.</summary>
/// <param name="Before">As it was, in words; empty for what is new.</param>
/// <param name="After">As it is to be; empty for what is to go.</param>
/// <param name="Subject">The address or person it is about; null for a field of the card and for a new one.</param>
/// <param name="Payload">What is to be written, where words are not enough.</param>
public sealed record ChangeItem(OwnField Field, string Before, string After, Guid? Subject = null, string? Payload = null);

/// <summary>Somebody who speaks for a client company, with or without an account.</summary>
[SharedAcrossBranches]
internal sealed class Representative : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required string Name { get; set; }

    /// <summary>What they are there: "chairman", "purchasing".</summary>
    public required string Function { get; set; }

    public required string Email { get; set; }

    public required string Phone { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string Line => string.Join(", ", new[] { Name, Function, Email, Phone }.Where(part => part.Length > 0));
}
