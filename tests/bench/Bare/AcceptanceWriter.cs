using Npgsql;

namespace Portal.Bench;

/// <summary>
/// Writes what accepting one line of a quote writes: the rows of one acceptance that the product took, but for their ids, in one transaction of one
/// round trip after the one that reads the line.
/// </summary>
internal sealed class AcceptanceWriter
{
    private const string Line = """
        select q.id, q.inquiry_id from inquiries.quote_line l join inquiries.quote q on q.id = l.quote_id where l.id = $1
        """;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<TableRows> _tables;
    private readonly (Guid Acceptance, Guid Quote, Guid Inquiry) _like;
    private readonly string _payload;

    private AcceptanceWriter(NpgsqlDataSource source, TimeProvider clock, IReadOnlyList<TableRows> tables, (Guid, Guid, Guid) like, string payload) => (_source, _clock, _tables, _like, _payload) = (source, clock, tables, like, payload);

    public static async Task<AcceptanceWriter> LoadAsync(NpgsqlDataSource source, TimeProvider clock, Guid acceptance)
    {
        await using var connection = await source.OpenConnectionAsync();
        const string When = "select at from inquiries.acceptance where id = $1", Inquiry = "select inquiry_id from inquiries.acceptance where id = $1";
        List<TableRows> tables =
        [
            await TableRows.ReadAsync(connection, "inquiries.acceptance", "id = $1", acceptance),
            await TableRows.ReadAsync(connection, "inquiries.inquiry_event", $"inquiry_id = ({Inquiry}) and at = ({When})", acceptance),
            await TableRows.ReadAsync(connection, "portal.audit", $"at >= ({When}) and person_id is not null", acceptance),
        ];
        await using var find = new NpgsqlCommand("select quote_id, inquiry_id from inquiries.acceptance where id = $1", connection) { Parameters = { new() { Value = acceptance } } };
        await using var reader = await find.ExecuteReaderAsync();
        await reader.ReadAsync();
        var like = (acceptance, reader.GetGuid(0), reader.GetGuid(1));
        return new(source, clock, tables, like, $$"""{"acceptanceId":"{{acceptance}}","inquiryId":"{{like.Item3}}","title":"Książka","lines":[{"name":"A book of 160 pages, bound in soft covers","quantity":1000,"unitPrice":2.47,"total":2469.13}]}""");
    }

    public async Task<Guid> WriteAsync(Guid line, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        Guid quote, inquiry;
        await using (var select = new NpgsqlCommand(Line, connection) { Parameters = { new() { Value = line } } })
        {
            await using var reader = await select.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            (quote, inquiry) = (reader.GetGuid(0), reader.GetGuid(1));
        }

        var ids = _tables.SelectMany(table => table.OwnIds).ToDictionary(id => id, _ => Guid.CreateVersion7());
        (ids[_like.Quote], ids[_like.Inquiry]) = (quote, inquiry);
        await using var batch = new NpgsqlBatch(connection);
        Update(batch, "select 1 from inquiries.inquiry where id = $1 for update", inquiry);
        foreach (var table in _tables.Where(table => table.Count > 0))
            batch.BatchCommands.Add(table.Insert(ids, 1));
        Update(batch, "update inquiries.quote_line set acceptance_id = $2 where id = $1", line, ids[_like.Acceptance]);
        Update(batch, "update inquiries.inquiry set state = 'PartlyAccepted', changed_at = $2 where id = $1", inquiry, _clock.GetUtcNow());
        // Dead from the start: the product's workers, on the same database, shall leave it alone.
        Update(batch, "insert into portal.outbox (id, consumer, payload, created_at, next_attempt_at, attempts, is_dead) values ($1, 'bench/Nobody/QuoteAccepted', $2::jsonb, $3, $3, 0, true)",
            Guid.CreateVersion7(), _payload, _clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(cancellation);
        return ids[_like.Acceptance];
    }

    private static void Update(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }
}
