namespace Portal.Inquiries;

/// <summary>What of the log can be taken back and done again: changes themselves, not the entries that took one back or did it again.</summary>
internal static class ChangeLog
{
    /// <summary>The last change that stands: an undo takes it back.</summary>
    public static Task<CellChange?> LastStandingAsync(this IQueryable<CellChange> log, Guid inquiryId, CancellationToken cancellation) =>
        log.Proper(inquiryId).Where(row => !row.IsUndone).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellation);

    /// <summary>The earliest of the changes taken back after which nothing was changed: a redo does it again.</summary>
    public static Task<CellChange?> NextUndoneAsync(this IQueryable<CellChange> log, Guid inquiryId, CancellationToken cancellation) =>
        log.Proper(inquiryId).Where(row => row.IsUndone && !log.Any(later => later.InquiryId == inquiryId && later.Number > row.Number && !later.IsUndone && later.Kind != ChangeKind.Undo && later.Kind != ChangeKind.Redo))
            .OrderBy(row => row.Number).FirstOrDefaultAsync(cancellation);

    private static IQueryable<CellChange> Proper(this IQueryable<CellChange> log, Guid inquiryId) =>
        log.Where(row => row.InquiryId == inquiryId && row.Kind != ChangeKind.Undo && row.Kind != ChangeKind.Redo);
}
