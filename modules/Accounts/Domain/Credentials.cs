namespace Portal.Accounts;

/// <summary>What a link in a mail is good for.</summary>
internal enum KeyPurpose
{
    NewPassword,
    ConfirmEmail,
    UndoEmail,
}

/// <summary>A link that was mailed: works once, for a while. Only its hash is kept.</summary>
internal sealed class AccountKey : IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public required KeyPurpose Purpose { get; init; }

    [NotInTrail]
    public required byte[] Hash { get; init; }

    /// <summary>The address it is about.</summary>
    public string? Email { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    public bool IsGood(KeyPurpose purpose, DateTimeOffset now) => Purpose == purpose && UsedAt is null && now < ExpiresAt;
}

/// <summary>A person's code generator.</summary>
internal sealed class SecondFactor : IAboutPerson
{
    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    /// <summary>Sealed with the installation's keys.</summary>
    [NotInTrail]
    public required byte[] Secret { get; init; }

    /// <summary>The last step of time whose code was used: no code works twice.</summary>
    public required long LastStep { get; set; }

    public required DateTimeOffset EnabledAt { get; init; }
}

/// <summary>Lets in once when the code generator is lost.</summary>
internal sealed class RecoveryCode : IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    [NotInTrail]
    public required byte[] Hash { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>The two halves by which a person comes in for the first time: one in a letter, one in a mail.</summary>
internal sealed class FirstAccess : IAboutPerson
{
    public const int MostFailures = 5;

    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(30);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    [NotInTrail]
    public required byte[] LetterHash { get; init; }

    [NotInTrail]
    public required byte[] MailHash { get; init; }

    public required Guid MadeBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public int Failures { get; set; }

    /// <summary>Used, or made void by a later letter.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public bool IsGood(DateTimeOffset now) => UsedAt is null && Failures < MostFailures && now < ExpiresAt;
}

/// <summary>How the people of a company come in.</summary>
[SharedAcrossBranches]
internal sealed class SignInPolicy : IOwnedByCompany
{
    public required Guid CompanyId { get; init; }

    public bool SecondFactorRequired { get; set; }

    /// <summary>The company's own identity provider; empty where it has none.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Sealed with the installation's keys.</summary>
    [NotInTrail]
    public byte[]? ClientSecret { get; set; }

    /// <summary>Its people come in by no other way.</summary>
    public bool OnlyOwn { get; set; }

    public uint Version { get; private set; }
}

/// <summary>A mail domain whose people sign in through their company. One company's alone.</summary>
[SharedAcrossBranches]
internal sealed class SignInDomain : IOwnedByCompany
{
    /// <summary>Lower case.</summary>
    public required string Domain { get; init; }

    public required Guid CompanyId { get; init; }
}

/// <summary>What happened to the ways in of a person. Names are part of texts and stored rows.</summary>
public enum AccountChange
{
    PasswordChanged,
    PasswordReset,
    FirstPassword,
    EmailAsked,
    EmailChanged,
    EmailRestored,
    FactorOn,
    FactorOff,
    FactorReset,
    CodesRenewed,
    CodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
    Blocked,
    Unblocked,
    LetterMade,
    Erased,
}

/// <summary>One such change: the person sees it, and the trail has it.</summary>
internal sealed class AccountEvent : IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public required DateTimeOffset At { get; init; }

    public required AccountChange What { get; init; }

    /// <summary>The reason given, the name of a passkey, an address.</summary>
    public required string Detail { get; init; }

    /// <summary>Who did it, where it was not the person.</summary>
    public Guid? ById { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Address { get; init; }
}

/// <summary>Counts tries of one kind by one name, or remembers that something served, until it ends.</summary>
internal sealed class Attempt : INotAudited
{
    public required string Key { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset EndsAt { get; init; }
}
