using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>Decides what may be added to a matter (files, notes); each module answers for its own kinds.</summary>
public interface ISubjectOwner
{
    string SubjectKind { get; }

    /// <summary>Whether all that is added to a matter of this kind stays among staff, whatever the writer chose.</summary>
    bool IsInternal => false;

    /// <returns>The company the matter belongs to.</returns>
    /// <exception cref="NotFoundException">The caller may not know of it.</exception>
    /// <exception cref="ForbiddenException">The caller may not add to it.</exception>
    /// <exception cref="RuleBroken">The matter is over.</exception>
    Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation);

    /// <exception cref="NotFoundException">The caller may not know of the matter.</exception>
    Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation);

    /// <returns>False for a file that the caller may know of but not read, such as a paper with prices on it.</returns>
    Task<bool> MayReadAsync(Guid fileId, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Somebody wrote a note: the owner sees that it is answered. In the writer's transaction.</summary>
    Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation) => Task.CompletedTask;
}
