using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Portal.Bench;

/// <summary>An inquiry as its estimator sees it, with the matrix of its cells: everything in one round trip.</summary>
internal sealed partial class InquiryPage
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    private static readonly string[] Statements =
    [
        "select id, number, title, state, company_id, product_type, currency, language, items::text, wanted_by, note, customer_number, created_at, submitted_at, promised_at from inquiries.inquiry where id = $1",
        """
        select c.id, c.quantity, k.cost, k.currency, k.state, p.margin_percent, (k.terms->>'minimumPrice')::numeric, (k.terms->>'unitDecimals')::int
        from inquiries.cell c join inquiries.cell_pricing p on p.cell_id = c.id join catalog.calculation k on k.id = p.calculation_id where c.inquiry_id = $1
        """,
        "select id, at, person_id, audience, what::text from inquiries.inquiry_event where inquiry_id = $1 order by at, id",
        "select id, number, version_no, state, valid_until, message from inquiries.quote where inquiry_id = $1",
        "select id, at, net, order_id, order_number from inquiries.acceptance where inquiry_id = $1",
        "select id, name, size, at from portal.file where subject_kind = 'inquiry' and subject_id = $1",
    ];

    private readonly NpgsqlDataSource _source;
    private readonly Guid _id;
    private readonly List<string> _fixed = [];
    private readonly List<(Guid Cell, string CostLabel)> _cells = [];

    public InquiryPage(NpgsqlDataSource source, string captured, Guid id)
    {
        (_source, _id) = (source, id);
        var from = 0;
        foreach (Match match in Link().Matches(captured))
        {
            _fixed.Add(captured[from..match.Index]);
            _cells.Add((Guid.Parse(match.Groups["cell"].Value), match.Groups["label"].Value));
            from = match.Index + match.Length;
        }

        _fixed.Add(captured[from..]);
    }

    public async Task WriteAsync(HttpContext http)
    {
        var cells = await ReadAsync(http.RequestAborted);
        var html = new HtmlWriter(96 * 1024);
        for (var i = 0; i < _cells.Count; i++)
        {
            var (id, label) = _cells[i];
            var cell = cells[id];
            html.Raw(_fixed[i]).Raw("<a class=\"cell-link\" href=\"/inquiries/").Raw(_id.ToString()).Raw("/cells/").Raw(id.ToString()).Raw("\"><span class=\"cell-total\">")
                .Text($"{Price(cell).ToString("N2", Culture)}\u00a0{cell.Currency}").Raw("</span>\n            <span class=\"cell-unit\">").Raw(label).Raw(" ")
                .Text($"{cell.Cost.ToString("N2", Culture)}\u00a0{cell.Currency}").Raw(" · ").Text($"{cell.Margin.ToString("#,##0.####", Culture)}\u00a0%").Raw("</span></a>");
        }

        await html.Raw(_fixed[^1]).SendAsync(http);
    }

    private async Task<Dictionary<Guid, Cell>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Statements)
            batch.BatchCommands.Add(new(statement) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = _id } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var cells = new Dictionary<Guid, Cell>();
        var result = 0;
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (result == 1)
                    cells.Add(reader.GetGuid(0), new(reader.GetDecimal(1), reader.GetDecimal(2), reader.GetString(3), reader.GetDecimal(5), reader.GetDecimal(6), reader.GetInt32(7)));
            }

            result++;
        }
        while (await reader.NextResultAsync(cancellation));
        return cells;
    }

    private static decimal Price(Cell cell)
    {
        var unit = Math.Max(cell.Cost / (1 - (cell.Margin / 100m)), cell.Minimum) / cell.Quantity;
        return Math.Round(unit, unit < 1 ? Math.Max(4, cell.Decimals) : cell.Decimals, MidpointRounding.AwayFromZero) * cell.Quantity;
    }

    [GeneratedRegex("<a class=\"cell-link\" href=\"/inquiries/[^/]+/cells/(?<cell>[^\"]+)\"><span class=\"cell-total\">[^<]*</span>\\s*<span class=\"cell-unit\">(?<label>[^ ]*) [^<]*</span></a>")]
    private static partial Regex Link();

    private sealed record Cell(decimal Quantity, decimal Cost, string Currency, decimal Margin, decimal Minimum, int Decimals);
}
