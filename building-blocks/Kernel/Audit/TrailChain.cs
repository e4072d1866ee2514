using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Quartz;

namespace Portal.Kernel;

/// <summary>
/// The chain over the trail. A job seals what was written since: a seal is a keyed hash over the rows as they lie in the database, values still encrypted,
/// and over the seal before. Whoever changes, adds or removes a row afterwards breaks it, and so does who rewrites the seals without the key; erasing a
/// person breaks nothing.
/// </summary>
public sealed class TrailChain(NpgsqlDataSource source, PersonKeys keys, TimeProvider clock)
{
    private const int MostRows = 5_000;

    // Any number will do that nothing else in the database uses as an advisory lock.
    private const long Turn = 0x506f7274616c54;

    private const string Columns = "id, at, person_id, actor_id, reason, entity, entity_id, change, key_id, before, after";

    /// <summary>A row shows when its transaction commits, perhaps after later ones were sealed: none takes longer than this.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2);

    /// <param name="Rows">Rows in whole seals.</param>
    /// <param name="Seals">Whole seals.</param>
    /// <param name="Waiting">Rows written lately that no seal holds yet.</param>
    /// <param name="Strange">Older rows that no seal holds: put there by somebody else than Portal.</param>
    /// <param name="Broken">Number and time of the first seal that does not fit; null where all do.</param>
    public sealed record Finding(long Rows, long Seals, long Waiting, long Strange, (long No, DateTimeOffset At)? Broken)
    {
        public bool IsWhole => Broken is null && Strange == 0;
    }

    /// <summary>The newest seal: written down elsewhere, it proves later that the trail up to it is the same.</summary>
    public sealed record Seal(long No, DateTimeOffset At, string Hash);

    /// <summary>Seals what was written since.</summary>
    /// <returns>How many rows were sealed.</returns>
    public async Task<int> SealAsync(CancellationToken cancellation)
    {
        var key = await KeyAsync(cancellation);
        for (var all = 0; ;)
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using (var turn = new NpgsqlCommand($"select pg_advisory_xact_lock({Turn})", connection))
                await turn.ExecuteNonQueryAsync(cancellation);
            var (no, hash, since) = await LastAsync(connection, cancellation);
            var ids = new List<Guid>();
            using (var sum = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key))
            {
                sum.AppendData(hash);
                await using var rows = new NpgsqlCommand($"""
                    select {Columns} from portal.audit a
                    where id > $1 and not exists (select 1 from (select unnest(ids) as id from portal.audit_seal where until > $1) held where held.id = a.id)
                    order by id limit {MostRows}
                    """, connection) { Parameters = { new() { Value = since } } };
                await using (var reader = await rows.ExecuteReaderAsync(cancellation))
                {
                    while (await reader.ReadAsync(cancellation))
                    {
                        ids.Add(reader.GetGuid(0));
                        Append(sum, reader);
                    }
                }

                if (ids.Count == 0)
                    return all;
                hash = sum.GetHashAndReset();
            }

            await using (var write = new NpgsqlCommand("insert into portal.audit_seal (no, at, ids, until, hash) values ($1, $2, $3, $4, $5)", connection))
            {
                foreach (var value in (object[])[no + 1, clock.GetUtcNow(), ids.ToArray(), ids[^1], hash])
                    write.Parameters.Add(new() { Value = value });
                await write.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
            all += ids.Count;
            if (ids.Count < MostRows)
                return all;
        }
    }

    public async Task<Seal?> NewestAsync(CancellationToken cancellation)
    {
        await using var read = source.CreateCommand("select no, at, hash from portal.audit_seal order by no desc limit 1");
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(2))) : null;
    }

    /// <summary>Goes through the whole chain.</summary>
    public async Task<Finding> VerifyAsync(CancellationToken cancellation)
    {
        var key = await KeyAsync(cancellation);
        await using var connection = await source.OpenConnectionAsync(cancellation);

        // One picture for all of it, whatever is written meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var seals = new List<(long No, DateTimeOffset At, Guid[] Ids, byte[] Hash)>();
        await using (var read = new NpgsqlCommand("select no, at, ids, hash from portal.audit_seal order by no", connection))
        {
            await using var reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                seals.Add((reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<Guid[]>(2), reader.GetFieldValue<byte[]>(3)));
        }

        long rows = 0, whole = 0;
        byte[] before = [];
        (long, DateTimeOffset)? broken = null;
        foreach (var seal in seals)
        {
            using var sum = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            sum.AppendData(before);
            await using (var read = new NpgsqlCommand($"select {Columns} from portal.audit where id = any($1) order by id", connection) { Parameters = { new() { Value = seal.Ids } } })
            {
                await using var reader = await read.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    Append(sum, reader);
            }

            if (seal.No != whole + 1 || !CryptographicOperations.FixedTimeEquals(sum.GetHashAndReset(), seal.Hash))
            {
                broken = (seal.No, seal.At);
                break;
            }

            (before, rows, whole) = (seal.Hash, rows + seal.Ids.Length, whole + 1);
        }

        var (_, _, since) = await LastAsync(connection, cancellation);
        await using var left = new NpgsqlCommand("""
            select count(*) filter (where id > $1), count(*) filter (where id <= $1) from portal.audit a
            where not exists (select 1 from (select unnest(ids) as id from portal.audit_seal) held where held.id = a.id)
            """, connection) { Parameters = { new() { Value = since } } };
        await using var last = await left.ExecuteReaderAsync(cancellation);
        await last.ReadAsync(cancellation);
        return new(rows, whole, last.GetInt64(0), last.GetInt64(1), broken);
    }

    private async Task<byte[]> KeyAsync(CancellationToken cancellation) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await keys.OfAsync(PersonKeys.Installation, cancellation) ?? throw new InvalidOperationException("The installation's key was destroyed."), 32, info: "trail chain"u8.ToArray());

    /// <returns>The newest seal, and the id below which nothing new is to be expected.</returns>
    private static async Task<(long No, byte[] Hash, Guid Since)> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand("select no, hash, until from portal.audit_seal order by no desc limit 1", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), Before(reader.GetGuid(2))) : (0, [], Guid.Empty);
    }

    /// <summary>The lowest id of the time so long before that of another: the first 48 bits of a UUIDv7 are its milliseconds.</summary>
    private static Guid Before(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16) - (long)Overlap.TotalMilliseconds;
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, milliseconds) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Each value with its length before it, so that nothing can move from one column to its neighbour.</summary>
    private static void Append(IncrementalHash sum, NpgsqlDataReader row)
    {
        Span<byte> length = stackalloc byte[4];
        for (var column = 0; column < row.FieldCount; column++)
        {
            byte[]? value = row.GetValue(column) switch
            {
                DBNull => null,
                Guid id => id.ToByteArray(),
                DateTime at => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(at.Ticks)),
                string text => Encoding.UTF8.GetBytes(text),
                byte[] bytes => bytes,
                var other => throw new InvalidOperationException($"The trail has a column of type {other.GetType().Name}."),
            };
            BinaryPrimitives.WriteInt32BigEndian(length, value?.Length ?? -1);
            sum.AppendData(length);
            if (value is not null)
                sum.AppendData(value);
        }
    }
}

/// <summary>A link of the chain over the trail.</summary>
internal sealed class AuditSeal : INotAudited
{
    public required long No { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Of the rows it holds, in order.</summary>
    public required Guid[] Ids { get; init; }

    /// <summary>The last of them.</summary>
    public required Guid Until { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>Seals the trail, every minute.</summary>
internal sealed class SealTrail(TrailChain chain) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await chain.SealAsync(cancellationToken);
}
