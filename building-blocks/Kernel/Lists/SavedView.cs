using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Kernel;

/// <summary>A state of a list under a name: its owner's own, or everyone's of the company where somebody who may shared it.</summary>
[SharedAcrossBranches]
internal sealed class SavedView : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The list's address without the first slash ("inquiries").</summary>
    public required string List { get; init; }

    public required string Name { get; set; }

    /// <summary>As <see cref="ListState.Query"/>.</summary>
    public required string Query { get; set; }

    public bool IsShared { get; set; }
}

/// <summary>The views of a company in memory: they stand on every list. Kept for a minute, dropped when one changes on any host.</summary>
internal sealed class SavedViewsInMemory
{
    internal const string TopicPrefix = "views:";
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private readonly MemoryCache _known = new(new MemoryCacheOptions());

    public SavedViewsInMemory(PgListener listener) => listener.Touched += topic =>
    {
        if (topic.StartsWith(TopicPrefix, StringComparison.Ordinal))
            _known.Remove(topic);
        else if (topic == PgListener.Everything)
            _known.Clear();
    };

    public static string Topic(Guid companyId) => TopicPrefix + companyId;

    public void Forget(Guid companyId) => _known.Remove(Topic(companyId));

    public async Task<IReadOnlyList<SavedView>> OfAsync(PersonPrincipal reader, string list, KernelDb db, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(Topic(reader.CompanyId), out List<SavedView>? all))
            _known.Set(Topic(reader.CompanyId), all = await db.Set<SavedView>().AsNoTracking().Where(view => view.CompanyId == reader.CompanyId).ToListAsync(cancellation), KeptFor);
        return [.. all!.Where(view => view.List == list && (view.PersonId == reader.Person || view.IsShared)).OrderByDescending(view => view.IsShared).ThenBy(view => view.Name, StringComparer.CurrentCulture).ThenBy(view => view.Id)];
    }
}
