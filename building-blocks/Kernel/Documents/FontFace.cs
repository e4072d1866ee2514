using System.Text;
using SkiaSharp;

namespace Portal.Kernel.Documents;

/// <summary>One font file: widths, heights and which letters it has. Safe to share between threads.</summary>
internal sealed class FontFace
{
    private const float Em = 1000;

    private static readonly Dictionary<char, char> StandIns = new()
    {
        ['\u202F'] = '\u00A0',
        ['\u2007'] = '\u00A0',
        ['\u2009'] = ' ',
        ['\u200A'] = ' ',
        ['\u2011'] = '-',
        ['\u2010'] = '-',
        ['\u2212'] = '\u2013',
    };

    private readonly SKFont font;
    private readonly float[] advances = new float[char.MaxValue + 1];
    private readonly Dictionary<ushort, ushort> figures;

    public FontFace(byte[] file)
    {
        File = file;
        using var data = SKData.CreateCopy(file);
        var typeface = SKTypeface.FromData(data)
            ?? throw new ArgumentException("The file is not a TrueType font. Give the content of a .ttf file.", nameof(file));
        font = Sized(typeface, Em);
        Ascent = -font.Metrics.Ascent / Em;
        Descent = font.Metrics.Descent / Em;
        Array.Fill(advances, float.NaN);
        figures = FontTables.TabularFigures(file);
    }

    public byte[] File { get; }

    /// <summary>Heights above and below the base line at size 1.</summary>
    public float Ascent { get; }

    public float Descent { get; }

    public static SKFont Sized(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, BaselineSnap = false };

    public float Width(ReadOnlySpan<char> text)
    {
        var width = 0f;
        foreach (var character in text)
            width += Advance(character);
        return width;
    }

    /// <summary>Width of a character at size 1.</summary>
    public float Advance(char character)
    {
        ref var advance = ref advances[character];
        if (float.IsNaN(advance))
            advance = font.GetGlyphWidths([Glyph(character)])[0] / Em;
        return advance;
    }

    /// <summary>Number of a character's glyph, 0 when the font lacks it; digits are the equally wide ones, so that figures line up.</summary>
    public ushort Glyph(char character)
    {
        var glyph = font.GetGlyph(character);
        return char.IsAsciiDigit(character) && figures.TryGetValue(glyph, out var figure) ? figure : glyph;
    }

    /// <summary>
    /// Text as the face can show it: composed letters, one kind of line feed, no control characters, and stand-ins for what the face lacks.
    /// </summary>
    public string Fit(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value is '\n' or Breaks.SoftHyphen or Breaks.ZeroWidthSpace)
                clean.Append((char)rune.Value);
            else if (rune.Value == '\t')
                clean.Append(' ');
            else if (Rune.IsControl(rune) || rune.Value is 0x2060 or 0xFEFF)
                continue;
            else if (!rune.IsBmp)
                clean.Append('?');
            else
                clean.Append(Known((char)rune.Value));
        }

        return clean.ToString();
    }

    private char Known(char character) =>
        Glyph(character) != 0 ? character
        : StandIns.TryGetValue(character, out var other) ? Known(other)
        : character switch { '\u00A0' => '\u00A0', '\u2013' or '\u2014' => '-', _ => '?' };
}
