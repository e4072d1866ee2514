using System.Text.RegularExpressions;

namespace Portal.Accounts;

/// <summary>
/// Numbers that tax offices and registers gave: the NIP, DIČ or EU VAT number of each member country by its published check, the REGON and the IČO.
/// A number of another country is kept as it was typed. Nobody is asked whether it is in force: an outage there must not stop anyone here.
/// </summary>
internal static partial class TaxIds
{
    /// <param name="Example">A number that passes, to be shown where one does not.</param>
    private sealed record Scheme(Regex Form, Func<string, bool> Check, string Example);

    private static readonly Dictionary<string, Scheme> Schemes = new()
    {
        ["AT"] = new(Of("U[0-9]{8}"), it => (10 - (Alternating(it[1..8], 1, 2) + 4) % 10) % 10 == it[8] - '0', "U13585627"),
        ["BE"] = new(Of("[01][0-9]{9}"), it => 97 - Number(it[..8]) % 97 == Number(it[8..]), "0428759497"),
        ["BG"] = new(Of("[0-9]{9,10}"), IsBulgarian, "175074752"),
        ["CY"] = new(Of("[0-9]{8}[A-Z]"), IsCypriot, "10259033P"),
        ["CZ"] = new(Of("[0-9]{8,10}"), IsCzech, "25123891"),
        ["DE"] = new(Of("[1-9][0-9]{8}"), IsMod1110, "136695976"),
        ["DK"] = new(Of("[1-9][0-9]{7}"), it => Sum(it, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0, "13585628"),
        ["EE"] = new(Of("[0-9]{9}"), it => Sum(it, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0, "100931558"),
        ["EL"] = new(Of("[0-9]{9}"), it => Sum(it, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == it[8] - '0', "094259216"),
        ["ES"] = new(Of("[A-Z0-9][0-9]{7}[A-Z0-9]"), IsSpanish, "B58378431"),
        ["FI"] = new(Of("[0-9]{8}"), it => Sum(it, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0, "20774740"),
        ["FR"] = new(Of("[A-HJ-NP-Z0-9]{2}[0-9]{9}"), IsFrench, "40303265045"),
        ["HR"] = new(Of("[0-9]{11}"), IsMod1110, "33392005961"),
        ["HU"] = new(Of("[0-9]{8}"), it => Sum(it, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0, "12892312"),
        ["IE"] = new(Of("[0-9][A-Z0-9+*][0-9]{5}[A-W][A-I]?"), IsIrish, "6433435F"),
        ["IT"] = new(Of("[0-9]{11}"), it => Luhn(it), "00743110157"),
        ["LT"] = new(Of("([0-9]{7}1[0-9]|[0-9]{10}1[0-9])"), IsLithuanian, "119511515"),
        ["LU"] = new(Of("[0-9]{8}"), it => Number(it[..6]) % 89 == Number(it[6..]), "15027442"),
        ["LV"] = new(Of("[0-9]{11}"), IsLatvian, "40003521600"),
        ["MT"] = new(Of("[1-9][0-9]{7}"), it => Sum(it, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0, "11679112"),
        ["NL"] = new(Of("[0-9]{9}B[0-9]{2}"), IsDutch, "004495445B01"),
        ["PL"] = new(Of("[0-9]{10}"), it => it.Distinct().Count() > 1 && Sum(it, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == it[9] - '0', "8567346215"),
        ["PT"] = new(Of("[1-9][0-9]{8}"), it => (11 - Sum(it, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == it[8] - '0', "501964843"),
        ["RO"] = new(Of("[1-9][0-9]{1,9}"), it => Sum(it.PadLeft(10, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == it[^1] - '0', "18547290"),
        ["SE"] = new(Of("[0-9]{10}(0[1-9]|[1-8][0-9]|9[0-4])"), it => Luhn(it[..10]), "123456789701"),
        ["SI"] = new(Of("[1-9][0-9]{7}"), it => Sum(it, 8, 7, 6, 5, 4, 3, 2) % 11 is var rest && rest > 0 && (11 - rest) % 10 == it[7] - '0', "50223054"),
        ["SK"] = new(Of("[1-9][0-9][2-47-9][0-9]{7}"), it => Number(it) % 11 == 0, "2022749619"),
        ["XI"] = new(Of("([0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})"), IsBritish, "980780684"),
    };

    /// <summary>Countries whose numbers are checked.</summary>
    public static IReadOnlyCollection<string> Countries => Schemes.Keys;

    /// <summary>As it is kept and printed: without blanks and dashes, abroad with the country in front, as other countries know it.</summary>
    /// <returns>What was typed where nothing is known of the country's numbers; the number and what is wrong with it else.</returns>
    public static (string Number, Phrase? Problem) Read(string typed, string country)
    {
        var bare = Bare(typed);
        var prefix = country == "GR" ? "EL" : country;
        if (bare.Length == 0 || !Schemes.TryGetValue(prefix, out var scheme))
            return (typed.Trim(), null);
        var number = bare.StartsWith(prefix, StringComparison.Ordinal) ? bare[prefix.Length..] : country == "GR" && bare.StartsWith("GR", StringComparison.Ordinal) ? bare[2..] : bare;
        var shown = prefix == "PL" ? number : prefix + number;
        if (!scheme.Form.IsMatch(number))
            return (shown, new Phrase(bare.Length > 2 && char.IsAsciiLetterUpper(bare[0]) && char.IsAsciiLetterUpper(bare[1]) && bare[..2] != prefix && Schemes.ContainsKey(bare[..2]) ? "taxId.otherCountry" : "taxId.form", typed.Trim(), prefix, (prefix == "PL" ? "" : prefix) + scheme.Example));
        return (shown, scheme.Check(number) ? null : new Phrase("taxId.check", typed.Trim()));
    }

    /// <summary>The number of the company's register: REGON in Poland, IČO in the Czech Republic (with the zeros a spreadsheet dropped), as typed elsewhere.</summary>
    public static (string Number, Phrase? Problem) ReadRegister(string typed, string country)
    {
        var bare = Bare(typed);
        switch (country)
        {
            case "PL" when bare.Length > 0:
                return bare.Length is not (9 or 14) || !bare.All(char.IsAsciiDigit) ? (bare, new Phrase("taxId.regon.form", typed.Trim()))
                    : (bare, IsRegon(bare) ? null : new Phrase("taxId.check", typed.Trim()));
            case "CZ" when bare.Length > 0:
                var padded = bare.PadLeft(8, '0');
                return padded.Length != 8 || !padded.All(char.IsAsciiDigit) ? (bare, new Phrase("taxId.ico.form", typed.Trim()))
                    : (padded, IsIco(padded) ? null : new Phrase("taxId.check", typed.Trim()));
            default:
                return (typed.Trim(), null);
        }
    }

    /// <summary>By what two companies are known to be one, however the number was written; empty where there is none.</summary>
    public static string Key(string taxId, string country)
    {
        var bare = Bare(taxId);
        var prefix = country == "GR" ? "EL" : country;
        return bare.Length == 0 ? "" : bare.StartsWith(prefix, StringComparison.Ordinal) ? bare : prefix + bare;
    }

    private static string Bare(string typed) => string.Concat(typed.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '+' or '*')).ToUpperInvariant();

    private static Regex Of(string form) => new($"^{form}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static int Sum(string digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var at = 0; at < weights.Length; at++)
            sum += (digits[at] - '0') * weights[at];
        return sum;
    }

    /// <summary>Digits times the two weights by turns, the digits of each product added.</summary>
    private static int Alternating(string digits, int first, int second) =>
        digits.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? first : second)).Sum(product => product / 10 + product % 10);

    private static bool Luhn(string digits) => Alternating(digits, digits.Length % 2 == 0 ? 2 : 1, digits.Length % 2 == 0 ? 1 : 2) % 10 == 0;

    /// <summary>ISO 7064, MOD 11,10.</summary>
    private static bool IsMod1110(string digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }

    private static bool IsBulgarian(string it)
    {
        if (it.Length == 9)
            return (Sum(it, 1, 2, 3, 4, 5, 6, 7, 8) % 11 is < 10 and var sum ? sum : Sum(it, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10) == it[8] - '0';
        var last = it[9] - '0';
        return Sum(it, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last || Sum(it, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last || (11 - Sum(it, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == last;
    }

    private static bool IsCypriot(string it)
    {
        int[] odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        return !it.StartsWith("12", StringComparison.Ordinal) && 'A' + it[..8].Select((digit, at) => at % 2 == 0 ? odd[digit - '0'] : digit - '0').Sum() % 26 == it[8];
    }

    /// <summary>A company's is its IČO, a person's the birth number: with ten digits divisible by 11, or by the rule for what remains; nine digits were given before there was a check.</summary>
    private static bool IsCzech(string it) => it.Length switch
    {
        8 => it[0] != '9' && IsIco(it),
        9 => true,
        _ => Number(it) % 11 == 0 || (Number(it[..9]) % 11 == 10 && it[9] == '0'),
    };

    private static bool IsIco(string it) => (11 - Sum(it, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == it[7] - '0';

    private static bool IsRegon(string it) => Sum(it, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == it[8] - '0' && (it.Length == 9 || Sum(it, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10 == it[13] - '0');

    private static bool IsSpanish(string it)
    {
        const string Letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (char.IsAsciiDigit(it[0]) || "XYZ".Contains(it[0], StringComparison.Ordinal))
            return Letters[(int)(Number(("XYZ".IndexOf(it[0], StringComparison.Ordinal) is >= 0 and var digit ? digit.ToString(System.Globalization.CultureInfo.InvariantCulture) : it[..1]) + it[1..8]) % 23)] == it[8];
        if ("KLM".Contains(it[0], StringComparison.Ordinal))
            return Letters[(int)(Number(it[1..8]) % 23)] == it[8];
        var control = (10 - Alternating(it[1..8], 2, 1) % 10) % 10;
        return "ABCDEFGHJNPQRSUVW".Contains(it[0], StringComparison.Ordinal) && (it[8] == '0' + control || it[8] == "JABCDEFGHI"[control]);
    }

    /// <summary>The register's number checks itself; the key before it, where it is of digits, checks both.</summary>
    private static bool IsFrench(string it) => (Luhn(it[2..]) || it[2..].StartsWith("000", StringComparison.Ordinal)) && (!it[..2].All(char.IsAsciiDigit) || Number(it[..2]) == (12 + 3 * (Number(it[2..]) % 97)) % 97);

    private static bool IsIrish(string it)
    {
        // An older number has its first digit at the end and a letter or sign in its place.
        var digits = char.IsAsciiDigit(it[1]) ? it[..7] : $"0{it[2..7]}{it[0]}";
        var second = it.Length == 9 ? it[8] - 'A' + 1 : 0;
        return "WABCDEFGHIJKLMNOPQRSTUV"[(Sum(digits, 8, 7, 6, 5, 4, 3, 2) + second * 9) % 23] == it[7];
    }

    private static bool IsLithuanian(string it)
    {
        var body = it[..^1];
        var sum = body.Select((digit, at) => (digit - '0') * (at % 9 + 1)).Sum() % 11;
        return (sum < 10 ? sum : body.Select((digit, at) => (digit - '0') * ((at + 2) % 9 + 1)).Sum() % 11 % 10) == it[^1] - '0';
    }

    private static bool IsLatvian(string it) => it[0] > '3'
        ? Sum(it, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3
        : (1 + Sum(it, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == it[10] - '0';

    /// <summary>By the citizen's number or, as given since 2020, modulo 97 with the country in front.</summary>
    private static bool IsDutch(string it)
    {
        if (Sum(it, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == it[8] - '0')
            return true;
        var value = 0;
        foreach (var part in $"NL{it}")
            value = char.IsAsciiDigit(part) ? (value * 10 + part - '0') % 97 : (value * 100 + part - 'A' + 10) % 97;
        return value == 1;
    }

    private static bool IsBritish(string it) => !char.IsAsciiDigit(it[0]) || ((Sum(it, 8, 7, 6, 5, 4, 3, 2) + Number(it[7..9])) % 97 is 0 or 42);
}
