using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Closes counter-offers one after the other, with the work they made and those who are to know.</summary>
internal sealed class Negotiation(InquiriesDb db, Caller caller, IWorkDesk tasks, TimeProvider clock)
{
    public const string Kind = "quote.counterOffer";

    /// <summary>The offer while it waits for an answer; from here on nobody else answers it.</summary>
    /// <exception cref="RuleBroken">It was answered or taken back.</exception>
    public async Task<(Inquiry Inquiry, CounterOffer Offer)> TakeAsync(Guid inquiryId, Guid offerId, CancellationToken cancellation)
    {
        await db.LockAsync(inquiryId, cancellation);
        var inquiry = await db.Inquiries.AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).ThenInclude(quote => quote.Lines).FirstOrDefaultAsync(row => row.Id == inquiryId, cancellation)
            ?? throw new NotFoundException();
        var offer = await db.CounterOffers.FirstOrDefaultAsync(row => row.Id == offerId && row.InquiryId == inquiryId, cancellation) ?? throw new NotFoundException();
        return offer.State == CounterOfferState.Open ? (inquiry, offer) : throw new RuleBroken("", new Phrase("counterOffer.closed", new Phrase($"CounterOfferState.{offer.State}"), offer.Answerer!));
    }

    public async Task CloseAsync(Inquiry inquiry, CounterOffer offer, CounterOfferState state, string? answer, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        offer.Close(state, person.Name, clock.GetUtcNow(), answer);
        db.Happened(inquiry, Audience.Customer, person.Person, clock.GetUtcNow(), new Phrase($"inquiries.event.counterOffer{state}", Cell(inquiry, offer.CellId)));
        db.Publish(new CounterOfferClosed(inquiry.Id, offer.Id, inquiry.CompanyId));
        await SettleAsync(inquiry.Id, [offer.Id], cancellation);
    }

    /// <summary>A new version answers what was proposed for its cells, and for all where it takes the place of the earlier ones.</summary>
    /// <param name="accepted">The counter-offer that the version says yes to.</param>
    public Task AnsweredAsync(Quote quote, bool keepsEarlier, Guid? accepted, CancellationToken cancellation)
    {
        var cells = quote.Lines.Select(line => line.CellId).ToHashSet();
        return CloseAsync(quote.InquiryId, offer => !keepsEarlier || offer.Id == accepted || cells.Contains(offer.CellId),
            offer => offer.Close(offer.Id == accepted ? CounterOfferState.Accepted : CounterOfferState.Answered, caller.RequirePerson().Name, clock.GetUtcNow(), null, quote.VersionNo), true, cancellation);
    }

    /// <summary>Who decided about the cells proposes nothing for them any more; null stands for all cells.</summary>
    public Task OverAsync(Guid inquiryId, IReadOnlySet<Guid>? cells, CancellationToken cancellation, string? by = null) => CloseAsync(inquiryId, offer => cells?.Contains(offer.CellId) != false,
        offer => offer.Close(CounterOfferState.Withdrawn, by ?? caller.RequirePerson().Name, clock.GetUtcNow()), false, cancellation);

    private async Task CloseAsync(Guid inquiryId, Func<CounterOffer, bool> which, Action<CounterOffer> close, bool tells, CancellationToken cancellation)
    {
        var offers = (await db.CounterOffers.Where(row => row.InquiryId == inquiryId && row.State == CounterOfferState.Open).ToListAsync(cancellation)).Where(which).ToList();
        foreach (var offer in offers)
        {
            close(offer);
            if (tells)
                db.Publish(new CounterOfferClosed(inquiryId, offer.Id, offer.CompanyId));
        }

        if (offers.Count > 0)
            await SettleAsync(inquiryId, [.. offers.Select(offer => offer.Id)], cancellation);
    }

    /// <summary>One task serves all open counter-offers of an inquiry.</summary>
    private async Task SettleAsync(Guid inquiryId, IReadOnlyCollection<Guid> closed, CancellationToken cancellation)
    {
        if (!await db.CounterOffers.AnyAsync(row => row.InquiryId == inquiryId && row.State == CounterOfferState.Open && !closed.Contains(row.Id), cancellation))
            await tasks.SettleAsync("inquiry", inquiryId, Kind, cancellation);
    }

    public static Phrase Cell(Inquiry inquiry, Guid cellId) => inquiry.Cells.First(cell => cell.Id == cellId) is var cell ? new Phrase("ShowCell.title", cell.Alternative, cell.Quantity) : "";
}
