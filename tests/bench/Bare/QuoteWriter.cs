using Npgsql;

namespace Portal.Bench;

/// <summary>
/// Writes what publishing a quote writes: the rows of one quote that the product published, byte for byte but for their ids, in one transaction
/// of one round trip after the one that reads which cells there are.
/// </summary>
internal sealed class QuoteWriter
{
    private const string CellsOf = """
        select c.id, p.calculation_id, t.id from inquiries.cell c join inquiries.cell_pricing p on p.cell_id = c.id
        left join workflow.task t on t.subject_id = c.inquiry_id and t.kind = 'inquiry.calculate' where c.inquiry_id = $1 order by c."order"
        """;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<TableRows> _tables;
    private readonly Guid _inquiry;
    private readonly Cells _cells;
    private readonly string _payload;
    private int _version = 1000;

    private QuoteWriter(NpgsqlDataSource source, TimeProvider clock, IReadOnlyList<TableRows> tables, Guid inquiry, Cells cells, string payload) =>
        (_source, _clock, _tables, _inquiry, _cells, _payload) = (source, clock, tables, inquiry, cells, payload);

    public static async Task<QuoteWriter> LoadAsync(NpgsqlDataSource source, TimeProvider clock, Guid quote)
    {
        await using var connection = await source.OpenConnectionAsync();
        const string File = "select pdf_file_id from inquiries.quote where id = $1", Lines = "select id from inquiries.quote_line where quote_id = $1";
        const string Subject = "select inquiry_id from inquiries.quote where id = $1", When = "select published_at from inquiries.quote where id = $1";
        List<TableRows> tables =
        [
            await TableRows.ReadAsync(connection, "inquiries.quote", "id = $1", quote),
            await TableRows.ReadAsync(connection, "inquiries.quote_line", "quote_id = $1", quote),
            await TableRows.ReadAsync(connection, "inquiries.frozen_price", $"quote_line_id in ({Lines})", quote),
            await TableRows.ReadAsync(connection, "inquiries.inquiry_event", $"inquiry_id = ({Subject}) and at >= ({When})", quote),
            await TableRows.ReadAsync(connection, "portal.file", $"id = ({File})", quote),
            await TableRows.ReadAsync(connection, "portal.file_chunk", $"file_id = ({File})", quote),
            await TableRows.ReadAsync(connection, "portal.audit", $"at >= ({When}) and person_id is not null", quote),
            await TableRows.ReadAsync(connection, "workflow.task_event", $"at >= ({When}) and person_id is not null", quote),
        ];
        await using var find = new NpgsqlCommand(Subject, connection) { Parameters = { new() { Value = quote } } };
        var inquiry = (Guid)(await find.ExecuteScalarAsync())!;
        return new QuoteWriter(source, clock, tables, inquiry, await ReadCellsAsync(connection, inquiry, default), $$"""{"inquiryId":"{{inquiry}}","quoteId":"{{quote}}","number":"OF/2026/000001","version":1,"companyId":"{{quote}}"}""");
    }

    public async Task<Guid> WriteAsync(Guid inquiry, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        var cells = await ReadCellsAsync(connection, inquiry, cancellation);
        var ids = _tables.SelectMany(table => table.OwnIds).ToDictionary(id => id, _ => Guid.CreateVersion7());
        ids[_inquiry] = inquiry;
        for (var i = 0; i < cells.Ids.Count; i++)
            (ids[_cells.Ids[i]], ids[_cells.Calculations[i]]) = (cells.Ids[i], cells.Calculations[i]);
        if (_cells.Task is { } was && cells.Task is { } task)
            ids[was] = task;

        await using var batch = new NpgsqlBatch(connection);
        Update(batch, "update inquiries.inquiry set state = 'Quoted', changed_at = $2 where id = $1", inquiry, _clock.GetUtcNow());
        Update(batch, "update catalog.calculation set state = 'Frozen' where id = any($1)", cells.Calculations.ToArray());
        if (cells.Task is { } settled)
            Update(batch, "update workflow.task set state = 'Done', ended_at = $2 where id = $1", settled, _clock.GetUtcNow());
        var version = Interlocked.Increment(ref _version);
        foreach (var table in _tables.Where(table => table.Count > 0))
            batch.BatchCommands.Add(table.Insert(ids, version));
        // Dead from the start: the product's workers, on the same database, shall leave it alone.
        Update(batch, "insert into portal.outbox (id, consumer, payload, created_at, next_attempt_at, attempts, is_dead) values ($1, 'bench/Nobody/QuotePublished', $2::jsonb, $3, $3, 0, true)",
            Guid.CreateVersion7(), _payload, _clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(cancellation);
        return ids[_tables[0].OwnIds[0]];
    }

    private static void Update(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }

    private static async Task<Cells> ReadCellsAsync(NpgsqlConnection connection, Guid inquiry, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(CellsOf, connection) { Parameters = { new() { Value = inquiry } } };
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var (ids, calculations, task) = (new List<Guid>(), new List<Guid>(), (Guid?)null);
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetGuid(0));
            calculations.Add(reader.GetGuid(1));
            task = reader.IsDBNull(2) ? null : reader.GetGuid(2);
        }

        return new(ids, calculations, task);
    }

    private sealed record Cells(IReadOnlyList<Guid> Ids, IReadOnlyList<Guid> Calculations, Guid? Task);
}
