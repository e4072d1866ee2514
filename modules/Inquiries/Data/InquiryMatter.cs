using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Files and notes go to an inquiry the caller sees, as long as it is not over; a customer's question becomes a task.</summary>
internal sealed class InquiryMatter(InquiriesDb db, InquiriesSeen seen, Caller caller, IWorkDesk desk, ICompanies companies) : ISubjectOwner
{
    public string SubjectKind => "inquiry";

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().Where(row => row.Id == subjectId).Select(row => new { row.CompanyId, row.State }).FirstOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        if (!caller.Can(InquiriesPermissions.File) && !caller.Can(InquiriesPermissions.Calculate))
            throw new ForbiddenException();
        return inquiry.State is InquiryState.Withdrawn or InquiryState.Closed ? throw new RuleBroken("file", "inquiries.over") : inquiry.CompanyId;
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        var staff = caller.IsStaff;
        if (!caller.Can(InquiriesPermissions.See) || (seen.Find(subjectId) is null && !await db.Inquiries.AnyAsync(row => row.Id == subjectId && (!staff || row.State != InquiryState.Draft), cancellation)))
            throw new NotFoundException();
    }

    /// <summary>The quote's paper says every price, so it is for those who may see prices.</summary>
    public async Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation)
    {
        if (fileIds.Count == 0 || caller.Can(InquiriesPermissions.SeePrices))
            return fileIds;
        var papers = await db.Quotes.Where(quote => fileIds.Contains(quote.PdfFileId)).Select(quote => quote.PdfFileId).ToListAsync(cancellation);
        return [.. fileIds.Except(papers)];
    }

    public async Task NoteWrittenAsync(Guid subjectId, Audience audience, bool fromStaff, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == subjectId, cancellation);
        if (fromStaff || inquiry.Number is null)
            return;
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation);
        await desk.OpenAsync(
            new Work("inquiry.question", "inquiry", inquiry.Id, inquiry.Number, inquiry.CompanyId, new Phrase("inquiries.task.question", inquiry.Number, inquiry.Title), $"/inquiries/{inquiry.Id}",
                inquiry.ProductType, company?.Region, company?.KeeperId, inquiry.AssigneeId), cancellation);
    }
}
