namespace Portal.Accounts;

/// <summary>What can be told of a mail address by looking at it.</summary>
internal static class MailAddresses
{
    // Whoever has an address there shares its domain with everybody.
    private static readonly HashSet<string> Free =
    [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "t-online.de",
        "freenet.de", "wp.pl", "o2.pl", "onet.pl", "op.pl", "interia.pl", "poczta.fm", "gazeta.pl", "vp.pl", "tlen.pl", "seznam.cz", "email.cz", "centrum.cz", "volny.cz", "post.cz",
    ];

    /// <summary>Whether everybody may have an address at the domain.</summary>
    public static bool IsFree(string domain) => Free.Contains(domain);

    public static bool IsOne(string typed) => System.Net.Mail.MailAddress.TryCreate(typed.Trim(), out var address) && address.Address == typed.Trim() && address.Host.Contains('.', StringComparison.Ordinal);

    /// <returns>The company's own domain; null for one that everybody may have an address in, and for what is no address.</returns>
    public static string? Domain(string email) => email.LastIndexOf('@') is >= 0 and var at && email[(at + 1)..].Trim().ToLowerInvariant() is { Length: > 0 } domain && !Free.Contains(domain) ? domain : null;
}
