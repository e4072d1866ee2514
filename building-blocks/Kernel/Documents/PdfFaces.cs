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
            var letters = texts.SelectMany(mark => mark.Text).Distinct().ToDictionary(letter => letter, texts.Key.Glyph);
            using var data = SKData.CreateCopy(FontSubset.Of(texts.Key.File, letters));
            typefaces[texts.Key] = SKTypeface.FromData(data);
        }
    }

    public void Draw(SKCanvas canvas, TextMark mark, SKPaint paint)
    {
        var (face, size) = (mark.Style.Face, mark.Style.Size);
        if (!fonts.TryGetValue((face, size), out var font))
            fonts[(face, size)] = font = FontFace.Sized(typefaces[face], size);
        canvas.DrawText(mark.Text, mark.X, mark.Y, SKTextAlign.Left, font, paint);
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values)
            font.Dispose();
        foreach (var typeface in typefaces.Values)
            typeface.Dispose();
    }
}
