namespace Portal.Kernel.Documents;

/// <summary>
/// A paper to print or send (quote, order confirmation, complaint report) as plain data: what stands on it, never where.
/// Lengths are millimetres. All text is already in the recipient's language and number format; a line feed in it breaks the line.
/// </summary>
/// <param name="Title">Name of the document; shown by viewers and repeated small on following pages.</param>
/// <param name="Language">Language tag ("pl", "de-AT") for screen readers and search.</param>
/// <param name="Author">Who issued it, or null for the company of the letterhead.</param>
public sealed record PdfDocument(
    string Title,
    string Language,
    string? Author,
    PdfLetterhead Header,
    PdfFooter Footer,
    IReadOnlyList<PdfBlock> Blocks);

/// <summary>The top of the first page.</summary>
/// <param name="Accent">The company's colour as #rgb or #rrggbb; anything else is an <see cref="ArgumentException"/> when rendered.</param>
/// <param name="Logo">PNG or JPEG; shown at the left at most 14 mm high and 60 mm wide. Without it the name is set large.</param>
public sealed record PdfLetterhead(string CompanyName, IReadOnlyList<string> AddressLines, string Accent, byte[]? Logo = null);

/// <summary>The foot of every page, beside the page number "2 / 3".</summary>
/// <param name="DocumentNumber">Number of the document, in bold.</param>
/// <param name="Line">Free text, such as register and bank details; wraps to at most three lines.</param>
public sealed record PdfFooter(string DocumentNumber, string Line = "");

/// <summary>A part of the document's body, from top to bottom.</summary>
public abstract record PdfBlock;

/// <summary>A heading; it never stands alone at the foot of a page.</summary>
/// <param name="Level">1 for the document's title, 2 for a section.</param>
public sealed record PdfHeading(string Text, int Level = 2) : PdfBlock;

/// <summary>Running text.</summary>
/// <param name="Lead">Bold opening words set before the text, or null.</param>
public sealed record PdfParagraph(string Text, string? Lead = null) : PdfBlock;

/// <summary>Facts as label and value, set row by row.</summary>
/// <param name="Across">How many pairs stand side by side.</param>
public sealed record PdfKeyValues(IReadOnlyList<PdfKeyValue> Pairs, int Across = 2) : PdfBlock;

/// <summary>One fact of a <see cref="PdfKeyValues"/>.</summary>
public sealed record PdfKeyValue(string Label, string Value);

/// <summary>Short texts side by side in equal widths, such as the addresses of buyer and consignee.</summary>
public sealed record PdfColumns(IReadOnlyList<PdfColumn> Columns) : PdfBlock;

/// <summary>One text of a <see cref="PdfColumns"/>: a small caption, then lines of which the first is bold.</summary>
public sealed record PdfColumn(string? Caption, IReadOnlyList<string> Lines);

/// <summary>
/// A table over the full width. Its header is repeated on every page; a row moves to the next page as a whole unless it is higher than a page;
/// sums and totals stay with the last line before them.
/// </summary>
public sealed record PdfTable(IReadOnlyList<PdfTableColumn> Columns, IReadOnlyList<PdfTableRow> Rows) : PdfBlock;

/// <summary>A column of a table.</summary>
/// <param name="Weight">Share of the width; a column grows beyond it when its longest word or number would not fit.</param>
public sealed record PdfTableColumn(string Title, float Weight = 1, PdfAlign Align = PdfAlign.Left);

/// <summary>Where text stands in its column. Figures go right: their digits are equally wide and line up.</summary>
public enum PdfAlign
{
    Left,
    Right,
}

/// <summary>What a row of a table is.</summary>
public enum PdfRowKind
{
    /// <summary>An ordinary row.</summary>
    Line,

    /// <summary>A caption over the rows that follow; its first cell spans the table.</summary>
    Group,

    /// <summary>A step towards the total, such as net or VAT.</summary>
    Sum,

    /// <summary>A result, in bold.</summary>
    Total,
}

/// <summary>
/// A row of a table. A null cell, and every cell missing at the end, belongs to the cell before it; the joined cell is aligned as its last column,
/// so that a label of a total stands right beside its figure.
/// </summary>
public sealed record PdfTableRow(PdfRowKind Kind, params IReadOnlyList<PdfCell?> Cells);

/// <summary>Text of a table's cell, with a smaller grey text below it where more is to be said.</summary>
public sealed record PdfCell(string Text, string? Detail = null)
{
    public static implicit operator PdfCell(string text) => new(text);
}

/// <summary>Empty height; dropped at the top of a page.</summary>
public sealed record PdfSpacer(float Millimetres = 4) : PdfBlock;

/// <summary>What follows begins a new page.</summary>
public sealed record PdfPageBreak : PdfBlock;

/// <summary>A remark in a box tinted with the accent colour.</summary>
public sealed record PdfNote(string Text, string? Lead = null) : PdfBlock;

/// <summary>A picture at the left, made smaller where it would be wider or higher than the page.</summary>
/// <param name="Content">PNG or JPEG; anything else is an <see cref="ArgumentException"/> when rendered.</param>
public sealed record PdfImage(byte[] Content, float WidthMillimetres) : PdfBlock;
