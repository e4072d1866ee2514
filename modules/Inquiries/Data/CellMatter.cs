namespace Portal.Inquiries;

/// <summary>Notes on a cell: how its price came about is staff's own business, so nothing written there is ever a customer's to read.</summary>
internal sealed class CellMatter(InquiriesDb db, Caller caller) : ISubjectOwner
{
    public string SubjectKind => "cell";

    public bool IsInternal => true;

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        var cell = await db.Cells.AsNoTracking().FirstOrDefaultAsync(row => row.Id == subjectId, cancellation) ?? throw new NotFoundException();
        return caller.IsStaff && caller.Can(InquiriesPermissions.Calculate) ? cell.CompanyId : throw new ForbiddenException();
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!caller.IsStaff || !caller.Can(InquiriesPermissions.Calculate) || !await db.Cells.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    public Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) =>
        Task.FromResult(caller.IsStaff && caller.Can(InquiriesPermissions.Calculate) ? fileIds : []);

    /// <summary>Pages that show the inquiry show the note at once.</summary>
    public async Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation)
    {
        db.Touch($"inquiry:{await db.Cells.Where(row => row.Id == subjectId).Select(row => row.InquiryId).FirstAsync(cancellation)}");
        await db.SaveChangesAsync(cancellation);
    }
}
