namespace Portal.Workflow;

/// <summary>Where work of a kind goes and by when. Rules are asked in order and the first that fits decides; the last fits everything.</summary>
internal sealed class RoutingRule
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required int Order { get; set; }

    /// <summary>A key of the texts for the rules that came with the product, else what the company called it.</summary>
    public required Phrase Name { get; set; }

    /// <summary>As "inquiry.calculate"; null fits every kind, and so with every condition.</summary>
    public string? Kind { get; set; }

    public string? ProductType { get; set; }

    public string? Region { get; set; }

    /// <summary>For clients that this person looks after.</summary>
    public Guid? KeeperId { get; set; }

    public decimal? MinAmount { get; set; }

    /// <summary>Where it goes, and where it stays when nobody can be found for it.</summary>
    public required string Department { get; set; }

    public required RoutingStrategy Strategy { get; set; }

    /// <summary>Whom <see cref="RoutingStrategy.Person"/> means.</summary>
    public Guid? PersonId { get; set; }

    public required int DueHours { get; set; }

    /// <summary>How many working hours before the deadline it is recalled; null is not at all.</summary>
    public int? RemindHours { get; set; }

    /// <summary>How many working hours past the deadline it is brought before whoever leads; null is not at all.</summary>
    public int? EscalateHours { get; set; }

    /// <summary>Before whom; null is the head of the department.</summary>
    public Guid? EscalateToId { get; set; }

    public TaskPriority Priority { get; set; } = TaskPriority.Normal;

    /// <summary>Everything else: never deleted, never moved, without conditions, so that no work is without an owner.</summary>
    public bool IsLast { get; init; }

    public uint Version { get; private set; }

    public bool Fits(RoutingCase work) =>
        IsLast
        || ((Kind is null || Kind == work.Kind)
            && (ProductType is null || ProductType == work.ProductType)
            && (Region is null || string.Equals(Region, work.Region, StringComparison.CurrentCultureIgnoreCase))
            && (KeeperId is null || KeeperId == work.KeeperId)
            && (MinAmount is null || work.Amount >= MinAmount));
}

/// <summary>How a rule chooses within its department.</summary>
public enum RoutingStrategy
{
    /// <summary>Whoever has the fewest open tasks.</summary>
    LeastOpenWork,

    /// <summary>Nobody yet: it waits to be taken.</summary>
    Pool,

    /// <summary>The client's account manager.</summary>
    Keeper,

    /// <summary>One person, named by the rule.</summary>
    Person,
}
