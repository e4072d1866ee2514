using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>One contribution to the conversation on a matter. Who may read it is fixed when it is written.</summary>
[SharedAcrossBranches]
public sealed class Note : IOwnedByCompany, IHasAudience, IAboutPerson
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required Audience Audience { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid PersonId { get; init; }

    Guid? IAboutPerson.AboutPerson => PersonId;

    public required string Author { get; init; }

    public required bool FromStaff { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }
}
