using Npgsql;

namespace Portal.Bench;

/// <summary>Rows of one table, held to be written again under other ids.</summary>
internal sealed class TableRows
{
    private readonly string _insert;
    private readonly List<string> _columns, _types;
    private readonly List<object[]> _rows;

    private TableRows(string table, List<string> columns, List<string> types, List<object[]> rows)
    {
        (_columns, _types, _rows) = (columns, types, rows);
        var number = 0;
        _insert = $"insert into {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) values "
            + string.Join(", ", rows.Select(_ => $"({string.Join(", ", columns.Select(_ => $"${++number}"))})"));
    }

    public int Count => _rows.Count;

    /// <summary>The ids that are these rows' own, where they have any.</summary>
    public IReadOnlyList<Guid> OwnIds => _columns.IndexOf("id") is var id and >= 0 ? [.. _rows.Select(row => (Guid)row[id])] : [];

    public static async Task<TableRows> ReadAsync(NpgsqlConnection connection, string table, string where, Guid of)
    {
        await using var select = new NpgsqlCommand($"select * from {table} where {where}", connection) { Parameters = { new() { Value = of } } };
        await using var reader = await select.ExecuteReaderAsync();
        var fields = Enumerable.Range(0, reader.FieldCount).ToList();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
            rows.Add([.. fields.Select(reader.GetValue)]);
        return new(table, [.. fields.Select(reader.GetName)], [.. fields.Select(reader.GetDataTypeName)], rows);
    }

    public NpgsqlBatchCommand Insert(IReadOnlyDictionary<Guid, Guid> ids, int version)
    {
        var command = new NpgsqlBatchCommand(_insert);
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var value = _columns[i] == "version_no" ? version : row[i] is Guid id && ids.TryGetValue(id, out var own) ? own : row[i];
                command.Parameters.Add(new() { Value = value, DataTypeName = _types[i] });
            }
        }

        return command;
    }
}
