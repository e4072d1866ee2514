namespace Portal.Plugin.Printing;

/// <summary>A book as far as its spec says it; what is missing or unknown is null.</summary>
internal sealed record BookDraft
{
    public PageFormat? Format { get; init; }

    public decimal? Width { get; init; }

    public decimal? Height { get; init; }

    public IReadOnlyList<PartDraft> Parts { get; init; } = [];

    public Binding? Binding { get; init; }

    public Paper? CoverPaper { get; init; }

    public Inks? CoverInks { get; init; }

    public decimal Flaps { get; init; }

    public Operation? Lamination { get; init; }

    public bool SpotUv { get; init; }

    public bool HotStamp { get; init; }

    public Paper? Endpapers { get; init; }

    public Paper? Board { get; init; }

    public bool Headbands { get; init; }

    public bool Ribbon { get; init; }

    public JacketDraft? Jacket { get; init; }

    public bool Shrink { get; init; }

    public Carton? Carton { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<BookPart>? CompleteParts => Parts.Count > 0 && Parts.All(part => part is { Pages: not null, Paper: not null, Inks: not null })
        ? [.. Parts.Select(part => new BookPart(part.Pages!.Value, part.Paper!, part.Inks!.Value))]
        : null;

    /// <summary>The book, if nothing it needs is missing.</summary>
    public Book? Complete() => this is { Width: { } width, Height: { } height, CompleteParts: { } parts, Binding: { } binding, CoverPaper: { } paper, CoverInks: { } inks, Lamination: { } lamination, Carton: { } carton, Zone: { } zone }
        && (!binding.IsHard || this is { Endpapers: not null, Board: not null })
        && Jacket is null or { Paper: not null, Inks: not null, Lamination: not null }
        ? new Book(width, height, parts, binding, paper, inks, binding.IsHard ? 0 : Flaps, lamination, SpotUv, HotStamp,
            binding.IsHard ? Endpapers : null, binding.IsHard ? Board : null, binding.IsHard && Headbands, binding.IsHard && Ribbon,
            Jacket is null ? null : new BookJacket(Jacket.Paper!, Jacket.Inks!.Value, Jacket.Flap, Jacket.Lamination!), Shrink, carton, zone)
        : null;
}

internal sealed record PartDraft(int? Pages, Paper? Paper, Inks? Inks);

internal sealed record JacketDraft(Paper? Paper, Inks? Inks, decimal Flap, Operation? Lamination);

/// <summary>A book as asked for, complete. Lengths in mm; endpapers and board are null for soft covers.</summary>
internal sealed record Book(
    decimal Width,
    decimal Height,
    IReadOnlyList<BookPart> Parts,
    Binding Binding,
    Paper CoverPaper,
    Inks CoverInks,
    decimal Flaps,
    Operation Lamination,
    bool SpotUv,
    bool HotStamp,
    Paper? Endpapers,
    Paper? Board,
    bool Headbands,
    bool Ribbon,
    BookJacket? Jacket,
    bool Shrink,
    Carton Carton,
    string Zone)
{
    public int Pages => Parts.Sum(part => part.Pages);
}

internal sealed record BookPart(int Pages, Paper Paper, Inks Inks);

internal sealed record BookJacket(Paper Paper, Inks Inks, decimal Flap, Operation Lamination);
