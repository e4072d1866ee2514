namespace Portal.Kernel;

/// <summary>On whose behalf a piece of work runs. Every query and every write has one; there is no ambient "nobody may do anything".</summary>
public abstract record Principal
{
    /// <summary>What rows it may see at all.</summary>
    public abstract Scope Scope { get; }

    public abstract bool Can(string permission);

    /// <summary>The person acting, null for strangers and for the system where nobody caused it.</summary>
    public virtual Guid? PersonId => null;

    public static Principal Anonymous { get; } = new AnonymousPrincipal();
}

/// <summary>A signed-in person in one of their companies.</summary>
/// <param name="CompanyId">The company they act for; for staff the operating company.</param>
/// <param name="ActorId">The member of staff behind an impersonation, else null. The trail names both.</param>
/// <param name="Language">pl, en, cs or de.</param>
public sealed record PersonPrincipal(
    Guid Person, string Name, Guid MembershipId, Guid CompanyId, string CompanyName, bool IsStaff, string Language, IReadOnlySet<string> Permissions, Guid? ActorId = null) : Principal
{
    /// <summary>The session they signed in to; null for a program with a token.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The branch the person works in, where what they file belongs.</summary>
    public Guid? BranchId { get; init; }

    /// <summary>The branches whose rows they see beside their own; null is the whole company.</summary>
    public Guid[]? Reach { get; init; }

    public override Scope Scope => IsStaff ? Scope.All : Reach is null ? Scope.Company(CompanyId) : Scope.Branches(CompanyId, Person, Reach);

    public override Guid? PersonId => Person;

    public override bool Can(string permission) => Permissions.Contains(permission);
}

/// <summary>A job or a consumer of events, with the module it belongs to and why it runs.</summary>
public sealed record SystemPrincipal(string Module, string Reason) : Principal
{
    /// <summary>The person whose action the system carries on with, for the trail: gives no rights and takes none.</summary>
    public PersonPrincipal? For { get; init; }

    public override Scope Scope => Scope.All;

    public override bool Can(string permission) => true;

    public override Guid? PersonId => For?.Person;
}

/// <summary>Whoever holds a link to one quote: sees that quote and what the link opens with it, nothing else of its company's.</summary>
/// <param name="QuoteId">The one quote.</param>
/// <param name="PaperId">The quote's frozen paper, where the link lets prices be seen.</param>
/// <param name="MayDecide">Whether a signature given through it binds.</param>
/// <param name="Language">That of the quote.</param>
public sealed record LinkPrincipal(Guid LinkId, Guid QuoteId, Guid? PaperId, bool MayDecide, string Language) : Principal
{
    public bool SeesPrices => PaperId is not null;

    public override Scope Scope => Scope.Link(PaperId is { } paper ? [QuoteId, paper] : [QuoteId]);

    public override bool Can(string permission) => false;
}

/// <summary>Someone who has given a password and owes the second step: sees no row of anyone.</summary>
/// <param name="NextStep">The page where the sign-in goes on.</param>
public sealed record HalfSignedInPrincipal(Guid Person, Guid SessionId, string Language, string NextStep) : Principal
{
    public override Scope Scope => Scope.Nothing;

    public override Guid? PersonId => Person;

    public override bool Can(string permission) => false;
}

/// <summary>Someone not signed in: sees no row of anyone.</summary>
public sealed record AnonymousPrincipal : Principal
{
    public override Scope Scope => Scope.Nothing;

    public override bool Can(string permission) => false;
}

/// <summary>The rows a principal may see: all (staff, system), those of one company and meant for it, of these what some branches and one person filed, those a link opens, or none.</summary>
public readonly record struct Scope(ScopeKind Kind, Guid CompanyId)
{
    /// <summary>What a link opens; of other kinds nothing.</summary>
    public Guid[]? Opened { get; private init; }

    /// <summary>Whose own filings are seen beside those of <see cref="Within"/>; of other kinds nobody.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>The branches whose rows are seen; of other kinds none.</summary>
    public Guid[]? Within { get; private init; }

    public static Scope All { get; } = new(ScopeKind.All, Guid.Empty);

    public static Scope Nothing { get; } = new(ScopeKind.Company, Guid.Empty);

    public static Scope Link(Guid[] opened) => new(ScopeKind.Link, Guid.Empty) { Opened = opened };

    /// <inheritdoc cref="Company"/>
    public static Scope Branches(Guid company, Guid person, Guid[] within) => Company(company) with { Kind = ScopeKind.Branches, PersonId = person, Within = within };

    /// <exception cref="ArgumentException">An empty id would be nobody's company.</exception>
    public static Scope Company(Guid id) => id == Guid.Empty ? throw new ArgumentException("A scope needs a company.") : new(ScopeKind.Company, id);
}

/// <summary>Kinds of <see cref="Scope"/>. Each has its own model, so that what staff read carries no filter at all.</summary>
public enum ScopeKind
{
    Company,
    All,
    Link,
    Branches,
}

/// <summary>Holds the principal of this request, job or delivery. Set once by whoever opens the scope.</summary>
public sealed class Caller
{
    public Principal Principal { get; set; } = Principal.Anonymous;

    /// <summary>Names this attempt to write; a repeat with the same key gets the first answer. Null where no retry can come.</summary>
    public string? IdempotencyKey { get; set; }

    public PersonPrincipal? Person => Principal as PersonPrincipal;

    public bool IsStaff => Principal is PersonPrincipal { IsStaff: true };

    public bool Can(string permission) => Principal.Can(permission);

    /// <exception cref="ForbiddenException">Nobody is signed in.</exception>
    public PersonPrincipal RequirePerson() => Person ?? throw new ForbiddenException();

    /// <exception cref="ForbiddenException">The permission is missing.</exception>
    public void Require(string permission)
    {
        if (!Can(permission))
            throw new ForbiddenException();
    }
}
