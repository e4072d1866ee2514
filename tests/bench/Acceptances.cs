using Npgsql;

namespace Portal.Bench;

/// <summary>One line of a published quote accepted at a time, each once.</summary>
internal static class Acceptances
{
    private const string Newest = """
        select l.id, q.id, q.inquiry_id from inquiries.quote_line l join inquiries.quote q on q.id = l.quote_id join bench.pool pool on pool.id = q.inquiry_id
        where q.state = 'Published' and l.acceptance_id is null and (pool.number <= $1) = $2
            and not exists (select 1 from inquiries.quote newer where newer.inquiry_id = q.inquiry_id and newer.version_no > q.version_no)
        order by l."order", pool.number
        """;

    public static async Task<Guid> FirstLineAsync(NpgsqlConnection connection, Guid quote)
    {
        await using var ask = new NpgsqlCommand("select id from inquiries.quote_line where quote_id = $1 order by \"order\" limit 1", connection) { Parameters = { new() { Value = quote } } };
        return (Guid)(await ask.ExecuteScalarAsync())!;
    }

    /// <param name="quote">Copied for every inquiry of the pool that no quote was published of.</param>
    public static async Task<Ratio> MeasureAsync(PortalHost host, Options options, NpgsqlConnection connection, IReadOnlyList<Guid> pool, Guid quote, LoadGenerator product, LoadGenerator bare)
    {
        // A credit limit would end the measure early; the host is told as by another host.
        await Clone.DoAsync(connection, "update accounts.company set credit_limit = null; select pg_notify('portal_live', 'directory')");
        await QuoteTheRestAsync(connection, quote);
        var header = $"Authorization: Bearer {host.Person("ewa.kaminska").Token}\r\n";
        var ours = (await LinesAsync(connection, pool.Count / 2, true)).Select(it => RawConnection.Post($"/api/v1/inquiries/{it.Inquiry}/quotes/{it.Quote}/accept", header, $$"""{"lines":["{{it.Line}}"]}""")).ToList();
        var theirs = (await LinesAsync(connection, pool.Count / 2, false)).Select(it => RawConnection.Post($"/acceptances/{it.Line}", "", "{}")).ToList();
        var (a, b) = (-1, -1);
        return await Ratio.MeasureAsync(
            "Acceptance of one line", options, product, _ => ours[Interlocked.Increment(ref a)], bare, _ => theirs[Interlocked.Increment(ref b) % theirs.Count], async () => await Outbox.EmptyAsync(connection));
    }

    private static async Task QuoteTheRestAsync(NpgsqlConnection connection, Guid quote)
    {
        await Clone.DoAsync(connection, "create table bench.rest as select number, id as inquiry, gen_random_uuid() as quote from bench.pool where not exists (select 1 from inquiries.quote where inquiry_id = pool.id)");
        await Clone.RowsAsync(connection, "inquiries.quote", $"inquiries.quote it, bench.rest where it.id = '{quote}'", new Dictionary<string, string>
        {
            ["id"] = "rest.quote",
            ["inquiry_id"] = "rest.inquiry",
            ["number"] = "'OF/2025/' || lpad(rest.number::text, 6, '0')",
        });
        await Clone.RowsAsync(
            connection, "inquiries.quote_line",
            $"""inquiries.quote_line it join inquiries.cell quoted on quoted.id = it.cell_id, bench.rest join inquiries.cell own on own.inquiry_id = rest.inquiry where it.quote_id = '{quote}' and own."order" = quoted."order" """,
            new Dictionary<string, string> { ["id"] = "gen_random_uuid()", ["quote_id"] = "rest.quote", ["cell_id"] = "own.id" });
        await Clone.DoAsync(connection, "update inquiries.inquiry it set state = 'Quoted' from bench.rest where rest.inquiry = it.id; analyze inquiries.quote; analyze inquiries.quote_line");
    }

    private static async Task<List<(Guid Line, Guid Quote, Guid Inquiry)>> LinesAsync(NpgsqlConnection connection, int half, bool first)
    {
        await using var ask = new NpgsqlCommand(Newest, connection) { Parameters = { new() { Value = half }, new() { Value = first } } };
        await using var reader = await ask.ExecuteReaderAsync();
        var lines = new List<(Guid, Guid, Guid)>();
        while (await reader.ReadAsync())
            lines.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2)));
        return lines;
    }
}
