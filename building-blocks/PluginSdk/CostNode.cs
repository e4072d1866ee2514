namespace Portal.PluginSdk;

/// <summary>
/// A node of the tree that explains a cost or a price. A leaf has an amount of its own; an inner node's amount is the sum of its children,
/// so leaves always sum to the total. Amounts are in the currency of the dictionaries, leaves rounded to 0.01.
/// </summary>
public sealed record CostNode
{
    /// <summary>Stable name among its siblings ("press"); the path of keys names the line across recalculations.</summary>
    public required string Key { get; init; }

    public required Phrase Label { get; init; }

    public decimal Amount { get; init; }

    /// <summary>The formula in words and signs; its inputs follow in the order they are named.</summary>
    public Phrase? Formula { get; init; }

    public IReadOnlyList<CostInput> Inputs { get; init; } = [];

    /// <summary>Why the line can't be priced (a price or a rate is missing); such a line is completed by staff.</summary>
    public Phrase? ToComplete { get; init; }

    /// <summary>
    /// Of a line that is a percentage of the sum of its elder siblings (overhead): that percentage. Where staff change one of those, the line follows.
    /// </summary>
    public decimal? SharePercent { get; init; }

    /// <summary>Set by the host where staff put in an amount of their own.</summary>
    public StaffChange? Changed { get; init; }

    public IReadOnlyList<CostNode> Children { get; init; } = [];

    public static CostNode Leaf(string key, Phrase label, decimal amount, Phrase? formula = null, params IReadOnlyList<CostInput> inputs) =>
        new() { Key = key, Label = label, Amount = Money.Round(amount), Formula = formula, Inputs = inputs };

    /// <summary>A line whose price or rate the dictionaries lack: amount 0, to be completed.</summary>
    public static CostNode Incomplete(string key, Phrase label, Phrase why, params IReadOnlyList<CostInput> inputs) =>
        new() { Key = key, Label = label, ToComplete = why, Inputs = inputs };

    public static CostNode Sum(string key, Phrase label, params IReadOnlyList<CostNode> children) =>
        new() { Key = key, Label = label, Amount = children.Sum(child => child.Amount), Children = children };

    public IEnumerable<CostNode> Leaves() => Children.Count == 0 ? [this] : Children.SelectMany(child => child.Leaves());

    public bool IsComplete => ToComplete is null && Children.All(child => child.IsComplete);
}

/// <summary>Who put in a line's amount by hand, when and why; what was calculated in its place (null: nothing was).</summary>
public sealed record StaffChange(string Person, DateTimeOffset At, string Reason, decimal? Before);

/// <summary>One figure that went into a line: its name, value and unit, and the dictionary row it came from, if it did.</summary>
/// <param name="Unit">A key of the unit texts ("unit.sheet", "unit.h", "unit.PLN/kg"), or "" for a bare number.</param>
public sealed record CostInput(Phrase Name, decimal Value, string Unit, DictionaryRef? Source = null);

/// <summary>Where a figure was read: dictionary, row and field of the snapshot the calculation names.</summary>
public sealed record DictionaryRef(string Dictionary, string Row, string Field);
