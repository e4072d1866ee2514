using System.Globalization;

namespace Portal.Accounts;

/// <summary>Countries to choose from, in the reader's language.</summary>
internal static class Countries
{
    private static readonly string[] Codes =
    [
        "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "US", "XI",
    ];

    /// <param name="also">A code that is in use already; it stays though the list has it not.</param>
    public static IEnumerable<(string Value, string Label)> Of(string? also) =>
        Codes.Union(also is { Length: 2 } ? [also] : []).Select(code => (code, $"{Name(code)} ({code})")).OrderBy(country => country.Item2, StringComparer.CurrentCulture);

    // Northern Ireland is none of its own elsewhere, but has its numbers in the EU's system.
    private static string Name(string code)
    {
        try
        {
            return code == "XI" ? "Northern Ireland" : new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
