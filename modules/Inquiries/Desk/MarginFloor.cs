using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Keeps a quote back whose margin is below the floor until somebody with the right to has said yes to these very figures.</summary>
internal sealed class MarginFloor(InquiriesDb db, Caller caller, Pricing pricing, ICompanies companies, IPeople people, IWorkDesk tasks, OperatorClock clock)
{
    public const string Kind = "inquiry.approveMargin";

    /// <returns>The question that waits for an answer; null where nothing has to be asked.</returns>
    /// <exception cref="RuleBroken">The answer for these figures was no; the message says why.</exception>
    public async Task<MarginApproval?> AskAsync(Inquiry inquiry, IReadOnlyList<Cell> cells, IReadOnlyDictionary<Guid, CellPrice> prices, CancellationToken cancellation)
    {
        var low = cells.Where(cell => prices[cell.Id] is { IsLow: true, IsApproved: false }).Select(cell => Low(cell, prices[cell.Id])).ToList();
        if (low.Count == 0)
            return null;
        var asked = await db.MarginApprovals.Where(row => row.InquiryId == inquiry.Id && (row.State == MarginApprovalState.Open || row.State == MarginApprovalState.Rejected))
            .OrderByDescending(row => row.AskedAt).ToListAsync(cancellation);
        if (asked.FirstOrDefault(row => row.State == MarginApprovalState.Rejected && low.Any(cell => row.Covers(cell.CellId, cell.Fingerprint))) is { } refused)
            throw new RuleBroken("", new Phrase("desk.rejected", refused.Decider!, refused.Reason!));
        var open = asked.FirstOrDefault(row => row.State == MarginApprovalState.Open);
        if (open is not null && !low.All(cell => open.Covers(cell.CellId, cell.Fingerprint)))
        {
            open.Outdate();
            await db.SaveChangesAsync(cancellation);
            open = null;
        }

        if (open is null)
            db.MarginApprovals.Add(open = new MarginApproval
            {
                InquiryId = inquiry.Id,
                CompanyId = inquiry.CompanyId,
                AskedBy = caller.RequirePerson().Person,
                Asker = caller.RequirePerson().Name,
                AskedAt = clock.Now,
                FloorPercent = pricing.FloorPercent,
                Cells = low,
            });
        inquiry.WaitForApproval(clock.Now);
        var client = await companies.FindAsync(inquiry.CompanyId, cancellation);
        var others = await OthersAsync(open.AskedBy, cancellation);
        await tasks.OpenAsync(
            new Work(Kind, "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.approveMargin", inquiry.Number!, inquiry.Title), $"/inquiries/{inquiry.Id}/desk#approval",
                inquiry.ProductType, client?.Region, client?.KeeperId, others.Any(person => person.Id == client?.KeeperId) ? null : others.FirstOrDefault()?.Id, low.Sum(cell => cell.Total), open.AskedBy), cancellation);
        db.Happened(inquiry, Audience.Internal, open.AskedBy, clock.Now, new Phrase("inquiries.event.marginAsked", low.Min(cell => cell.Left), open.FloorPercent));
        return open;
    }

    /// <summary>Four eyes: those who may answer a question that this person asked.</summary>
    public async Task<IReadOnlyList<PersonCard>> OthersAsync(Guid asker, CancellationToken cancellation) =>
        [.. (await people.HoldersAsync((await companies.OperatorAsync(cancellation)).Id, InquiriesPermissions.ApproveMargin, cancellation)).Where(person => person.Id != asker)];

    private static LowCell Low(Cell cell, CellPrice price) => new(
        cell.Id, cell.Alternative, cell.Quantity, price.Pricing.Fingerprint, price.Totals.Cost, price.Calculation.Currency, price.Price!.Total, price.Price.Currency,
        price.Pricing.MarginPercent, price.Pricing.DiscountPercent, price.Price.Left);
}
