using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>What was quoted once, for whoever asks for it again and for those who compare the prices.</summary>
internal sealed class Repeating(InquiriesDb db, ICompanies companies, IMediator mediator, Caller caller, TimeProvider clock) : IInquiryDrafts, IPricedCells
{
    public async Task<Guid?> RepeatAsync(InquiryToRepeat repeat, CancellationToken cancellation)
    {
        var cellId = await db.QuoteLines.AsNoTracking().Where(line => line.Id == repeat.QuoteLineId && line.CompanyId == repeat.CompanyId).Select(line => (Guid?)line.CellId).FirstOrDefaultAsync(cancellation);
        var cell = await db.Cells.AsNoTracking().FirstOrDefaultAsync(row => row.Id == cellId, cancellation);
        var earlier = cell is null ? null : await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == cell.InquiryId, cancellation);
        var company = await companies.FindAsync(repeat.CompanyId, cancellation);
        if (cell is null || earlier is null || company is null)
            return null;

        // A cell of an earlier revision is what was asked for then.
        var items = await db.Revisions.AsNoTracking().Where(row => row.InquiryId == earlier.Id && row.Number == cell.Revision).Select(row => row.Items).FirstOrDefaultAsync(cancellation) ?? earlier.Items;
        if (items.FirstOrDefault(item => item.Key == cell.ItemKey) is not { } item)
            return null;
        var now = clock.GetUtcNow();
        var draft = new Inquiry(company.Id, earlier.BranchId, repeat.AuthorId, earlier.ProductType, company.Currency, company.Language, now);
        var again = new InquiryItem { Name = item.Name, Spec = item.Choices().First(choice => choice.Key == cell.Alternative).Spec, Quantities = repeat.Quantities };
        draft.Write(repeat.Title, StartInquiryHandler.Keyed([again]), null, repeat.Note, repeat.CustomerNumber, repeat.Delivery, caller.Principal.PersonId, now);
        db.Inquiries.Add(draft);
        db.Touch($"inquiries:{company.Id}");
        await db.SaveChangesAsync(cancellation);
        return draft.Id;
    }

    public async Task<IReadOnlyList<CellCard>> CellsAsync(Guid inquiryId, CancellationToken cancellation)
    {
        caller.Require(InquiriesPermissions.Calculate);
        return await db.Cells.AsNoTracking().Where(cell => cell.InquiryId == inquiryId && cell.RetiredIn == null).OrderBy(cell => cell.Order).Select(cell => new CellCard(cell.Id, cell.Alternative, cell.Quantity)).ToListAsync(cancellation);
    }

    // The cell's own page is asked, so that both show the same price.
    public async Task<PricedCell?> PriceAsync(Guid inquiryId, Guid cellId, CancellationToken cancellation)
    {
        var cell = await mediator.Send(new ShowCell { InquiryId = inquiryId, Id = cellId }, cancellation);
        return cell.Price is { } price ? new(price.Tree, cell.Calculation.Card.Currency) : null;
    }

    public async Task<CostNode?> FrozenAsync(Guid quoteLineId, CancellationToken cancellation)
    {
        caller.Require(InquiriesPermissions.Calculate);
        return await db.FrozenPrices.AsNoTracking().Where(row => row.QuoteLineId == quoteLineId).Select(row => row.Tree).FirstOrDefaultAsync(cancellation);
    }
}
