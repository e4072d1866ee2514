using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Catalog;

/// <summary>Takes in what plugins ship: a content not seen before becomes the next snapshot; earlier ones stay for the calculations that name them.</summary>
internal sealed class TakeInDictionaries(CatalogDb db, Plugins plugins, TimeProvider clock) : ISetUp
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var plugin in plugins.All.Where(plugin => plugin is { State: PluginState.Loaded, Dictionaries: not null }))
        {
            var content = JsonSerializer.Serialize(plugin.Dictionaries, DictionaryFile.Json);
            var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
            var known = await db.Snapshots.Where(row => row.PluginId == plugin.Id).Select(row => new { row.Version, row.Hash }).ToListAsync(cancellation);
            if (known.Any(row => row.Hash == hash))
                continue;
            db.Snapshots.Add(new DictionarySnapshot { PluginId = plugin.Id, Version = known.Select(row => row.Version).DefaultIfEmpty().Max() + 1, Hash = hash, Content = content, At = clock.GetUtcNow() });
            db.Touch(DictionaryStore.Topic);
            await db.SaveChangesAsync(cancellation);
        }
    }
}
