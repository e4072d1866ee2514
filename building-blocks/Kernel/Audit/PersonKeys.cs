using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Portal.Kernel;

/// <summary>
/// A key for each person and one for the installation, with which the trail's values are sealed. Erasing a person destroys theirs: the trail keeps that
/// something happened, in an unbroken chain, and nobody can read any more what.
/// </summary>
public sealed class PersonKeys
{
    /// <summary>In place of a person: what is about nobody in particular.</summary>
    public static readonly Guid Installation = Guid.Empty;

    private const int Nonce = 12, Tag = 16;
    private const string Topic = "person-keys";
    private readonly NpgsqlDataSource _source;
    private readonly IDataProtector _lid;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public PersonKeys(NpgsqlDataSource source, IDataProtectionProvider protection, PgListener listener)
    {
        (_source, _lid) = (source, protection.CreateProtector("person-key"));
        listener.Touched += topic =>
        {
            if (topic is Topic or PgListener.Everything)
                _known.Clear();
        };
    }

    /// <summary>The person's key, made at the first asking; null once it was destroyed.</summary>
    public async ValueTask<byte[]?> OfAsync(Guid person, CancellationToken cancellation)
    {
        if (_known.TryGetValue(person, out byte[]? known))
            return known;

        if ((await ReadAsync([person], cancellation)).TryGetValue(person, out var key))
            return key;

        // On a connection of its own and kept at once: a key must outlive the transaction that first asks for it, or two of them would make two.
        await using (var make = _source.CreateCommand("insert into portal.person_key (person_id, secret) values ($1, $2) on conflict (person_id) do nothing"))
        {
            make.Parameters.Add(new() { Value = person });
            make.Parameters.Add(new() { Value = _lid.Protect(RandomNumberGenerator.GetBytes(32)) });
            await make.ExecuteNonQueryAsync(cancellation);
        }

        return (await ReadAsync([person], cancellation))[person];
    }

    /// <summary>The keys that there are of these people, by one question for all; a destroyed one is null.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]?>> ReadAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellation)
    {
        var keys = new Dictionary<Guid, byte[]?>();
        foreach (var person in people)
        {
            if (_known.TryGetValue(person, out byte[]? known))
                keys[person] = known;
        }

        Guid[] others = [.. people.Where(person => !keys.ContainsKey(person))];
        if (others.Length == 0)
            return keys;
        await using var find = _source.CreateCommand("select person_id, secret from portal.person_key where person_id = any($1)");
        find.Parameters.Add(new() { Value = others });
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = await reader.IsDBNullAsync(1, cancellation) ? null : _lid.Unprotect(reader.GetFieldValue<byte[]>(1));
            keys[reader.GetGuid(0)] = _known.Set(reader.GetGuid(0), key, new MemoryCacheEntryOptions { Size = 1 });
        }

        return keys;
    }

    /// <summary>Destroys a person's key for good, in the session's transaction.</summary>
    internal static async Task DestroyAsync(Guid person, DbSession session, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var destroy = session.CreateCommand("""
            insert into portal.person_key (person_id, secret, destroyed_at) values ($1, null, $2)
            on conflict (person_id) do update set secret = null, destroyed_at = coalesce(person_key.destroyed_at, excluded.destroyed_at)
            """);
        destroy.Parameters.Add(new() { Value = person });
        destroy.Parameters.Add(new() { Value = now });
        await destroy.ExecuteNonQueryAsync(cancellation);
        await using var tell = session.CreateCommand($"select pg_notify('{PgListener.LiveChannel}', '{Topic}')");
        await tell.ExecuteNonQueryAsync(cancellation);
    }

    /// <param name="of">The entry, so that no value can be moved from one to another.</param>
    internal static byte[] Seal(byte[] key, Guid of, byte[] text)
    {
        var sealedText = new byte[Nonce + Tag + text.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(sealedText.AsSpan(0, Nonce), text, sealedText.AsSpan(Nonce + Tag), sealedText.AsSpan(Nonce, Tag), of.ToByteArray());
        return sealedText;
    }

    /// <exception cref="CryptographicException">It was changed, or sealed with another key.</exception>
    internal static byte[] Open(byte[] key, Guid of, byte[] sealedText)
    {
        var text = new byte[sealedText.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(sealedText.AsSpan(0, Nonce), sealedText.AsSpan(Nonce + Tag), sealedText.AsSpan(Nonce, Tag), text, of.ToByteArray());
        return text;
    }
}

internal sealed class PersonKey : INotAudited
{
    public required Guid PersonId { get; init; }

    /// <summary>Under the installation's data protection; null once destroyed.</summary>
    public byte[]? Secret { get; init; }

    public DateTimeOffset? DestroyedAt { get; init; }
}
