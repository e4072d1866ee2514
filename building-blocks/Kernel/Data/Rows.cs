using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// A row that belongs to a client company: seen by staff and by that company, by nobody else. Children of an aggregate carry the company too,
/// so that no query can reach them around their parent.
/// </summary>
public interface IOwnedByCompany
{
    Guid CompanyId { get; }
}

/// <summary>
/// A row of a client company that was filed in one of its branches by one of its people: seen by those of the company whose reach has the branch, and by
/// whoever filed it. Without a branch it is the whole company's, and beyond the reach of those who are limited to a branch.
/// </summary>
public interface IOwnedByBranch : IOwnedByCompany
{
    Guid? BranchId { get; }

    /// <summary>Who filed it.</summary>
    Guid AuthorId { get; }
}

/// <summary>A child that is seen with its parent: where a reader is limited to a branch, the parent's filter decides.</summary>
/// <param name="parent">The parent's type, a row of the same context.</param>
/// <param name="property">The property with the parent's id.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FollowsAttribute(Type parent, string property) : Attribute
{
    public Type Parent { get; } = parent;

    public string Property { get; } = property;
}

/// <summary>A company's row that all its people see, whatever branch they are limited to. A row that says neither this nor how it belongs to a branch is hidden from those people.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SharedAcrossBranchesAttribute : Attribute;

/// <summary>A row meant for staff only or for the customer as well.</summary>
public interface IHasAudience
{
    Audience Audience { get; }
}

/// <summary>A row anyone may read (rates, departments' names). A row that declares neither this nor an owner is seen by staff alone.</summary>
public interface ISharedRow;

/// <summary>A row that a link may open: seen under one that opens the id in this property. Every other owned row is shut to links.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToLinksAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>Left out of the trail: bulk or derived rows whose cause is in it already.</summary>
public interface INotAudited;
