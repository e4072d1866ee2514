using System.Globalization;
using System.Text;

namespace Portal.Accounts;

/// <summary>
/// What a password has to be: long, and neither one of those that everybody tries first nor made of the person's own names. Nothing is asked of its signs.
/// </summary>
internal sealed class PasswordRules
{
    public const int Shortest = 10, Longest = 200;

    // So much has to be left of it besides the names of the person and company.
    private const int OwnWords = 4, Left = 8;
    private readonly Lazy<HashSet<string>> _common = new(() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "words", "passwords.txt")).ToHashSet());

    /// <param name="names">Names of the person and of their companies, and their address.</param>
    /// <exception cref="RuleBroken">It will not do; says why.</exception>
    public void Demand(string password, string field, params IEnumerable<string> names)
    {
        if (password.Length < Shortest)
            throw new RuleBroken(field, new Phrase("accounts.passwordTooShort", Shortest));
        if (password.Length > Longest)
            throw new RuleBroken(field, new Phrase("accounts.passwordTooLong", Longest));
        var plain = Plain(password);
        if (IsCommon(plain))
            throw new RuleBroken(field, "accounts.passwordCommon");
        var rest = plain;
        foreach (var word in names.SelectMany(name => Plain(name).Split([' ', '.', '@', '-', '_', '+', ','])).Where(word => word.Length >= OwnWords).OrderByDescending(word => word.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        if (rest.Length < Left && rest.Length < plain.Length)
            throw new RuleBroken(field, "accounts.passwordOwn");
    }

    /// <summary>As it is, or the word in it once figures and signs are taken from its ends and read as the letters they stand for; and what repeats or counts.</summary>
    private bool IsCommon(string plain)
    {
        var word = plain.Trim([.. plain.Where(sign => !char.IsLetter(sign))]);
        var read = word.Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't').Replace('@', 'a').Replace('$', 's').Replace('!', 'i');
        return new[] { plain, word, read }.Any(it => it.Length > 3 && (_common.Value.Contains(it) || Enumerable.Range(1, it.Length / 2).Any(unit => it.Length % unit == 0 && it == string.Concat(Enumerable.Repeat(it[..unit], it.Length / unit)))))
            || Counts(plain) || Counts(string.Concat(plain.Reverse()));
    }

    /// <summary>One after another, from nine to nought as well.</summary>
    private static bool Counts(string text) => text.Zip(text.Skip(1)).All(pair => pair.Second - pair.First is 1 or 0 || pair is ('9', '0'));

    /// <summary>Lower case, without the marks over letters.</summary>
    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Replace('ł', 'l').Normalize(NormalizationForm.FormD).Where(sign => CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark));
}
