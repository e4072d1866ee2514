using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>A human being, on either side. Rights come with memberships, credentials with an account.</summary>
internal sealed class Person : IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    Guid? IAboutPerson.AboutPerson => Id;

    public required string Name { get; set; }

    public required string Email { get; set; }

    public string? Phone { get; set; }

    public string Language { get; set; } = "pl";

    /// <summary>The first half of the hash of their photo: another photo has another address.</summary>
    public Guid? PhotoFileId { get; set; }

    /// <summary>Forgotten since then: no name, no way in.</summary>
    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>A person's photo, made small and square when it came.</summary>
internal sealed class Photo : IAboutPerson
{
    public required Guid PersonId { get; init; }

    [NotInTrail]
    public required byte[] Data { get; set; }

    public required byte[] Sha256 { get; set; }

    Guid? IAboutPerson.AboutPerson => PersonId;
}

/// <summary>A person in a company: what they may do there, and for staff where they work.</summary>
[SharedAcrossBranches]
internal sealed class Membership : IOwnedByCompany, IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public Person Person { get; private set; } = null!;

    public Company Company { get; private set; } = null!;

    /// <summary>Keys of roles.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>Key of the department, for staff.</summary>
    public string? Department { get; set; }

    /// <summary>Up to which net amount the person binds the company alone, in its currency; null is without a limit.</summary>
    public decimal? ApprovalLimit { get; set; }

    /// <summary>The branch of the company they work in; null is the company as a whole.</summary>
    public Guid? BranchId { get; set; }

    public BranchReach Reach { get; set; } = BranchReach.Company;

    public bool IsActive { get; set; } = true;
}

/// <summary>Whose inquiries and orders of the company a person sees; their own always.</summary>
public enum BranchReach
{
    Company,
    BranchAndBelow,
    Branch,
    Own,
}

/// <summary>A named set of permissions, for one side only.</summary>
internal sealed class Role : ISharedRow
{
    public required string Key { get; init; }

    public required Audience Audience { get; init; }

    public List<string> Permissions { get; set; } = [];
}

/// <summary>How a person proves who they are. Nobody but sign-in reads it; the trail gets no hashes.</summary>
internal sealed class Account : IdentityUser<Guid>, INotAudited
{
    /// <summary>Since when staff let the person in no more; null where they may come in.</summary>
    public DateTimeOffset? BlockedAt { get; set; }
}

/// <summary>A key for programs: acts as its person, no more. Only its hash is kept.</summary>
[SharedAcrossBranches]
internal sealed class ApiToken : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required Guid MembershipId { get; init; }

    public Membership Membership { get; private set; } = null!;

    public required string Name { get; init; }

    [NotInTrail]
    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
