namespace Portal.Kernel.Documents;

/// <summary>Something visible, placed in points from the page's (or its strip's) top left corner.</summary>
internal abstract record Mark(float X, float Y);

/// <summary>Letters; Y is their base line.</summary>
internal sealed record TextMark(float X, float Y, string Text, TextStyle Style) : Mark(X, Y);

/// <summary>A filled rectangle: a rule or a tinted ground.</summary>
internal sealed record FillMark(float X, float Y, float Width, float Height, uint Colour) : Mark(X, Y);

/// <summary>A picture.</summary>
internal sealed record ImageMark(float X, float Y, float Width, float Height, byte[] Content) : Mark(X, Y);

/// <summary>
/// A band of a page that is never divided: a line of a paragraph, a row of a table. Blocks become strips and strips become pages, so that
/// every rule about page ends is said here once.
/// </summary>
internal sealed class Strip
{
    /// <summary>Empty height before it, dropped at the top of a page.</summary>
    public float Gap { get; set; }

    public float Height { get; set; }

    /// <summary>Stands on the same page as the next strip, as long as both fit one.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Begins a page.</summary>
    public bool NewPage { get; init; }

    /// <summary>What is repeated above this strip when it opens a page: a table's header.</summary>
    public Strip? Header { get; init; }

    public List<Mark> Marks { get; } = [];

    /// <summary>Adds lines of text from a height downwards and returns the height below them.</summary>
    public float Write(IEnumerable<Line> lines, float left, float top, float width, PdfAlign align = PdfAlign.Left)
    {
        foreach (var line in lines)
        {
            var indent = align == PdfAlign.Right ? Math.Max(0, width - line.Width) : 0;
            foreach (var piece in line.Pieces)
                Marks.Add(new TextMark(left + indent + piece.X, top + piece.Style.Baseline, piece.Text, piece.Style));
            top += line.Leading;
        }

        return top;
    }
}
