using System.Globalization;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Numbers as people type them. The reader's decimal sign rules; spaces group. Where the reader's group sign and decimal sign both stand, each has
/// its meaning. A sole separator followed by exactly three digits could be either and is refused with both readings; any other sole separator is decimal.
/// </summary>
public static class TypedNumber
{
    /// <returns>The number, or null with what is wrong.</returns>
    public static decimal? Read(string text, CultureInfo culture, out Phrase? problem)
    {
        problem = null;
        var typed = new string([.. text.Trim().Where(sign => !char.IsWhiteSpace(sign) && sign is not ('\u00a0' or '\u202f' or '\''))]).Replace('\u2212', '-');
        var body = typed.TrimStart('-', '+');
        var negative = typed.StartsWith('-');
        if (body.Length == 0 || typed.Length - body.Length > 1 || body.Any(sign => !char.IsAsciiDigit(sign) && sign is not ('.' or ',')))
        {
            problem = new Phrase("number.unreadable", text.Trim());
            return null;
        }

        var (commas, dots) = (body.Count(sign => sign == ','), body.Count(sign => sign == '.'));
        char? point = (commas, dots) switch
        {
            (0, 0) => null,
            ( > 0, > 0) => body.LastIndexOf(',') > body.LastIndexOf('.') ? ',' : '.',
            ( > 1, 0) or (0, > 1) => null,
            _ => commas == 1 ? ',' : '.',
        };
        var sole = commas + dots == 1;
        if (point is { } sign1 && body.Count(sign => sign == sign1) > 1 || !GroupsFit(body, point))
        {
            problem = new Phrase("number.unreadable", text.Trim());
            return null;
        }

        // 1.250 to a Pole, 1,250 to an English reader: the sign that is not their decimal one, before three digits. And 1,250 to a Pole: theirs, yet as often a slip.
        if (sole && body.Length - body.IndexOf(point!.Value) - 1 == 3 && body.IndexOf(point.Value) is > 0 and <= 3 && body[0] != '0')
        {
            var digits = body.Remove(body.IndexOf(point.Value), 1);
            var whole = decimal.Parse(digits, CultureInfo.InvariantCulture);
            problem = new Phrase("number.ambiguous", text.Trim(), whole.ToString("0", culture), Unambiguous(whole / 1000m, culture));
            return null;
        }

        var plain = new string([.. body.Where(sign => char.IsAsciiDigit(sign) || sign == point)]).Replace(',', '.');
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            problem = new Phrase("number.unreadable", text.Trim());
            return null;
        }

        return negative ? -number : number;
    }

    /// <summary>With four decimals where three would be ambiguous again.</summary>
    private static string Unambiguous(decimal number, CultureInfo culture) => number.ToString(decimal.Round(number, 2) == number ? "0.0#" : "0.0000", culture);

    /// <summary>Where separators group, every group but the first has three digits.</summary>
    private static bool GroupsFit(string body, char? point)
    {
        var whole = point is { } sign ? body[..body.LastIndexOf(sign)] : body;
        var groups = whole.Split('.', ',');
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
    }
}
