using Portal.Kernel.Mail;

namespace Portal.Inquiries;

/// <summary>What one side wrote on an inquiry the other side is told of: the author of the inquiry, or who handles it.</summary>
internal sealed class TellOfNotes(InquiriesDb db, Notices notices) : IConsumer<NoteWritten>
{
    public async Task HandleAsync(NoteWritten happened, CancellationToken cancellation)
    {
        var isCell = happened.SubjectKind == QuotedCellMatter.Kind;
        if ((happened.SubjectKind != "inquiry" && !isCell) || happened.Audience == Audience.Internal)
            return;
        var id = isCell ? await db.Cells.Where(cell => cell.Id == happened.SubjectId).Select(cell => cell.InquiryId).FirstOrDefaultAsync(cancellation) : happened.SubjectId;
        if (await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Number != null, cancellation) is not { } inquiry)
            return;
        var letter = new PersonLetter(
            $"note-{happened.NoteId:N}", new Phrase("inquiries.notice.note", happened.Author, inquiry.Number!, inquiry.Title), [new Phrase("text", happened.Text)], "inquiries.mail.open",
            isCell ? $"/inquiries/{inquiry.Id}/quoted/{happened.SubjectId}" : $"/inquiries/{inquiry.Id}");
        if (happened.FromStaff)
            await notices.TellAsync(new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Answered, letter, cancellation);
        else if (inquiry.AssigneeId is { } handler)
            await notices.TellAsync(new NoticeReader(handler), InquiryNotices.Asked, letter, cancellation);
    }
}
