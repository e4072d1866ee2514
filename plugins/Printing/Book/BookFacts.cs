using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>What a book measures and weighs.</summary>
internal static class BookFacts
{
    public static IEnumerable<Fact> Of(Book book, decimal spine) =>
    [
        Block(BookGeometry.Block(book.Parts, book.Endpapers)),
        Spine(spine),
        new("mass", "printing.fact.mass", decimal.Round(BookGeometry.Mass(book, spine), 1, MidpointRounding.AwayFromZero), "unit.g", Audience.Customer),
    ];

    /// <summary>As far as the draft says.</summary>
    public static IEnumerable<Fact> Of(BookDraft draft)
    {
        if (draft.CompleteParts is not { } parts)
            yield break;
        var block = BookGeometry.Block(parts, draft.Binding is { IsHard: true } ? draft.Endpapers : null);
        yield return Block(block);
        if (draft is { Binding: { } binding, CoverPaper: { } cover } && (!binding.IsHard || draft.Board is not null))
            yield return Spine(BookGeometry.Spine(block, binding, cover, draft.Board));
    }

    private static Fact Block(decimal block) =>
        new("block", "printing.fact.block", decimal.Round(block, 3, MidpointRounding.AwayFromZero), "unit.mm", Audience.Internal);

    private static Fact Spine(decimal spine) => new("spine", "printing.fact.spine", spine, "unit.mm", Audience.Customer);
}
