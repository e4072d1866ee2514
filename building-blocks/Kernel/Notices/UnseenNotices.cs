using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Kernel;

/// <summary>How many notices wait for a reader, in memory: the number stands on every page. Kept for a minute and dropped at once when it changes on any host.</summary>
internal sealed class UnseenNotices
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private readonly MemoryCache _known = new(new MemoryCacheOptions());

    public UnseenNotices(PgListener listener) => listener.Touched += topic =>
    {
        if (topic.StartsWith(Notices.TopicPrefix, StringComparison.Ordinal))
            _known.Remove(topic);
        else if (topic == PgListener.Everything)
            _known.Clear();
    };

    public async Task<int> OfAsync(PersonPrincipal reader, KernelDb db, CancellationToken cancellation)
    {
        var topic = Notices.Topic(reader.Person);
        if (_known.TryGetValue(topic, out (Guid Company, int Count) known) && known.Company == reader.CompanyId)
            return known.Count;
        var count = await db.Set<Notice>().CountAsync(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId && row.SeenAt == null, cancellation);
        _known.Set(topic, (reader.CompanyId, count), KeptFor);
        return count;
    }

    /// <summary>Marks what leads to this page as seen.</summary>
    public async Task<int> SeeAsync(PersonPrincipal reader, string address, KernelDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = await db.Set<Notice>().Where(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId && row.SeenAt == null && row.Address == address)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancellation);
        if (seen > 0)
        {
            db.Touch(Notices.Topic(reader.Person));
            await db.SaveChangesAsync(cancellation);
        }

        return seen;
    }
}
