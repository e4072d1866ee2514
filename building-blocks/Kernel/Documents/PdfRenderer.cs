using SkiaSharp;

namespace Portal.Kernel.Documents;

/// <summary>
/// Sets documents as PDF: A4, vector letters that can be selected and searched, only the glyphs in use. The same document, fonts and instant
/// give the same bytes in any time zone and culture, so the hash of a frozen paper can be checked by rendering it again as long as the drawing
/// library stays the same; keep the file of what was issued. Safe to share between threads.
/// </summary>
public sealed class PdfRenderer(PdfFonts fonts)
{
    /// <summary>Writes the document.</summary>
    /// <param name="issuedAt">The moment written into the file as its date of creation.</param>
    /// <param name="output">Receives the whole file at the end; only written to, never sought or closed.</param>
    /// <exception cref="ArgumentException">Colour, picture or table can't be used; the message says why and what to give instead.</exception>
    public void Render(PdfDocument document, DateTimeOffset issuedAt, Stream output)
    {
        var theme = new PdfTheme(fonts, document.Header.Accent);
        // Everything is laid out before anything is drawn: the foot of page one says how many pages there are.
        var pages = Pages(document, theme);
        using var faces = new PdfFaces(pages);
        using var buffer = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(buffer, new SKDocumentPdfMetadata(SKDocumentPdfMetadata.DefaultRasterDpi) { Title = document.Title }))
        {
            foreach (var page in pages)
            {
                Paint(pdf.BeginPage(PdfTheme.PageWidth, PdfTheme.PageHeight), page, faces);
                pdf.EndPage();
            }

            pdf.Close();
        }

        PdfProperties.Append(buffer, document, issuedAt);
        buffer.Position = 0;
        buffer.CopyTo(output);
    }

    private static List<List<Mark>> Pages(PdfDocument document, PdfTheme theme)
    {
        var furniture = new PdfFurniture(document, theme);
        var letterhead = furniture.Letterhead();
        var firstTop = PdfTheme.Top + letterhead.Height + (PdfTheme.Grid * 2);
        var bodies = PageFlow.Pages(new PdfLayout(theme).Strips(document.Blocks), firstTop, PdfTheme.NextTop, PdfTheme.Bottom);
        return [.. bodies.Select((body, at) => At(at == 0 ? letterhead : furniture.NextHead(), PdfTheme.Top)
            .Concat(body)
            .Concat(At(furniture.Foot(at + 1, bodies.Count), PdfTheme.Bottom + PdfTheme.Grid))
            .ToList())];
    }

    private static IEnumerable<Mark> At(Strip strip, float top) => strip.Marks.Select(mark => mark with { Y = mark.Y + top });

    private static void Paint(SKCanvas canvas, List<Mark> marks, PdfFaces faces)
    {
        using var paint = new SKPaint { IsAntialias = true };
        foreach (var mark in marks)
        {
            switch (mark)
            {
                case FillMark fill:
                    paint.Color = Colour(fill.Colour);
                    canvas.DrawRect(fill.X, fill.Y, fill.Width, fill.Height, paint);
                    break;
                case TextMark text:
                    paint.Color = Colour(text.Style.Colour);
                    faces.Draw(canvas, text, paint);
                    break;
                case ImageMark image:
                    using (var picture = SKImage.FromEncodedData(image.Content))
                        canvas.DrawImage(picture, new SKRect(image.X, image.Y, image.X + image.Width, image.Y + image.Height), new SKSamplingOptions(SKCubicResampler.Mitchell), paint);
                    break;
            }
        }
    }

    private static SKColor Colour(uint rgb) => new(0xFF000000 | rgb);
}
