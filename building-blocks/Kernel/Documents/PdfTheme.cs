namespace Portal.Kernel.Documents;

/// <summary>The look of every document: A4, a 4 mm grid, 10 pt text, two faces, one accent. Lengths in points unless named otherwise.</summary>
internal sealed class PdfTheme
{
    public const float Millimetre = 72 / 25.4f;
    public const float Grid = 4 * Millimetre;
    public const float PageWidth = 210 * Millimetre;
    public const float PageHeight = 297 * Millimetre;
    public const float Left = 20 * Millimetre;
    public const float Width = PageWidth - (2 * Left);
    public const float Right = Left + Width;
    public const float Top = 14 * Millimetre;
    public const float NextTop = 28 * Millimetre;
    public const float Bottom = PageHeight - (28 * Millimetre);
    public const float Hairline = 0.4f;
    public const float Rule = 0.8f;

    public const uint Ink = 0x1B2430;
    public const uint Grey = 0x55606E;
    public const uint Faint = 0xD5DAE1;

    public PdfTheme(PdfFonts fonts, string accent)
    {
        var colour = HexColour.Parse(accent);
        Accent = Rgb(colour);
        Ground = Rgb(colour.Tint(0.08));
        Body = new TextStyle(fonts.Regular, 10, 13.6f, Ink);
        Strong = Body with { Face = fonts.Bold };
        Detail = new TextStyle(fonts.Regular, 8.5f, Grid, Grey);
        Caption = Detail with { Size = 8 };
        CaptionStrong = Caption with { Face = fonts.Bold };
        Title = new TextStyle(fonts.Bold, 18, 24, Ink);
        Section = new TextStyle(fonts.Bold, 11.5f, 16, Ink);
    }

    public uint Accent { get; }

    public uint Ground { get; }

    public TextStyle Body { get; }

    public TextStyle Strong { get; }

    public TextStyle Detail { get; }

    public TextStyle Caption { get; }

    public TextStyle CaptionStrong { get; }

    public TextStyle Title { get; }

    public TextStyle Section { get; }

    private static uint Rgb(HexColour colour) => ((uint)colour.Red << 16) | ((uint)colour.Green << 8) | colour.Blue;
}
