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
