namespace Portal.Kernel.Documents;

/// <summary>Turns the blocks of a document into strips.</summary>
internal sealed class PdfLayout(PdfTheme theme)
{
    private const float Left = PdfTheme.Left;
    private const float Width = PdfTheme.Width;
    private const float Grid = PdfTheme.Grid;
    private const float Gutter = Grid * 1.5f;
    private const float LabelGap = Grid * 0.75f;

    public IReadOnlyList<Strip> Strips(IReadOnlyList<PdfBlock> blocks)
    {
        var strips = new List<Strip>();
        var isAfterHeading = false;
        foreach (var block in blocks)
        {
            var from = strips.Count;
            strips.AddRange(Strips(block));
            // What stands under a heading belongs to it, so it comes nearer.
            if (isAfterHeading && strips.Count > from && block is not (PdfHeading or PdfSpacer))
                strips[from].Gap = Grid / 2;
            isAfterHeading = block is PdfHeading;
        }

        return strips;
    }

    private IEnumerable<Strip> Strips(PdfBlock block) => block switch
    {
        PdfHeading heading => [Heading(heading)],
        PdfParagraph paragraph => Paragraph(paragraph),
        PdfKeyValues facts => KeyValues(facts),
        PdfColumns columns => [Columns(columns)],
        PdfTable table => new PdfTableLayout(table, theme).Strips(),
        PdfSpacer spacer => [new Strip { Gap = spacer.Millimetres * PdfTheme.Millimetre }],
        PdfPageBreak => [new Strip { NewPage = true, KeepWithNext = true }],
        PdfNote note => Note(note),
        PdfImage image => [Image(image)],
        _ => throw new ArgumentException($"Documents know no block {block.GetType().Name}. Use one of the blocks in PdfDocument.cs.", nameof(block)),
    };

    private Strip Heading(PdfHeading heading)
    {
        var strip = new Strip { Gap = Grid * 2, KeepWithNext = true };
        strip.Height = strip.Write(TextFlow.Lines(Width, new Span(heading.Text, heading.Level <= 1 ? theme.Title : theme.Section)), Left, 0, Width);
        return strip;
    }

    private IEnumerable<Strip> Paragraph(PdfParagraph paragraph) =>
        TextStrips(TextFlow.Lines(Width, Lead(paragraph.Lead, paragraph.Text)), Left, Width);

    private IReadOnlyList<Span> Lead(string? lead, string text) =>
        string.IsNullOrEmpty(lead) ? [new Span(text, theme.Body)] : [new Span(lead + " ", theme.Strong), new Span(text, theme.Body)];

    /// <summary>A strip a line; the first two and the last two lines stay together.</summary>
    private static List<Strip> TextStrips(IReadOnlyList<Line> lines, float left, float width)
    {
        var strips = new List<Strip>(lines.Count);
        for (var at = 0; at < lines.Count; at++)
        {
            var strip = new Strip { Gap = at == 0 ? Grid : 0, KeepWithNext = at + 1 < lines.Count && (at == 0 || at == lines.Count - 2) };
            strip.Height = strip.Write([lines[at]], left, 0, width);
            strips.Add(strip);
        }

        return strips;
    }

    private IEnumerable<Strip> KeyValues(PdfKeyValues facts)
    {
        var across = Math.Max(1, facts.Across);
        var cell = (Width - (Gutter * (across - 1))) / across;
        var rows = facts.Pairs.Chunk(across).ToArray();
        var labels = Enumerable.Range(0, across).Select(at => Math.Min(rows.Where(row => at < row.Length).Select(row => LabelWidth(row[at])).DefaultIfEmpty().Max(), cell * 0.45f)).ToArray();
        // The label is smaller than its value: both stand on one base line.
        var drop = theme.Body.Baseline - theme.Detail.Baseline;
        foreach (var row in rows)
        {
            var strip = new Strip { Gap = row == rows[0] ? Grid : 0 };
            for (var at = 0; at < row.Length; at++)
            {
                var left = Left + (at * (cell + Gutter));
                var (label, value) = (labels[at], cell - labels[at] - LabelGap);
                var labelEnd = strip.Write(TextFlow.Lines(label, new Span(row[at].Label, theme.Detail)), left, drop, label);
                var valueEnd = strip.Write(TextFlow.Lines(value, new Span(row[at].Value, theme.Body)), left + label + LabelGap, 0, value);
                strip.Height = Math.Max(strip.Height, Math.Max(labelEnd, valueEnd));
            }

            strip.Height += Grid / 4;
            yield return strip;
        }
    }

