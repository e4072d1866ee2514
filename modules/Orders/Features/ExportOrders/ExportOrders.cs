using System.Globalization;
using Portal.Kernel.Documents;

namespace Portal.Orders;

/// <summary>The list as it is shown, as a workbook or CSV.</summary>
[Permission(OrdersPermissions.See)]
public sealed class ExportOrders : IRead<ExportOrders.Result>
{
    public string? Q { get; set; }

    public OrderChip? Show { get; set; }

    public string? Only { get; set; }

    public string? Sort { get; set; }

    /// <summary>Keys of the columns, parted by commas; those usually shown where it is empty.</summary>
    public string? Cols { get; set; }

    /// <summary>xlsx or csv.</summary>
    public string Format { get; set; } = "xlsx";

    public sealed record Result(string Name, string MediaType, byte[] Content);
}

internal sealed class ExportOrdersHandler(OrderRows rows, Caller caller, Texts texts, OperatorClock clock) : IRequestHandler<ExportOrders, ExportOrders.Result>
{
    // What one file may hold; beyond it a search narrows the list.
    private const int MostRows = 100_000;

    public async Task<ExportOrders.Result> Handle(ExportOrders request, CancellationToken cancellation)
    {
        var found = await rows.ReadAsync(new ListOrders { Q = request.Q, Show = request.Show, Only = request.Only, Sort = request.Sort }, MostRows, cancellation);
        var (columns, cells) = Table(found, OrderColumns.Of(new ListState(null, null, [], null, ListState.Words([request.Cols])), texts, caller));
        using var content = new MemoryStream();
        var name = $"{texts["menu.orders"]} {clock.Today:yyyy-MM-dd}";
        if (string.Equals(request.Format, "csv", StringComparison.OrdinalIgnoreCase))
        {
            Csv.Write(content, columns, cells, CultureInfo.CurrentCulture);
            return new($"{name}.csv", "text/csv", content.ToArray());
        }

        Spreadsheet.Write(content, columns, cells, texts["menu.orders"]);
        return new($"{name}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content.ToArray());
    }

    private (SheetColumn[] Columns, IEnumerable<object?[]> Rows) Table(List<ListOrders.Row> found, ListColumns columns)
    {
        List<(string Key, SheetColumn Column, Func<ListOrders.Row, object?> Value)> parts =
        [
            ("number", new(texts["Order.number"], Width: 18), row => row.Number), ("customer", new(texts["Order.customerNumber"], Width: 18), row => row.CustomerNumber), ("title", new(texts["Order.title"], Width: 40), row => row.Title),
            ("company", new(texts["Order.company"], Width: 30), row => row.Company), ("state", new(texts["Order.state"], Width: 18), row => texts.Of(row.State)), ("milestone", new(texts["Order.lastMilestone"], Width: 22), row => row.LastMilestone),
            ("placed", new(texts["Order.placedAt"], Width: 14), row => DateOnly.FromDateTime(clock.Local(row.PlacedAt).DateTime)), ("handler", new(texts["Order.handler"], Width: 24), row => row.Handler),
            ("net", new(texts["Order.net"], "#,##0.00"), row => row.Net), ("gross", new(texts["Order.gross"], "#,##0.00"), row => row.Gross), ("gross", new(texts["Order.currency"], Width: 8), row => row.Currency),
        ];
        parts.RemoveAll(part => !columns.All.Any(column => column.Key == part.Key) || !columns.Shows(part.Key));
        return ([.. parts.Select(part => part.Column)], found.Select(row => parts.Select(part => part.Value(row)).ToArray()));
    }
}

public sealed class ExportOrdersEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/orders/export", async (HttpContext http, IMediator mediator, CancellationToken cancellation) =>
    {
        var state = ListState.Of(http.Request);
        var file = await mediator.Send(
            new ExportOrders
            {
                Q = state.Search,
                Show = Enum.TryParse<OrderChip>(state.Show, ignoreCase: true, out var chip) ? chip : null,
                Only = string.Join(',', state.Only),
                Sort = state.Sort,
                Cols = string.Join(',', state.Columns),
                Format = http.Request.Query["format"].FirstOrDefault() ?? "xlsx",
            }, cancellation);
        return Results.File(file.Content, file.MediaType, file.Name);
    }).WithMetadata(new PermissionAttribute(OrdersPermissions.See)).ExcludeFromDescription();
}
