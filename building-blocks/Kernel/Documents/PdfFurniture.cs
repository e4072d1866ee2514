using System.Globalization;

namespace Portal.Kernel.Documents;

/// <summary>What stands on the pages around the body: letterhead, the small head of following pages, and the foot.</summary>
internal sealed class PdfFurniture(PdfDocument document, PdfTheme theme)
{
    private const float Left = PdfTheme.Left;
    private const float Width = PdfTheme.Width;
    private const float Grid = PdfTheme.Grid;

    /// <summary>The letterhead, as a strip that begins at <see cref="PdfTheme.Top"/>.</summary>
    public Strip Letterhead()
    {
        var strip = new Strip();
        var (header, half) = (document.Header, (Width - Grid) / 2);
        var left = header.Logo is { } logo
            ? PdfLayout.Picture(strip, logo, Left, 60 * PdfTheme.Millimetre, 14 * PdfTheme.Millimetre).Height
            : strip.Write(TextFlow.Lines(half, new Span(header.CompanyName, theme.Title with { Size = 15, Leading = 20 })), Left, 0, half);
        var right = header.Logo is null
            ? 0
            : strip.Write(TextFlow.Lines(half, new Span(header.CompanyName, theme.CaptionStrong)), Left + half + Grid, 0, half, PdfAlign.Right);
        foreach (var line in header.AddressLines)
            right = strip.Write(TextFlow.Lines(half, new Span(line, theme.Caption)), Left + half + Grid, right, half, PdfAlign.Right);
        var rule = Math.Max(left, right) + (Grid / 2);
        strip.Marks.Add(new FillMark(Left, rule, Width, 1.6f, theme.Accent));
        strip.Height = rule + 1.6f;
        return strip;
    }

    public Strip NextHead()
    {
        var strip = new Strip();
        var half = (Width - Grid) / 2;
        strip.Write(TextFlow.Lines(half, new Span(document.Header.CompanyName, theme.Caption)).Take(1), Left, 0, half);
        strip.Write(TextFlow.Lines(half, new Span(document.Title, theme.Caption)).Take(1), Left + half + Grid, 0, half, PdfAlign.Right);
        strip.Marks.Add(new FillMark(Left, Grid * 1.25f, Width, PdfTheme.Rule, theme.Accent));
        return strip;
    }

    public Strip Foot(int page, int pages)
    {
        var strip = new Strip();
        var side = Grid * 6;
        var middle = Width - side;
        strip.Marks.Add(new FillMark(Left, 0, Width, PdfTheme.Hairline, PdfTheme.Faint));
        var y = strip.Write(TextFlow.Lines(middle, new Span(document.Footer.DocumentNumber, theme.CaptionStrong)).Take(1), Left, Grid / 2, middle);
        if (document.Footer.Line.Length > 0)
            strip.Write(TextFlow.Lines(middle, new Span(document.Footer.Line, theme.Caption with { Size = 7.5f, Leading = 10 })).Take(3), Left, y, middle);
        var number = string.Create(CultureInfo.InvariantCulture, $"{page}\u00A0/\u00A0{pages}");
        strip.Write(TextFlow.Lines(side, new Span(number, theme.Caption)), Left + middle, Grid / 2, side, PdfAlign.Right);
        return strip;
    }
}
