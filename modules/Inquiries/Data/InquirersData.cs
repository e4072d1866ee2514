namespace Portal.Inquiries;

/// <summary>What people asked for and decided. It is their company's business and the ground of orders: kept, with the names under signatures, as long as the books.</summary>
internal sealed class InquirersData(InquiriesDb db) : IPersonalData
{
    public string Name => "inquiries";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation) => new
    {
        Written = await db.Inquiries.AsNoTracking().Where(row => row.AuthorId == person).OrderBy(row => row.Id).Select(row => new { row.Id, row.Number, row.Title, row.CreatedAt }).ToListAsync(cancellation),
        Accepted = (await db.Acceptances.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => new { row.At, row.InquiryId, row.OrderNumber, SignedBy = row.Signature?.Name }),
        Refused = await db.Refusals.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.At, row.InquiryId, row.Reason }).ToListAsync(cancellation),
    };

    public Task EraseAsync(Guid person, CancellationToken cancellation) => Task.CompletedTask;
}
