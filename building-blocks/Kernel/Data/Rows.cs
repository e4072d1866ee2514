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

/// <summary>Left out of the trail: bulk or derived rows whose cause is in it already.</summary>
public interface INotAudited;
