using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Accounts;

/// <summary>Codes of six digits that change every half minute (RFC 6238), and the secret they are made of.</summary>
internal static class TimeCodes
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // A clock may be half a minute off either way.
    private const int Tolerance = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 30;

    public static string Code(byte[] secret, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (value % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <returns>The step the code belongs to; null where it is of none near this instant, or of one not after the last.</returns>
    public static long? Find(byte[] secret, string code, DateTimeOffset now, long last)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepOf(now) - Tolerance; step <= StepOf(now) + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), typed) && step > last)
                found = step;
        }

        return found;
    }

    /// <summary>As people type it into their generator where they can't scan.</summary>
    public static string Text(byte[] secret)
    {
        var bits = string.Concat(secret.Select(part => part.ToString("b8", CultureInfo.InvariantCulture)));
        return string.Concat(bits.Chunk(5).Select(chunk => Base32[Convert.ToInt32(new string(chunk).PadRight(5, '0'), 2)]));
    }

    public static string Address(byte[] secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}

/// <summary>The second factor of people: sets it up, asks for it, takes it away. One change of a person at a time: the caller holds their lock, and saves.</summary>
internal sealed class SecondFactors(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Codes = 10;
    private static readonly TimeSpan OfferedFor = TimeSpan.FromHours(1);
    private readonly IDataProtector _seal = protection.CreateProtector("second-factor");
    private readonly ITimeLimitedDataProtector _offer = protection.CreateProtector("second-factor.offer").ToTimeLimitedDataProtector();

    /// <summary>A secret for the person to set up; it counts once they have proved to have it, and lies nowhere until then.</summary>
    public (byte[] Secret, string Sealed) Offer(Guid person)
    {
        var secret = TimeCodes.NewSecret();
        return (secret, _offer.Protect($"{person}/{Convert.ToHexString(secret)}", OfferedFor));
    }

    /// <returns>The secret that was offered to this person; null for anything else.</returns>
    public byte[]? Opened(Guid person, string offer)
    {
        try
        {
            return _offer.Unprotect(offer).Split('/') is [var of, var secret] && of == person.ToString() ? Convert.FromHexString(secret) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>The recovery codes; null where the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(AccountsDb db, Guid person, byte[] secret, string code, CancellationToken cancellation)
    {
        if (TimeCodes.Find(secret, Digits(code), clock.GetUtcNow(), 0) is not { } step)
            return null;
        db.SecondFactors.Add(new SecondFactor { PersonId = person, Secret = _seal.Protect(secret), LastStep = step, EnabledAt = clock.GetUtcNow() });
        return await NewCodesAsync(db, person, cancellation);
    }

    public async Task<IReadOnlyList<string>> NewCodesAsync(AccountsDb db, Guid person, CancellationToken cancellation)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(row => row.PersonId == person).ToListAsync(cancellation));
        var codes = Enumerable.Range(0, Codes).Select(_ => Secrets.NewCode(4)).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { PersonId = person, Hash = Secrets.HashOfCode(code) }));
        return codes;
    }

    /// <summary>Takes a code of the generator, whose step of time is used up by it, or a recovery code, which is used up itself.</summary>
    public async Task<Proof> ProveAsync(AccountsDb db, Guid person, string typed, CancellationToken cancellation)
    {
        if (await db.SecondFactors.FirstOrDefaultAsync(row => row.PersonId == person, cancellation) is not { } factor)
            return Proof.None;
        if (Digits(typed) is { Length: 6 } code && typed.All(sign => char.IsAsciiDigit(sign) || sign == ' '))
        {
            if (TimeCodes.Find(_seal.Unprotect(factor.Secret), code, clock.GetUtcNow(), factor.LastStep) is not { } step)
                return Proof.None;
            factor.LastStep = step;
            return Proof.Generator;
        }

        var hash = Secrets.HashOfCode(typed);
        if (await db.RecoveryCodes.FirstOrDefaultAsync(row => row.PersonId == person && row.Hash == hash && row.UsedAt == null, cancellation) is not { } recovery)
            return Proof.None;
        recovery.UsedAt = clock.GetUtcNow();
        return Proof.Recovery;
    }

    public static async Task<bool> TurnOffAsync(AccountsDb db, Guid person, CancellationToken cancellation)
    {
        var factor = await db.SecondFactors.FirstOrDefaultAsync(row => row.PersonId == person, cancellation);
        if (factor is not null)
            db.SecondFactors.Remove(factor);
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(row => row.PersonId == person).ToListAsync(cancellation));
        db.Touch(IPrincipalSource.TopicOf(person));
        return factor is not null;
    }

    private static string Digits(string typed) => string.Concat(typed.Where(char.IsAsciiDigit));
}

/// <summary>What a typed code turned out to be.</summary>
internal enum Proof
{
    None,
    Generator,
    Recovery,
}
