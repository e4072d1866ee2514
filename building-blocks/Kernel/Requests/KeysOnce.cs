using System.Text.Json;

namespace Portal.Kernel;

/// <summary>
/// Idempotency keys. Key, hash of what was asked and answer are a row of the work's own transaction: a repeat waits for the first, then gets its answer,
/// and a crash leaves neither the key nor the work.
/// </summary>
internal sealed class KeysOnce(DbSession session, Caller caller, TimeProvider clock)
{
    /// <summary>A key is its sender's, for one kind of work.</summary>
    public string Named(string work) => $"{caller.Principal.PersonId}/{work}/{caller.IdempotencyKey}";

    /// <returns>False where the key has served; whoever uses it at this moment is waited for.</returns>
    public async Task<bool> TakeAsync(string key, CancellationToken cancellation)
    {
        await using var insert = session.CreateCommand("insert into portal.idempotency (key, request_hash, created_at) values ($1, '', $2) on conflict (key) do nothing");
        insert.Parameters.Add(new() { Value = key });
        insert.Parameters.Add(new() { Value = clock.GetUtcNow() });
        return await insert.ExecuteNonQueryAsync(cancellation) == 1;
    }

    public async Task KeepAsync<T>(string key, byte[] hash, T answer, CancellationToken cancellation)
    {
        await using var update = session.CreateCommand("update portal.idempotency set request_hash = $2, answer = $3::jsonb where key = $1");
        update.Parameters.Add(new() { Value = key });
        update.Parameters.Add(new() { Value = hash });
        update.Parameters.Add(new() { Value = JsonSerializer.Serialize(answer) });
        await update.ExecuteNonQueryAsync(cancellation);
    }

    /// <exception cref="IdempotencyMismatchException">Something else was asked under this key.</exception>
    public async Task<T> FirstAnswerAsync<T>(string key, byte[] hash, CancellationToken cancellation)
    {
        await using var select = session.CreateCommand("select request_hash, answer from portal.idempotency where key = $1");
        select.Parameters.Add(new() { Value = key });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation) || !reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(hash))
            throw new IdempotencyMismatchException();
        return JsonSerializer.Deserialize<T>(reader.GetString(1))!;
    }
}
