using Portal.Contracts.Catalog;

namespace Portal.Catalog;

public sealed class CatalogModule : IModule
{
    public string Id => "catalog";

    public void Add(ModuleBuilder module)
    {
        module.Db<CatalogDb>()
            .Permissions(new Permission(CatalogPermissions.SeeDictionaries, Audience.Internal), new Permission(CatalogPermissions.SetRates, Audience.Internal))
            .Menu(new MenuItem("dictionaries", "/dictionaries", "database", 60, CatalogPermissions.SeeDictionaries), new MenuItem("rates", "/rates", "coin", 61, CatalogPermissions.SeeDictionaries))
            .Demo<CatalogDemo>();
        module.Services.AddSingleton<IProductTypes, ProductTypes>().AddSingleton<DictionaryStore>()
            .AddScoped<ICalculations, Calculations>().AddScoped<IRates, Rates>().AddScoped<ISetUp, TakeInDictionaries>();
    }
}

/// <summary>The rights this module knows.</summary>
public static class CatalogPermissions
{
    /// <summary>Dictionaries hold purchase prices and machine rates: staff only.</summary>
    public const string SeeDictionaries = "catalog.dictionaries";

    public const string SetRates = "catalog.rates";
}
