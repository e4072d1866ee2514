namespace Portal.Plugin.Printing;

/// <summary>The room a page or a piece needs on the sheet, trims and bleed included, in mm.</summary>
internal readonly record struct Cell(decimal Width, decimal Height)
{
    public const decimal Bleed = 3;

    /// <summary>A page of a section: fore-edge trim and what is milled off at the spine; head and foot trim.</summary>
    public static Cell Page(decimal width, decimal height, decimal millOff) => new(width + Bleed + millOff, height + (2 * Bleed));

    /// <summary>A piece cut on all four sides: a leaf, cover or jacket.</summary>
    public static Cell Piece(decimal width, decimal height) => new(width + (2 * Bleed), height + (2 * Bleed));

    public Cell Times(FoldScheme scheme) => new(Width * scheme.Columns, Height * scheme.Rows);
}
