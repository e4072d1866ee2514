namespace Portal.Workflow;

/// <summary>Days on which a member of staff is away, and who gets their work meanwhile. Days are the operator's.</summary>
internal sealed class Absence
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public required DateOnly From { get; set; }

    /// <summary>The last day away.</summary>
    public required DateOnly Until { get; set; }

    /// <summary>Null leaves the work to the department.</summary>
    public Guid? SubstituteId { get; set; }

    public uint Version { get; private set; }

    public bool Covers(DateOnly day) => From <= day && day <= Until;
}
