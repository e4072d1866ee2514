using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>What the public form offers, how much of it, and when it was opened.</summary>
internal sealed class AskForm(IProductTypes types, IConfiguration configuration, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int MostFiles = 3, MostBytes = 8_000_000, MostQuantities = 8;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);
    private readonly IDataProtector _seal = protection.CreateProtector("ask.opened");

    /// <summary>The product types the company marked for strangers; all where it marked none.</summary>
    public IReadOnlyList<IProductType> Types => configuration.GetSection("Portal:Inquiries:PublicTypes").Get<string[]>() is { Length: > 0 } marked ? [.. types.All.Where(type => marked.Contains(type.Id))] : types.All;

    public int MostPerHour => configuration.GetValue("Portal:Inquiries:PublicPerHour", 200);

    public int MostPerSender => configuration.GetValue("Portal:Inquiries:PublicPerSender", 10);

    public IProductType? Find(string id) => Types.FirstOrDefault(type => type.Id == id);

    public string Seal() => _seal.Protect(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>No person fills it in so soon. What is no seal of ours was filled in by none either.</summary>
    public bool IsTooFast(string opened)
    {
        try
        {
            return clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(_seal.Unprotect(opened), CultureInfo.InvariantCulture)) < Least;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }
}
