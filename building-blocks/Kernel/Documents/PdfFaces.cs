using SkiaSharp;

namespace Portal.Kernel.Documents;

/// <summary>The faces of one document, cut down to the letters on its pages.</summary>
internal sealed class PdfFaces : IDisposable
{
    private readonly Dictionary<FontFace, SKTypeface> typefaces = [];
    private readonly Dictionary<(FontFace Face, float Size), SKFont> fonts = [];

    public PdfFaces(IEnumerable<IEnumerable<Mark>> pages)
    {
        foreach (var texts in pages.SelectMany(page => page).OfType<TextMark>().GroupBy(mark => mark.Style.Face))
        {
            var glyphs = texts.SelectMany(mark => mark.Text).ToHashSet().Select(texts.Key.Glyph).ToHashSet();
            using var data = SKData.CreateCopy(FontSubset.Of(texts.Key.File, glyphs));
            typefaces[texts.Key] = SKTypeface.FromData(data);
        }
    }

    public void Draw(SKCanvas canvas, TextMark mark, SKPaint paint)
    {
        var (face, size) = (mark.Style.Face, mark.Style.Size);
        if (!fonts.TryGetValue((face, size), out var font))
            fonts[(face, size)] = font = FontFace.Sized(typefaces[face], size);
        if (face.HasEqualDigits || !mark.Text.Any(char.IsAsciiDigit))
        {
            canvas.DrawText(mark.Text, mark.X, mark.Y, SKTextAlign.Left, font, paint);
            return;
        }

        // The font's digits differ in width: each is set in the middle of an equal share.
        var positions = new float[mark.Text.Length];
        var x = mark.X;
        for (var at = 0; at < positions.Length; at++)
        {
            var (advance, own) = (face.Advance(mark.Text[at]) * size, face.Own(mark.Text[at]) * size);
            positions[at] = x + ((advance - own) / 2);
            x += advance;
        }

        using var blob = SKTextBlob.CreateHorizontal(mark.Text, font, positions, mark.Y);
        canvas.DrawText(blob, 0, 0, paint);
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values)
            font.Dispose();
        foreach (var typeface in typefaces.Values)
            typeface.Dispose();
    }
}
