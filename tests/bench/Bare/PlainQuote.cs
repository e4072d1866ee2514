using Npgsql;

namespace Portal.Bench;

/// <summary>A quote of five lines and nothing else, written durably: what the figure in the architecture's section on speed was measured with.</summary>
internal static class PlainQuote
{
    public const string Tables = """
        create table bench.quote (id uuid primary key, number text not null, company_id uuid not null, published_at timestamptz not null, currency text not null, net numeric not null);
        create table bench.quote_line (id uuid primary key, quote_id uuid not null references bench.quote (id), "order" int not null, name text not null, quantity numeric not null, unit_price numeric not null, total numeric not null);
        create index on bench.quote_line (quote_id);
        """;

    private const int Lines = 5;

    private static readonly string InsertLines = "insert into bench.quote_line (id, quote_id, \"order\", name, quantity, unit_price, total) values "
        + string.Join(", ", Enumerable.Range(0, Lines).Select(line => "(" + string.Join(", ", Enumerable.Range((line * 7) + 1, 7).Select(number => $"${number}")) + ")"));

    public static async Task<Guid> WriteAsync(NpgsqlDataSource source, TimeProvider clock, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var quote = new NpgsqlBatchCommand("insert into bench.quote (id, number, company_id, published_at, currency, net) values ($1, $2, $3, $4, $5, $6)");
        Add(quote, id, "OF/2026/000001", id, clock.GetUtcNow(), "PLN", 12345.67m);
        var lines = new NpgsqlBatchCommand(InsertLines);
        for (var line = 0; line < Lines; line++)
            Add(lines, Guid.CreateVersion7(), id, line, "A book of 160 pages, bound in soft covers", 1000m, 2.4691m, 2469.13m);
        batch.BatchCommands.Add(quote);
        batch.BatchCommands.Add(lines);
        await batch.ExecuteNonQueryAsync(cancellation);
        return id;
    }

    private static void Add(NpgsqlBatchCommand command, params object[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
    }
}
