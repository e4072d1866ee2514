using System.Globalization;

namespace Portal.Kernel.Documents;

/// <summary>A company's colour as people give it: #rgb or #rrggbb.</summary>
internal readonly record struct HexColour(byte Red, byte Green, byte Blue)
{
    public static HexColour Parse(string text)
    {
        var digits = text.StartsWith('#') ? text[1..] : "";
        if (digits.Length == 3)
            digits = string.Concat(digits.Select(digit => new string(digit, 2)));
        if (digits.Length != 6 || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            throw new ArgumentException($"'{text}' is not a colour. Give it as # and three or six hexadecimal digits, such as #1f6feb.", nameof(text));
        return new HexColour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    /// <summary>Relative luminance as WCAG defines it, 0 black to 1 white.</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Whether white letters are easier to read on this colour than black ones.</summary>
    public bool CarriesWhite => 1.05 / (Luminance + 0.05) >= (Luminance + 0.05) / 0.05;

    /// <summary>The colour thinned with white: share 1 is the colour, 0 is white.</summary>
    public HexColour Tint(double share) => new(Mix(Red, share), Mix(Green, share), Mix(Blue, share));

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private static byte Mix(byte value, double share) => (byte)Math.Round(255 - ((255 - value) * share));

    private static double Linear(byte value)
    {
        var share = value / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
