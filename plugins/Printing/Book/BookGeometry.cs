namespace Portal.Plugin.Printing;

/// <summary>Measures and masses of a book. Lengths in mm, masses in g.</summary>
internal static class BookGeometry
{
    /// <summary>Boards stand out over the block at head, foot and fore edge.</summary>
    private const decimal Square = 3;

    private const decimal Joint = 8;
    private const decimal TurnIn = 16;

    /// <summary>Four leaves: two sheets of four pages.</summary>
    public const int EndpaperLeaves = 4;

    /// <summary>Thickness of the block: leaves × grammage × bulk, endpapers included.</summary>
    public static decimal Block(IReadOnlyList<BookPart> parts, Paper? endpapers) =>
        parts.Sum(part => part.Pages / 2 * part.Paper.Caliper / 1000) + (endpapers is null ? 0 : EndpaperLeaves * endpapers.Caliper / 1000);

    /// <summary>
    /// The published spine. Soft: block and two cover leaves; hard: block and two boards; rounded up to the binding's step, with its own addition
    /// (3 mm for a round spine). A stitched book has a fold for a spine.
    /// </summary>
    public static decimal Spine(decimal block, Binding binding, Paper cover, Paper? board)
    {
        if (binding.IsSaddle)
            return 0;
        var spine = block + binding.SpineExtra + (2 * (binding.IsHard ? board?.Caliper ?? 0 : cover.Caliper) / 1000);
        return decimal.Ceiling(spine / binding.SpineStep) * binding.SpineStep;
    }

    /// <summary>Trimmed size of the printed cover sheet: a soft cover with flaps, or the paper that covers the boards.</summary>
    public static (decimal Width, decimal Height) Cover(Book book, decimal spine)
    {
        if (!book.Binding.IsHard)
            return ((2 * book.Width) + spine + (2 * book.Flaps), book.Height);
        var (boardWidth, boardHeight) = BoardSize(book);
        return ((2 * (boardWidth + Joint)) + spine + (2 * TurnIn), boardHeight + (2 * TurnIn));
    }

    public static (decimal Width, decimal Height) BoardSize(Book book) => (book.Width - 3, book.Height + (2 * Square));

    /// <summary>Trimmed size of the jacket: it wraps boards that stand out 1 mm and are as thick as they are.</summary>
    public static (decimal Width, decimal Height) Jacket(Book book, decimal spine)
    {
        var boards = 2 * (book.Board?.Caliper ?? 0) / 1000;
        return ((2 * (book.Width + 1)) + spine + boards + (2 * book.Jacket!.Flap), book.Binding.IsHard ? book.Height + (2 * Square) : book.Height);
    }

    /// <summary>Leaves, cover, boards and endpapers, plus ink and glue as a share of them.</summary>
    public static decimal Mass(Book book, decimal spine)
    {
        var page = book.Width * book.Height;
        var mass = book.Parts.Sum(part => part.Pages / 2 * page * part.Paper.Gsm);
        var cover = Cover(book, spine);
        mass += cover.Width * cover.Height * book.CoverPaper.Gsm;
        if (book.Endpapers is { } endpapers)
            mass += EndpaperLeaves * page * endpapers.Gsm;
        if (book.Board is { } board)
        {
            var (width, height) = BoardSize(book);
            mass += ((2 * width) + spine) * height * board.Gsm;
        }

        if (book.Jacket is { } jacket)
        {
            var (width, height) = Jacket(book, spine);
            mass += width * height * jacket.Paper.Gsm;
        }

        return mass / 1_000_000m * (1 + (book.Binding.MassExtra / 100));
    }

    /// <summary>The diagonal of the page and 50 mm to pull at, in m.</summary>
    public static decimal RibbonMetres(Book book) => (SquareRoot((book.Width * book.Width) + (book.Height * book.Height)) + 50) / 1000;

    /// <summary>Newton's method on decimals: the square root of the binary types may differ between machines.</summary>
    public static decimal SquareRoot(decimal value)
    {
        var root = Math.Max(value, 1);
        for (var next = (root + (value / root)) / 2; next < root; next = (root + (value / root)) / 2)
            root = next;
        return decimal.Round(root, 6);
    }
}
