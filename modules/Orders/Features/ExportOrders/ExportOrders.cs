using System.Globalization;
using Portal.Kernel.Documents;

namespace Portal.Orders;

/// <summary>The list as it is shown, as a workbook or CSV.</summary>
[Permission(OrdersPermissions.See)]
public sealed class ExportOrders : IRead<ExportOrders.Result>
{
    public string? Q { get; set; }

    public OrderChip? Show { get; set; }

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
        var found = await rows.ReadAsync(new ListOrders { Q = request.Q, Show = request.Show }, MostRows, cancellation);
        var (columns, cells) = Table(found);
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

    private (SheetColumn[] Columns, IEnumerable<object?[]> Rows) Table(List<ListOrders.Row> found)
    {
        List<(SheetColumn Column, Func<ListOrders.Row, object?> Value)> parts =
        [
            (new(texts["Order.number"], Width: 18), row => row.Number),
            (new(texts["Order.customerNumber"], Width: 18), row => row.CustomerNumber),
            (new(texts["Order.title"], Width: 40), row => row.Title),
            (new(texts["Order.company"], Width: 30), row => row.Company),
            (new(texts["Order.state"], Width: 18), row => texts.Of(row.State)),
            (new(texts["Order.lastMilestone"], Width: 22), row => row.LastMilestone),
            (new(texts["Order.placedAt"], Width: 14), row => DateOnly.FromDateTime(clock.Local(row.PlacedAt).DateTime)),
            (new(texts["Order.handler"], Width: 24), row => row.Handler),
        ];

        // Whoever sees no prices gets no empty columns either: they would ask what belongs there.
        if (caller.Can(OrdersPermissions.Prices))
        {
            parts.Add((new(texts["Order.net"], "#,##0.00"), row => row.Net));
            parts.Add((new(texts["Order.gross"], "#,##0.00"), row => row.Gross));
            parts.Add((new(texts["Order.currency"], Width: 8), row => row.Currency));
        }

        return ([.. parts.Select(part => part.Column)], found.Select(row => parts.Select(part => part.Value(row)).ToArray()));
    }
}

public sealed class ExportOrdersEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/orders/export", async (string? q, string? show, string? format, IMediator mediator, CancellationToken cancellation) =>
    {
        var file = await mediator.Send(
            new ExportOrders { Q = q, Show = Enum.TryParse<OrderChip>(show, ignoreCase: true, out var chip) ? chip : null, Format = format ?? "xlsx" }, cancellation);
        return Results.File(file.Content, file.MediaType, file.Name);
    }).WithMetadata(new PermissionAttribute(OrdersPermissions.See)).ExcludeFromDescription();
}
