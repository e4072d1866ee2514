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

    /// <summary>The book, if nothing it needs is missing. What the binding has no use for is left out.</summary>
    public Book? Complete()
    {
        if (Width is not { } width || Height is not { } height || CompleteParts is not { } parts || Binding is not { } binding
            || CoverPaper is not { } cover || CoverInks is not { } inks || Lamination is not { } lamination || Carton is not { } carton || Zone is not { } zone)
            return null;
        if (binding.IsHard && (Endpapers is null || Board is null))
            return null;
        if (Jacket is not (null or { Paper: not null, Inks: not null, Lamination: not null }))
            return null;
        var jacket = Jacket is null ? null : new BookJacket(Jacket.Paper!, Jacket.Inks!.Value, Jacket.Flap, Jacket.Lamination!);
        return binding.IsHard
            ? new Book(width, height, parts, binding, cover, inks, 0, lamination, SpotUv, HotStamp, Endpapers, Board, Headbands, Ribbon, jacket, Shrink, carton, zone)
            : new Book(width, height, parts, binding, cover, inks, Flaps, lamination, SpotUv, HotStamp, null, null, false, false, jacket, Shrink, carton, zone);
    }
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
