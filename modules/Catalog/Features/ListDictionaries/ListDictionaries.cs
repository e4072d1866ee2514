using Portal.Contracts.Catalog;

namespace Portal.Catalog;

/// <summary>The dictionaries in force, by plugin.</summary>
[Permission(CatalogPermissions.SeeDictionaries)]
public sealed class ListDictionaries : IRead<ListDictionaries.Result>
{
    public sealed record Result(IReadOnlyList<DictionarySet> Sets);
}

internal sealed class ListDictionariesHandler(IProductTypes types, DictionaryStore dictionaries) : IRequestHandler<ListDictionaries, ListDictionaries.Result>
{
    public async Task<ListDictionaries.Result> Handle(ListDictionaries request, CancellationToken cancellation)
    {
        var sets = new List<DictionarySet>();
        foreach (var plugin in types.All.DistinctBy(type => type.Id.Split('.')[0]))
            sets.Add(await dictionaries.CurrentAsync(plugin.Id));
        return new(sets);
    }
}

public sealed class ListDictionariesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListDictionaries, ListDictionaries.Result>("dictionaries");
}
