using Npgsql;

namespace Portal.Accounts;

/// <summary>
/// Tries of a kind by one name, counted in the database for all hosts and before anything is checked, so that many at once are no way around it.
/// Names are kept hashed: what strangers type is nobody's to read.
/// </summary>
internal sealed class Attempts(NpgsqlDataSource source, TimeProvider clock)
{
    public const int Most = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Counts one more.</summary>
    /// <exception cref="RuleBroken">It is one too many; says how long to wait.</exception>
    public async Task TakeAsync(string kind, string name, string field, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var take = source.CreateCommand("""
            insert into accounts.attempt as it (key, count, ends_at) values ($1, 1, $2)
            on conflict (key) do update set
                count = case when it.ends_at <= $3 then 1 else least(it.count + 1, $4 + 1) end,
                ends_at = case when it.ends_at <= $3 or it.count < $4 then $2 else it.ends_at end
            returning count, ends_at
            """);
        take.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = Key(kind, name) }, new() { Value = now + Window }, new() { Value = now }, new() { Value = Most } });
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.GetInt32(0) > Most)
            throw new RuleBroken(field, new Phrase("accounts.lockedOut", Math.Max(1, (int)Math.Ceiling((reader.GetFieldValue<DateTimeOffset>(1) - now).TotalMinutes))));
    }

    /// <summary>It went well: the count begins anew.</summary>
    public async Task ForgetAsync(string kind, string name, CancellationToken cancellation)
    {
        await using var forget = source.CreateCommand("delete from accounts.attempt where key = $1");
        forget.Parameters.Add(new() { Value = Key(kind, name) });
        await forget.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>False where this has served already.</returns>
    public async Task<bool> OnceAsync(string kind, string name, TimeSpan remembered, CancellationToken cancellation)
    {
        await using var take = source.CreateCommand("insert into accounts.attempt (key, count, ends_at) values ($1, 1, $2) on conflict (key) do nothing");
        take.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = Key(kind, name) }, new() { Value = clock.GetUtcNow() + remembered } });
        return await take.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Names that find the same account are one name.</summary>
    private static string Key(string kind, string name) => $"{kind}/{Convert.ToHexStringLower(Secrets.Hash(Emails.Normalise(name)))}";
}
