namespace Portal.Inquiries;

/// <summary>Files that came with the public form are for those who may bind it.</summary>
internal sealed class AskMatter(InquiriesDb db, Caller caller) : ISubjectOwner
{
    public const string Kind = "ask";

    public string SubjectKind => Kind;

    public bool IsInternal => true;

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        await DemandSeenAsync(subjectId, cancellation);
        throw new ForbiddenException();
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!caller.Can(InquiriesPermissions.Publish) || !await db.Asks.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    public Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<Guid>>(caller.Can(InquiriesPermissions.Publish) ? fileIds : []);

    public Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation) => Task.CompletedTask;
}
