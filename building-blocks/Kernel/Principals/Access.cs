namespace Portal.Kernel;

/// <summary>
/// Who may send a request, open a page or call an endpoint. Each of them declares exactly one; the host does not start with one that declares none.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AccessAttribute : Attribute
{
    public abstract bool Allows(Principal principal);
}

/// <summary>Whoever holds at least one of the permissions.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermissionAttribute(params string[] anyOf) : AccessAttribute
{
    public IReadOnlyList<string> AnyOf { get; } = anyOf.Length > 0 ? anyOf : throw new ArgumentException("Name a permission.");

    public override bool Allows(Principal principal) => AnyOf.Any(principal.Can);
}

/// <summary>Any signed-in person; what they see is up to scope and audience.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAttribute : AccessAttribute
{
    public override bool Allows(Principal principal) => principal is PersonPrincipal or SystemPrincipal;
}

/// <summary>
/// Only somebody who signed in themselves, in this browser: no program with a token, nobody who acts for another. For what changes how a person comes in.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InPersonAttribute(params string[] anyOf) : AccessAttribute
{
    /// <summary>Also whoever owes the second step: setting it up is one.</summary>
    public bool OrHalfSignedIn { get; init; }

    public override bool Allows(Principal principal) => (OrHalfSignedIn && principal is HalfSignedInPrincipal) || (principal is PersonPrincipal { SessionId: not null, ActorId: null } && (anyOf.Length == 0 || anyOf.Any(principal.Can)));
}

/// <summary>Whoever has given a password and owes the second step.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HalfSignedInAttribute : AccessAttribute
{
    public override bool Allows(Principal principal) => principal is HalfSignedInPrincipal;
}

/// <summary>Whoever came by a link; to everybody else it does not exist.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenedByLinkAttribute : AccessAttribute
{
    public override bool Allows(Principal principal) => principal is LinkPrincipal;
}

/// <summary>Anyone, signed in or not (sign-in page, health).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicAttribute : AccessAttribute
{
    public override bool Allows(Principal principal) => true;
}

/// <summary>A right that a role can hold. Declared by the module it belongs to; its text key is "permission." + id.</summary>
/// <param name="Audience">Whose roles may hold it: an internal one can never be granted to a customer.</param>
public sealed record Permission(string Id, PluginSdk.Audience Audience);

/// <summary>The permission is missing on something the person may know of: 403.</summary>
public sealed class ForbiddenException() : Exception("The permission is missing.");

/// <summary>It does not exist, or the person may not know that it does: 404 either way.</summary>
public sealed class NotFoundException() : Exception("Not found.");