    private float LabelWidth(PdfKeyValue pair) => theme.Detail.Width(theme.Detail.Face.Fit(pair.Label)) + 0.1f;

    private Strip Columns(PdfColumns columns)
    {
        var strip = new Strip { Gap = Grid * 1.5f };
        var count = Math.Max(1, columns.Columns.Count);
        var width = (Width - (Gutter * (count - 1))) / count;
        for (var at = 0; at < columns.Columns.Count; at++)
        {
            var left = Left + (at * (width + Gutter));
            var (caption, lines) = (columns.Columns[at].Caption, columns.Columns[at].Lines);
            var y = caption is null ? 0 : strip.Write(TextFlow.Lines(width, new Span(caption, theme.Detail)), left, 0, width) + (Grid / 4);
            for (var line = 0; line < lines.Count; line++)
                y = strip.Write(TextFlow.Lines(width, new Span(lines[line], line == 0 ? theme.Strong : theme.Body)), left, y, width);
            strip.Height = Math.Max(strip.Height, y);
        }

        return strip;
    }

    private List<Strip> Note(PdfNote note)
    {
        const float padding = Grid * 0.75f;
        const float bar = PdfTheme.Millimetre;
        var left = Left + bar + Grid;
        var strips = TextStrips(TextFlow.Lines(PdfTheme.Right - Grid - left, Lead(note.Lead, note.Text)), left, PdfTheme.Right - Grid - left);
        for (var at = 0; at < strips.Count; at++)
        {
            var (strip, isLast) = (strips[at], at == strips.Count - 1);
            if (at == 0)
            {
                for (var mark = 0; mark < strip.Marks.Count; mark++)
                    strip.Marks[mark] = strip.Marks[mark] with { Y = strip.Marks[mark].Y + padding };
                strip.Height += padding;
            }

            if (isLast)
                strip.Height += padding;
            strip.KeepWithNext = !isLast;
            // Grounds overlap a little, or a seam would show between the lines.
            var overlap = at == 0 ? 0 : 0.5f;
            strip.Marks.Insert(0, new FillMark(Left, -overlap, Width, strip.Height + overlap, theme.Ground));
            strip.Marks.Insert(1, new FillMark(Left, -overlap, bar, strip.Height + overlap, theme.Accent));
        }

        return strips;
    }

    private static Strip Image(PdfImage image)
    {
        var strip = new Strip { Gap = Grid };
        var limit = Math.Min(image.WidthMillimetres * PdfTheme.Millimetre, Width);
        strip.Height = Picture(strip, image.Content, Left, limit, PdfTheme.Bottom - PdfTheme.NextTop).Height;
        return strip;
    }

    /// <summary>Places a picture as large as both limits let it be.</summary>
    public static ImageMark Picture(Strip strip, byte[] content, float left, float width, float height)
    {
        using var codec = SkiaSharp.SKCodec.Create(new MemoryStream(content))
            ?? throw new ArgumentException("The picture can't be read. Give a PNG or JPEG file.", nameof(content));
        var scale = Math.Min(width / codec.Info.Width, height / codec.Info.Height);
        var mark = new ImageMark(left, 0, codec.Info.Width * scale, codec.Info.Height * scale, content);
        strip.Marks.Add(mark);
        return mark;
    }
}
