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

    /// <returns>Of files the caller may know of, those they may also read: a paper with prices on it is not for everyone. The others are neither listed nor given.</returns>
    Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation);

    /// <summary>Somebody wrote a note: the owner sees that it is answered. In the writer's transaction.</summary>
    Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation) => Task.CompletedTask;
}
