using Portal.Kernel.Mail;

namespace Portal.Inquiries;

/// <summary>A question about a low margin was answered.</summary>
internal sealed record MarginDecided(Guid InquiryId, Guid ApprovalId) : IEvent;

/// <summary>Whoever wanted to publish is told that they may now, or why not. What is said of a yes leads to the form that publishes.</summary>
internal sealed class TellOfMargins(InquiriesDb db, Notices notices) : IConsumer<MarginDecided>
{
    public async Task HandleAsync(MarginDecided happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        var approval = await db.MarginApprovals.AsNoTracking().FirstAsync(row => row.Id == happened.ApprovalId, cancellation);
        var isApproved = approval.State == MarginApprovalState.Approved;
        await notices.TellAsync(
            new NoticeReader(approval.AskedBy), InquiryNotices.Margin,
            new PersonLetter(
                $"margin-{approval.Id:N}", isApproved ? new Phrase("inquiries.notice.marginApproved", inquiry.Number!, inquiry.Title) : new Phrase("inquiries.notice.marginRejected", inquiry.Number!, approval.Decider!, approval.Reason!),
                [], "inquiries.mail.open", isApproved ? $"/inquiries/{inquiry.Id}#publish" : $"/inquiries/{inquiry.Id}/desk#approval"), cancellation);
    }
}
