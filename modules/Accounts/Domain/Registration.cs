using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>Where a company's wish to become a client stands.</summary>
public enum RegistrationState
{
    /// <summary>The address was not confirmed yet: nobody is asked to do anything.</summary>
    Unconfirmed,
    Waiting,
    Bound,
    Rejected,
}

/// <summary>A company that wants to become a client, as somebody without an account wrote it. It belongs to no company until staff bind it, so that only staff see it.</summary>
internal sealed class Registration : IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Given when the address is confirmed.</summary>
    public string? Number { get; private set; }

    public RegistrationState State { get; private set; } = RegistrationState.Unconfirmed;

    public required string Company { get; init; }

    public required string TaxId { get; init; }

    public required string Country { get; init; }

    public required string Street { get; init; }

    public required string PostCode { get; init; }

    public required string City { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public required string Message { get; init; }

    /// <summary>The words consented to, as they were shown.</summary>
    public required string Consent { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the token that confirms the address and, once the company is a client, of the one that sets the first password.</summary>
    [NotInTrail]
    public required byte[]? Hash { get; set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public Guid? CompanyId { get; private set; }

    public Guid? PersonId { get; private set; }

    public Guid? DecidedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public uint Version { get; private set; }

    public static TimeSpan ConfirmWithin { get; } = TimeSpan.FromDays(2);

    public static TimeSpan FinishWithin { get; } = TimeSpan.FromDays(7);

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The token has served: the same link must not set a password later.</summary>
    public void Confirm(string number, DateTimeOffset now) => (Number, State, ConfirmedAt) = (number, RegistrationState.Waiting, now);

    public void Bind(Guid companyId, Guid personId, byte[]? finish, Guid by, DateTimeOffset now) => (State, CompanyId, PersonId, Hash, DecidedById, DecidedAt) = (RegistrationState.Bound, companyId, personId, finish, by, now);

    public void Reject(string reason, Guid by, DateTimeOffset now) => (State, Reason, Hash, DecidedById, DecidedAt) = (RegistrationState.Rejected, reason, null, by, now);

    public Stranger Stranger => new(Name, Email, Phone, Company, TaxIds.Key(TaxId, Country));

    public PersonCard Card => new(Id, Name, null, Email, Language, null);
}
