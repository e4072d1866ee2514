using Portal.Contracts.Catalog;

namespace Portal.Catalog;

/// <summary>
/// One calculated cell with everything that explains it years later: spec, plugin version, dictionary snapshot, tree. It shows what things cost the
/// company, so no customer ever reads it.
/// </summary>
internal sealed class StoredCalculation : IOwnedByCompany, IHasAudience, INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required string ProductType { get; init; }

    public required string PluginVersion { get; init; }

    public required Guid SnapshotId { get; init; }

    public required Spec Spec { get; init; }

    public required decimal Quantity { get; init; }

    public required CalculationState State { get; set; }

    public required decimal Cost { get; init; }

    public required string Currency { get; init; }

    public required CommercialTerms Terms { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<SpecProblem> Warnings { get; init; }

    public required IReadOnlyList<ProductionPlan> Plans { get; init; }

    public required CostNode Tree { get; init; }

    public required double Milliseconds { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The dictionaries of a plugin at one moment. Never changed; a change is a new version.</summary>
internal sealed class DictionarySnapshot
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string PluginId { get; init; }

    public required int Version { get; init; }

    public required string Hash { get; init; }

    [NotInTrail]
    public required string Content { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Units of <see cref="Quote"/> for one of <see cref="Base"/>, from a day on.</summary>
internal sealed class RateRow : ISharedRow
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string Base { get; init; }

    public required string Quote { get; init; }

    public required DateOnly Day { get; init; }

    public required decimal Value { get; set; }
}
