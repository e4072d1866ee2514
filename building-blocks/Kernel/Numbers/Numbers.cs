using Npgsql;

namespace Portal.Kernel;

/// <summary>
/// Readable numbers, unique per kind and year ("ZO/2026/000123"). Taken outside the request's transaction, so that writers never queue behind
/// each other; a write that fails leaves a gap.
/// </summary>
public sealed class Numbers(NpgsqlDataSource source, OperatorClock clock)
{
    /// <param name="kind">The series, as "inquiry".</param>
    /// <param name="prefix">What people see in front, as "ZO".</param>
    public async Task<string> NextAsync(string kind, string prefix, CancellationToken cancellation)
    {
        var year = clock.Today.Year;
        await using var next = source.CreateCommand("""
            insert into portal.number_series (kind, year, last) values ($1, $2, 1)
            on conflict (kind, year) do update set last = number_series.last + 1 returning last
            """);
        next.Parameters.Add(new() { Value = kind });
        next.Parameters.Add(new() { Value = year });
        var number = (long)(await next.ExecuteScalarAsync(cancellation))!;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}/{year}/{number:000000}");
    }
}
