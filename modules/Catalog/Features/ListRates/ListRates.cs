namespace Portal.Catalog;

/// <summary>The rate table, newest first.</summary>
[Permission(CatalogPermissions.SeeDictionaries)]
public sealed class ListRates : IRead<ListRates.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(string Base, string Quote, decimal Value, DateOnly Day);
}

internal sealed class ListRatesHandler(CatalogDb db) : IRequestHandler<ListRates, ListRates.Result>
{
    public async Task<ListRates.Result> Handle(ListRates request, CancellationToken cancellation) =>
        new(await db.Rates.AsNoTracking().OrderByDescending(row => row.Day).ThenBy(row => row.Base).Take(200).Select(row => new ListRates.Row(row.Base, row.Quote, row.Value, row.Day)).ToListAsync(cancellation));
}

public sealed class ListRatesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListRates, ListRates.Result>("rates");
}
