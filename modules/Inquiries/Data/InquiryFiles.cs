namespace Portal.Inquiries;

/// <summary>Files go to an inquiry the caller sees, as long as it is not over.</summary>
internal sealed class InquiryFiles(InquiriesDb db, Caller caller) : IFileOwner
{
    public string SubjectKind => "inquiry";

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().Where(row => row.Id == subjectId).Select(row => new { row.CompanyId, row.State }).FirstOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        if (!caller.Can(InquiriesPermissions.File) && !caller.Can(InquiriesPermissions.Calculate))
            throw new ForbiddenException();
        return inquiry.State is InquiryState.Withdrawn or InquiryState.Closed ? throw new RuleBroken("file", "inquiries.over") : inquiry.CompanyId;
    }

    /// <summary>The quote's paper says every price, so it is for those who may see prices.</summary>
    public async Task<bool> MayReadAsync(Guid fileId, CancellationToken cancellation) =>
        caller.Can(InquiriesPermissions.SeePrices) || !await db.Quotes.AnyAsync(quote => quote.PdfFileId == fileId, cancellation);
}
