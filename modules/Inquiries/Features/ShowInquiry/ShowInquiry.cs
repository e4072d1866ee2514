using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>One inquiry as the reader may see it: costs and margins for staff only, prices for those allowed to see prices.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ShowInquiry : IRead<ShowInquiry.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(
        Guid Id, string? Number, string Title, InquiryState State, Guid CompanyId, string? Company, string ProductType, string Unit, string Currency, string Language, DateOnly? WantedBy, string Note, string CustomerNumber,
        AddressLines? Delivery, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? PromisedAt, string? RefusalReason, PersonCard? Author, PersonCard? Assignee,
        IReadOnlyList<Item> Items, IReadOnlyList<QuoteView> Quotes, IReadOnlyList<AcceptanceView> Acceptances, IReadOnlyList<EventView> Events, IReadOnlyList<InquiryAction> Permitted, bool SeesPrices,
        int Revision, IReadOnlyList<RevisionView> Revisions, IReadOnlyList<RefusalView> Refusals, IReadOnlyList<OfferView> CounterOffers, Guid? ChangeDraftId, InquiryStatus Status, IReadOnlyList<StatusStep> Line);

    /// <summary>What was asked for otherwise from this revision on, newest first.</summary>
    public sealed record RevisionView(int Number, DateTimeOffset At, string? Person, IReadOnlyList<RevisionChange> Changes);

    /// <param name="Said">The reason of the list and the customer's own words.</param>
    /// <param name="Cells">Alternative and run length of what was refused; none for all that was open.</param>
    public sealed record RefusalView(DateTimeOffset At, RefusalWhy? Why, string Reason, Phrase Said, IReadOnlyList<Phrase> Cells);

    /// <summary>What a customer proposed for a cell.</summary>
    public sealed record OfferView(
        Guid Id, Guid CellId, Phrase Cell, CounterOfferState State, string Person, DateTimeOffset At, decimal? UnitPrice, decimal? Quantity, DateOnly? ValidUntil, string Reason,
        string? Answerer, DateTimeOffset? AnsweredAt, string? Answer, int? AnswerVersion);

    /// <summary>An item with its choices and cells.</summary>
    /// <param name="LeftOut">Cells that are not asked for.</param>
    public sealed record Item(string Key, string Name, Spec Spec, IReadOnlyList<SpecLine> Content, IReadOnlyList<decimal> Quantities, IReadOnlyList<Choice> Choices, IReadOnlyList<CellView> Cells, IReadOnlyDictionary<string, IReadOnlyList<string>> Axes, IReadOnlyList<CellKey> LeftOut);

    /// <param name="Changes">In words; <paramref name="Patch"/> holds the same as data.</param>
    public sealed record Choice(string Key, string Name, IReadOnlyList<SpecLine> Changes, IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode?> Patch);

    /// <param name="Work">For staff: calculation, margin and today's price.</param>
    public sealed record CellView(Guid Id, string Alternative, decimal Quantity, IReadOnlyList<Fact> Facts, CellWork? Work);

    public sealed record CellWork(Guid CalculationId, CalculationState State, decimal Cost, string CostCurrency, decimal MarginPercent, decimal? UnitPrice, decimal? Total, IReadOnlyList<SpecProblem> Warnings,
        decimal DiscountPercent, decimal? Left, IReadOnlyList<CellMark> Marks);

    public sealed record QuoteView(
        Guid Id, string Number, int Version, QuoteState State, bool IsExpired, DateOnly ValidUntil, string Currency, string Message, DateTimeOffset PublishedAt, Guid PdfFileId, string PdfSha256, IReadOnlyList<LineView> Lines,
        bool IsOpen, DateTimeOffset ExpiresAt, int Revision, string? WithdrawalReason);

    /// <param name="Name">As on the paper, in its language.</param>
    /// <param name="IsAccepted">In this version; <paramref name="IsDecided"/>: in any version, or refused.</param>
    /// <param name="Changes">What the alternative changes, by the revision that the version answers.</param>
    /// <param name="Comments">Notes on the cell that the reader may read.</param>
    /// <param name="NewerIn">A later version, open too, that quotes the same cell.</param>
    public sealed record LineView(
        Guid Id, Guid CellId, string Alternative, string Name, decimal Quantity, decimal? UnitPrice, decimal? Total, decimal VatPercent, bool IsAccepted, bool IsRefused, bool IsDecided,
        string ChoiceName, IReadOnlyList<SpecLine> Changes, int Comments, bool HasOpenOffer, int? NewerIn);

    public sealed record AcceptanceView(Guid Id, DateTimeOffset At, decimal? Net, Guid? OrderId, string? OrderNumber);

    public sealed record EventView(DateTimeOffset At, string? Person, Audience Audience, Phrase What);
}

