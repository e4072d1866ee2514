namespace Portal.Inquiries;

/// <summary>What both sides say of a quoted cell: for those who may see prices. What staff keep to themselves is told apart note by note.</summary>
internal sealed class QuotedCellMatter(InquiriesDb db, Caller caller) : ISubjectOwner
{
    public const string Kind = "quoted-cell";

    public string SubjectKind => Kind;

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        var inquiry = await FindAsync(subjectId, cancellation) ?? throw new NotFoundException();
        if (!caller.Can(InquiriesPermissions.File) && !caller.Can(InquiriesPermissions.Decide) && !caller.Can(InquiriesPermissions.Calculate))
            throw new ForbiddenException();
        return inquiry.State is InquiryState.Withdrawn or InquiryState.Closed ? throw new RuleBroken("", "inquiries.over") : inquiry.CompanyId;
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (await FindAsync(subjectId, cancellation) is null)
            throw new NotFoundException();
    }

    public Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) =>
        Task.FromResult(caller.Can(InquiriesPermissions.SeePrices) ? fileIds : []);

    public async Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation)
    {
        db.Touch($"inquiry:{await db.Cells.Where(row => row.Id == subjectId).Select(row => row.InquiryId).FirstAsync(cancellation)}");
        await db.SaveChangesAsync(cancellation);
    }

    private async Task<Inquiry?> FindAsync(Guid cellId, CancellationToken cancellation) => !caller.Can(InquiriesPermissions.SeePrices) || !await db.QuoteLines.AnyAsync(line => line.CellId == cellId, cancellation)
        ? null
        : await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Cells.Any(cell => cell.Id == cellId), cancellation);
}
