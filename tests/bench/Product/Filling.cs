using Npgsql;

namespace Portal.Bench;

/// <summary>Fills the database from one inquiry of five cells that was sent through the API.</summary>
internal static class Filling
{
    /// <returns>Inquiries with cells, calculations and a task: the pool that quotes are published of.</returns>
    public static async Task<IReadOnlyList<Guid>> RunAsync(NpgsqlConnection connection, Guid prototype, Options options)
    {
        await Clone.DoAsync(connection, $"""
            create schema bench; {PlainQuote.Tables}
            create table bench.pool as select number, gen_random_uuid() as id from generate_series(1, {options.Pool}) number;
            create table bench.pool_cell as select pool.id as inquiry, cell.id as cell, gen_random_uuid() as id, gen_random_uuid() as calculation
            from bench.pool, inquiries.cell where cell.inquiry_id = '{prototype}';
            """);
        await PoolAsync(connection, prototype);
        await ManyAsync(connection, prototype, options.Inquiries - options.Pool);
        await Clone.DoAsync(connection, "analyze");
        await using var ask = new NpgsqlCommand("select id from bench.pool order by number", connection);
        await using var reader = await ask.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private static async Task PoolAsync(NpgsqlConnection connection, Guid prototype)
    {
        await Clone.RowsAsync(connection, "inquiries.inquiry", $"inquiries.inquiry it, bench.pool where it.id = '{prototype}'", new Dictionary<string, string>
        {
            ["id"] = "pool.id",
            ["number"] = "'ZO/2025/9' || lpad(pool.number::text, 5, '0')",
            ["changed_at"] = "it.changed_at - interval '2 years'",
        });
        await Clone.RowsAsync(connection, "inquiries.cell", "inquiries.cell it join bench.pool_cell copy on copy.cell = it.id", new Dictionary<string, string>
        {
            ["id"] = "copy.id",
            ["inquiry_id"] = "copy.inquiry",
        });
        await Clone.RowsAsync(connection, "catalog.calculation", "catalog.calculation it join inquiries.cell_pricing pricing on pricing.calculation_id = it.id join bench.pool_cell copy on copy.cell = pricing.cell_id",
            new Dictionary<string, string> { ["id"] = "copy.calculation" });
        await Clone.RowsAsync(connection, "inquiries.cell_pricing", "inquiries.cell_pricing it join bench.pool_cell copy on copy.cell = it.cell_id", new Dictionary<string, string>
        {
            ["cell_id"] = "copy.id",
            ["inquiry_id"] = "copy.inquiry",
            ["calculation_id"] = "copy.calculation",
        });
        await Clone.RowsAsync(connection, "inquiries.inquiry_event", "inquiries.inquiry_event it, bench.pool where it.inquiry_id = " + $"'{prototype}'", new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()",
            ["inquiry_id"] = "pool.id",
        });
        await Clone.RowsAsync(connection, "workflow.task", $"workflow.task it, bench.pool where it.subject_id = '{prototype}'", new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()",
            ["number"] = "'B/' || pool.number",
            ["subject_id"] = "pool.id",
        });
    }

    private static Task ManyAsync(NpgsqlConnection connection, Guid prototype, int count) => Clone.RowsAsync(
        connection, "inquiries.inquiry",
        $"""
        inquiries.inquiry it, generate_series(1, {count}) as n, lateral (select n * 7919 % 525600 as minutes) age,
        (select array_agg(id) as ids from accounts.company where not is_operator) company,
        (select array_agg(m.person_id) as ids from accounts.membership m join accounts.company c on c.id = m.company_id where c.is_operator) staff
        where it.id = '{prototype}'
        """,
        new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()",
            ["number"] = "'ZO/2025/' || lpad(n::text, 6, '0')",
            ["title"] = "'Książka ' || n || (array[', powieść', ', album', ', poradnik', ', bajki'])[1 + n % 4]",
            ["company_id"] = "company.ids[1 + n % array_length(company.ids, 1)]",
            ["assignee_id"] = "staff.ids[1 + n % array_length(staff.ids, 1)]",
            ["state"] = "(array['Submitted', 'InCalculation', 'Quoted', 'PartlyAccepted', 'Accepted', 'Refused', 'Withdrawn', 'Closed'])[1 + n % 8]",
            ["changed_at"] = "it.changed_at - age.minutes * interval '1 minute'",
            ["created_at"] = "it.changed_at - (age.minutes + 2880) * interval '1 minute'",
            ["submitted_at"] = "it.changed_at - (age.minutes + 1440) * interval '1 minute'",
        });
}