internal sealed class ShowInquiryHandler(InquiriesDb db, InquiriesSeen seen, QuoteViews quotes, InquiryStatuses statuses, Caller caller, IPeople people, ICompanies companies, SpecWriter writer, Pricing pricing, IProductTypes types, TimeProvider clock) : IRequestHandler<ShowInquiry, ShowInquiry.Result>
{
    private static readonly Prepared<InquiriesDb, Guid, Inquiry> Whole = new((db, id) => db.Inquiries.AsNoTracking().AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).ThenInclude(quote => quote.Lines).Where(row => row.Id == id));
    private static readonly Prepared<InquiriesDb, Guid, InquiryEvent> Events = new((db, id) => db.Events.AsNoTracking().Where(row => row.InquiryId == id).OrderBy(row => row.At).ThenBy(row => row.Id));
    private static readonly Prepared<InquiriesDb, Guid, Acceptance> Acceptances = new((db, id) => db.Acceptances.AsNoTracking().Where(row => row.InquiryId == id).OrderBy(row => row.At));
    private static readonly Prepared<InquiriesDb, Guid, Revision> Revisions = new((db, id) => db.Revisions.AsNoTracking().Where(row => row.InquiryId == id).OrderByDescending(row => row.Number));
    private static readonly Prepared<InquiriesDb, Guid, Refusal> Refusals = new((db, id) => db.Refusals.AsNoTracking().Where(row => row.InquiryId == id).OrderBy(row => row.At));
    private static readonly Prepared<InquiriesDb, Guid, CounterOffer> Offers = new((db, id) => db.CounterOffers.AsNoTracking().Where(row => row.InquiryId == id).OrderByDescending(row => row.At));
    private static readonly Prepared<InquiriesDb, Guid, Guid?> ChangeDraft = new((db, id) => db.Inquiries.Where(row => row.RevisesId == id).Select(row => (Guid?)row.Id));

    public async Task<ShowInquiry.Result> Handle(ShowInquiry request, CancellationToken cancellation)
    {
        var inquiry = await Whole.FirstOrDefaultAsync(db, request.Id, cancellation) ?? throw new NotFoundException();
        if (caller.IsStaff && inquiry.State == InquiryState.Draft)
            throw new NotFoundException();
        seen.Note(inquiry);

        // What can't be there is not asked for: nothing is decided or negotiated before a quote, nothing was revised in the first revision.
        var isQuoted = inquiry.Quotes.Count > 0;
        var events = await Events.ListAsync(db, inquiry.Id, cancellation);
        var acceptances = !isQuoted ? [] : await Acceptances.ListAsync(db, inquiry.Id, cancellation);
        var revisions = inquiry.Revision == 1 ? [] : await Revisions.ListAsync(db, inquiry.Id, cancellation);
        var refusals = !isQuoted ? [] : await Refusals.ListAsync(db, inquiry.Id, cancellation);
        var offers = !isQuoted ? [] : await Offers.ListAsync(db, inquiry.Id, cancellation);
        var draft = caller.IsStaff ? null : await ChangeDraft.FirstOrDefaultAsync(db, inquiry.Id, cancellation);
        var faces = await people.FindAsync([.. revisions.Select(row => row.PersonId), inquiry.AuthorId, .. new[] { inquiry.AssigneeId }.OfType<Guid>(), .. events.Select(row => row.PersonId).OfType<Guid>()], cancellation);
        var seesPrices = caller.Can(InquiriesPermissions.SeePrices);
        var prices = caller.IsStaff && caller.Can(InquiriesPermissions.Calculate) ? await pricing.OfAsync(inquiry, cancellation) : new Dictionary<Guid, CellPrice>();
        var (now, status) = (clock.GetUtcNow(), await statuses.OfAsync(inquiry, cancellation));
        return new(
            inquiry.Id, inquiry.Number, inquiry.Title, status.State, inquiry.CompanyId, (await companies.NamesAsync([inquiry.CompanyId], cancellation)).GetValueOrDefault(inquiry.CompanyId),
            inquiry.ProductType, types.Find(inquiry.ProductType)?.QuantityUnit ?? "unit.piece", inquiry.Currency, inquiry.Language, inquiry.WantedBy, inquiry.Note, inquiry.CustomerNumber, inquiry.Delivery, inquiry.CreatedAt, inquiry.SubmittedAt, inquiry.PromisedAt, inquiry.RefusalReason,
            faces.GetValueOrDefault(inquiry.AuthorId), inquiry.AssigneeId is { } assignee ? faces.GetValueOrDefault(assignee) : null,
            await ItemsAsync(inquiry, prices, cancellation),
            await quotes.OfAsync(inquiry, revisions, offers, seesPrices, now, cancellation),
            [.. acceptances.Select(row => new ShowInquiry.AcceptanceView(row.Id, row.At, seesPrices ? row.Net : null, row.OrderId, row.OrderNumber))],
            [.. events.Select(row => new ShowInquiry.EventView(row.At, row.PersonId is { } person ? faces.GetValueOrDefault(person)?.Name : null, row.Audience, row.What))],
            [.. inquiry.Permitted(caller, now).Order()], seesPrices, inquiry.Revision,
            [.. revisions.Select(row => new ShowInquiry.RevisionView(row.Number, row.At, faces.GetValueOrDefault(row.PersonId)?.Name, row.Changes))],
            [.. refusals.Select(row => new ShowInquiry.RefusalView(row.At, row.Why, row.Reason, RefuseQuoteHandler.Said(row), [.. row.Cells.Select(cell => Negotiation.Cell(inquiry, cell))]))],
            seesPrices ? [.. offers.Select(row => QuoteViews.Offer(inquiry, row))] : [], draft, status, await statuses.LineAsync(inquiry, cancellation));
    }

    private async Task<IReadOnlyList<ShowInquiry.Item>> ItemsAsync(Inquiry inquiry, IReadOnlyDictionary<Guid, CellPrice> prices, CancellationToken cancellation)
    {
        var items = new List<ShowInquiry.Item>();
        foreach (var item in inquiry.Items)
        {
            var choices = new List<ShowInquiry.Choice> { new(InquiryItem.BaseKey, "", [], new Dictionary<string, System.Text.Json.Nodes.JsonNode?>()) };
            foreach (var alternative in item.Alternatives)
                choices.Add(new(alternative.Key, alternative.Name, await writer.ChangesAsync(inquiry.ProductType, item, alternative, cancellation), alternative.Changes));
            items.Add(new(
                item.Key, item.Name, item.Spec, await writer.WordsAsync(inquiry.ProductType, item.Spec, cancellation), item.Quantities, choices,
                [.. inquiry.CurrentCells.Where(cell => cell.ItemKey == item.Key).OrderBy(cell => cell.Order).Select(cell => new ShowInquiry.CellView(
                    cell.Id, cell.Alternative, cell.Quantity, cell.Facts, prices.TryGetValue(cell.Id, out var price) ? Work(price) : null))],
                item.Axes, item.LeftOut));
        }

        return items;
    }

    private static ShowInquiry.CellWork Work(CellPrice price) => new(
        price.Calculation.Id, price.State, price.Totals.Cost, price.Calculation.Currency, price.Pricing.MarginPercent, price.Price?.Unit, price.Price?.Total, price.Calculation.Warnings,
        price.Pricing.DiscountPercent, price.Price?.Left, [.. price.Marks()]);
}

public sealed class ShowInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowInquiry, ShowInquiry.Result>("inquiries/{id:guid}");
}
