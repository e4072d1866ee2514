using Npgsql;

namespace Portal.Bench;

/// <summary>Copies of rows the product wrote, made in the database: like its own but for the columns said.</summary>
internal static class Clone
{
    /// <param name="from">What follows "from": the row copied is called "it".</param>
    /// <param name="changed">Expressions by column.</param>
    public static async Task RowsAsync(NpgsqlConnection connection, string table, string from, IReadOnlyDictionary<string, string> changed)
    {
        var columns = new List<string>();
        await using (var ask = new NpgsqlCommand("select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum", connection) { Parameters = { new() { Value = table } } })
        await using (var reader = await ask.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                columns.Add(reader.GetString(0));
        }

        var values = columns.Select(column => changed.TryGetValue(column, out var expression) ? expression : $"it.\"{column}\"");
        await DoAsync(connection, $"insert into {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) select {string.Join(", ", values)} from {from}");
    }

    public static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
