using System.Collections.Concurrent;
using System.Text.Json;
using Portal.Contracts.Catalog;

namespace Portal.Catalog;

internal sealed class ProductTypes(Plugins plugins) : IProductTypes
{
    private readonly Dictionary<string, IProductType> _byId = plugins.All.SelectMany(plugin => plugin.ProductTypes).ToDictionary(type => type.Id);

    public IReadOnlyList<IProductType> All => [.. _byId.Values];

    public IProductType? Find(string id) => _byId.GetValueOrDefault(id);
}

/// <summary>Snapshots and the calculators prepared for them, in memory: a snapshot never changes, so neither does what was made of it.</summary>
internal sealed class DictionaryStore
{
    public const string Topic = "dictionaries";

    private readonly IServiceScopeFactory _scopes;
    private readonly IProductTypes _types;
    private readonly ConcurrentDictionary<Guid, Task<DictionarySet>> _sets = new();
    private readonly ConcurrentDictionary<(string Type, Guid Snapshot), ICalculator> _calculators = new();
    private readonly ConcurrentDictionary<string, Task<Guid>> _current = new();

    public DictionaryStore(IServiceScopeFactory scopes, IProductTypes types, PgListener listener)
    {
        (_scopes, _types) = (scopes, types);
        listener.Touched += topic =>
        {
            if (topic is Topic or PgListener.Everything)
                _current.Clear();
        };
    }

    /// <exception cref="KeyNotFoundException">The plugin has no dictionaries.</exception>
    public async Task<DictionarySet> CurrentAsync(string productType)
    {
        var plugin = productType.Split('.')[0];
        return await SetAsync(await Once(_current, plugin, FindCurrentAsync));
    }

    public Task<DictionarySet> SetAsync(Guid snapshot) => Once(_sets, snapshot, LoadAsync);

    public ICalculator Calculator(string productType, DictionarySet set) =>
        _calculators.GetOrAdd((productType, set.Snapshot.Id), _ => (_types.Find(productType) ?? throw new KeyNotFoundException($"No product type {productType}.")).Prepare(set));

    /// <summary>A failed load is not remembered.</summary>
    private static async Task<T> Once<TKey, T>(ConcurrentDictionary<TKey, Task<T>> cache, TKey key, Func<TKey, Task<T>> load)
        where TKey : notnull
    {
        var task = cache.GetOrAdd(key, load);
        try
        {
            return await task;
        }
        catch
        {
            cache.TryRemove(new(key, task));
            throw;
        }
    }

    private async Task<Guid> FindCurrentAsync(string plugin)
    {
        await using var scope = _scopes.AsSystem("catalog", "dictionaries");
        var ids = await scope.ServiceProvider.GetRequiredService<CatalogDb>().Snapshots.Where(row => row.PluginId == plugin).OrderByDescending(row => row.Version).Select(row => row.Id).Take(1).ToListAsync();
        return ids is [var id] ? id : throw new KeyNotFoundException($"Plugin {plugin} has no dictionaries.");
    }

    private async Task<DictionarySet> LoadAsync(Guid snapshot)
    {
        await using var scope = _scopes.AsSystem("catalog", "dictionaries");
        var row = await scope.ServiceProvider.GetRequiredService<CatalogDb>().Snapshots.AsNoTracking().FirstAsync(it => it.Id == snapshot);
        var file = JsonSerializer.Deserialize<DictionaryFile>(row.Content, DictionaryFile.Json)!;
        return new DictionarySet(new Snapshot(row.Id, row.Version, row.Hash), file.Currency, file.Tables);
    }
}
