using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>
/// Publishes a version of the quote: prices of today frozen with their trees, the paper made, the customer told. A cell that is not complete, an
/// override nobody decided about, or a currency without a rate, holds it back; a margin below the floor does until it is approved.
/// </summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class PublishQuote : IWrite<PublishQuote.Result>
{
    public Guid InquiryId { get; set; }

    /// <summary>The last day of validity.</summary>
    public DateOnly ValidUntil { get; set; }

    /// <summary>To the customer, printed on the paper.</summary>
    public string Message { get; set; } = "";

    /// <summary>The cells quoted; all where it is left out.</summary>
    public List<Guid>? Cells { get; set; }

    /// <summary>Earlier versions that are open stay so beside the new one; otherwise it takes their place.</summary>
    public bool KeepsEarlier { get; set; }

    /// <summary>The counter-offer that this version says yes to.</summary>
    internal Guid? Accepts { get; set; }

    /// <param name="ApprovalId">Of the question about a low margin that must be answered first; then nothing was published.</param>
    public sealed record Result(Guid? Id, string? Number, int? Version, Guid? ApprovalId = null);
}

internal sealed class PublishQuoteValidator : AbstractValidator<PublishQuote>
{
    public PublishQuoteValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.ValidUntil).Must(day => day >= clock.Today).WithMessage(_ => texts["PublishQuote.ValidUntil.past", clock.Today]);
        RuleFor(it => it.ValidUntil).Must(day => day <= clock.Today.AddYears(1)).WithMessage(_ => texts["PublishQuote.ValidUntil.far", clock.Today.AddYears(1)]);
        RuleFor(it => it.Message).MaximumLength(2_000);
    }
}

internal sealed class PublishQuoteHandler(
    InquiriesDb db, Caller caller, Pricing pricing, MarginFloor floor, Negotiation negotiation, ICalculations calculations, IProductTypes types, SpecWriter writer, QuotePaper paper, FileStore files, ICompanies companies, IPeople people,
    IWorkDesk desk, Numbers numbers, Texts texts, OperatorClock clock) : IRequestHandler<PublishQuote, PublishQuote.Result>
{
    public async Task<PublishQuote.Result> Handle(PublishQuote request, CancellationToken cancellation)
    {
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).ThenInclude(quote => quote.Lines)
            .FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.Publish, caller, clock.Now);
        var accepted = inquiry.AcceptedCells();
        var cells = inquiry.CurrentCells.Where(cell => !accepted.Contains(cell.Id) && request.Cells?.Contains(cell.Id) != false).OrderBy(cell => cell.Order).ToList();
        if (cells.Count == 0)
            throw new RuleBroken(nameof(PublishQuote.Cells), "inquiries.chooseCell");
        var prices = await pricing.OfAsync(inquiry, cancellation);
        HoldBackWhatIsIncomplete(inquiry, cells, prices);
        if (await floor.AskAsync(inquiry, cells, prices, cancellation) is { } question)
        {
            await db.SaveChangesAsync(cancellation);
            return new(null, null, null, question.Id);
        }

        var client = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        var first = prices[cells[0].Id];
        var quote = new Quote
        {
            InquiryId = inquiry.Id,
            CompanyId = inquiry.CompanyId,
            Number = inquiry.Quotes.FirstOrDefault()?.Number ?? await numbers.NextAsync("quote", "OF", cancellation),
            VersionNo = inquiry.Quotes.Count + 1,
            Revision = inquiry.Revision,
            ValidUntil = request.ValidUntil,
            ExpiresAt = clock.EndOf(request.ValidUntil),
            Currency = inquiry.Currency,
            Language = inquiry.Language,
            Rate = first.Rate!.Value,
            RateDay = first.Rate.Day,
            Message = request.Message.Trim(),
            TolerancePercent = first.Calculation.Terms.TolerancePercent,
            PublishedAt = clock.Now,
            PublishedBy = caller.RequirePerson().Person,
        };
        var trees = await calculations.TreesAsync([.. cells.Select(cell => prices[cell.Id].Calculation.Id)], cancellation);
        foreach (var cell in cells)
            await AddLineAsync(inquiry, quote, cell, prices[cell.Id], trees, cancellation);
        await NotePublishedAsync(cells, prices, cancellation);
        inquiry.Publish(quote, request.KeepsEarlier, clock.Now);
        await calculations.FreezeAsync([.. cells.Select(cell => prices[cell.Id].Calculation.Id)], cancellation);
        await MakePaperAsync(inquiry, quote, client, cancellation);
        await desk.SettleAsync("inquiry", inquiry.Id, "inquiry.calculate", cancellation);
        await desk.SettleAsync("inquiry", inquiry.Id, Revising.Kind, cancellation);
        await negotiation.AnsweredAsync(quote, request.KeepsEarlier, request.Accepts, cancellation);
        db.Happened(inquiry, Audience.Customer, quote.PublishedBy, clock.Now, new Phrase("inquiries.event.published", quote.Number, quote.VersionNo, quote.ValidUntil));
        db.Publish(new QuotePublished(inquiry.Id, quote.Id, quote.Number, quote.VersionNo, inquiry.CompanyId));
        await db.SaveChangesAsync(cancellation);
        return new(quote.Id, quote.Number, quote.VersionNo);
    }

    private void HoldBackWhatIsIncomplete(Inquiry inquiry, IReadOnlyList<Cell> cells, IReadOnlyDictionary<Guid, CellPrice> prices)
    {
        if (cells.FirstOrDefault(cell => !prices.TryGetValue(cell.Id, out var price) || !price.Totals.IsComplete) is { } incomplete)
            throw new RuleBroken(nameof(PublishQuote.Cells), new Phrase("inquiries.incomplete", incomplete.Alternative, incomplete.Quantity));
        if (cells.FirstOrDefault(cell => prices[cell.Id].IsUndecided) is { } undecided)
            throw new RuleBroken(nameof(PublishQuote.Cells), new Phrase("desk.undecided", undecided.Alternative, undecided.Quantity));
        if (cells.Any(cell => prices[cell.Id].Rate is null))
            throw new RuleBroken("", new Phrase("inquiries.noRate", inquiry.Currency));
    }

    /// <summary>What was published is known by its figures, and the customer is told the facts of what was priced.</summary>
    private async Task NotePublishedAsync(IReadOnlyList<Cell> cells, IReadOnlyDictionary<Guid, CellPrice> prices, CancellationToken cancellation)
    {
        var ids = cells.Select(cell => cell.Id).ToList();
        foreach (var pricing in await db.Pricings.Where(row => ids.Contains(row.CellId)).ToListAsync(cancellation))
            pricing.Published = pricing.Fingerprint;
        var facts = await calculations.FactsAsync([.. cells.Select(cell => prices[cell.Id].Calculation.Id)], cancellation);
        foreach (var cell in cells)
            cell.Facts = [.. facts[prices[cell.Id].Calculation.Id].Where(fact => fact.Audience == Audience.Customer)];
    }

    private async Task AddLineAsync(Inquiry inquiry, Quote quote, Cell cell, CellPrice price, IReadOnlyDictionary<Guid, CostNode> trees, CancellationToken cancellation)
    {
        var item = inquiry.Items.First(it => it.Key == cell.ItemKey);
        var choice = item.Choices().First(it => it.Key == cell.Alternative);
        var frozen = Pricing.Build(trees[price.Calculation.Id].Apply(price.Pricing.Overrides), cell.Quantity, price.Pricing, price.Calculation, price.Rate, quote.Currency);
        var line = new QuoteLine
        {
            QuoteId = quote.Id,
            CompanyId = inquiry.CompanyId,
            CellId = cell.Id,
            Order = cell.Order,
            Name = await NameAsync(inquiry, item, choice, cancellation),
            Quantity = cell.Quantity,
            UnitPrice = frozen.Unit,
            Total = frozen.Total,
            VatPercent = price.Calculation.Terms.VatPercent,
            Content = await writer.WordsAsync(inquiry.ProductType, choice.Spec, cancellation),
        };
        quote.Lines.Add(line);
        db.FrozenPrices.Add(new FrozenPrice { QuoteLineId = line.Id, CompanyId = inquiry.CompanyId, CalculationId = price.Calculation.Id, MarginPercent = price.Pricing.MarginPercent, Tree = frozen.Tree });
    }

    /// <summary>The alternative by its letter and what it changes, in the language of the papers.</summary>
    private async Task<string> NameAsync(Inquiry inquiry, InquiryItem item, (string Key, string Name, Spec Spec) choice, CancellationToken cancellation)
    {
        var culture = Languages.Culture(inquiry.Language);
        if (item.Alternatives.Count == 0)
            return texts.Say(types.Find(inquiry.ProductType)?.Name ?? new Phrase("text", inquiry.Title), culture);
        if (choice.Key == InquiryItem.BaseKey)
            return texts.Say(new Phrase("inquiries.base", choice.Key), culture);
        var changes = await writer.ChangesAsync(inquiry.ProductType, item, item.Alternatives.First(it => it.Key == choice.Key), cancellation);
        var words = string.Join(", ", changes.Select(change => $"{texts.Say(change.Label, culture)}: {texts.Say(change.Value, culture)}"));
        return $"{choice.Key} – {(choice.Name.Length > 0 ? choice.Name : words)}";
    }

    private async Task MakePaperAsync(Inquiry inquiry, Quote quote, CompanyCard client, CancellationToken cancellation)
    {
        var contents = new List<IReadOnlyList<SpecLine>>();
        foreach (var item in inquiry.Items)
            contents.Add(await writer.WordsAsync(inquiry.ProductType, item.Spec, cancellation));
        var handler = inquiry.AssigneeId is { } id ? await people.FindAsync(id, cancellation) : null;
        await using var pdf = paper.Render(inquiry, quote, await companies.OperatorAsync(cancellation), client, handler, contents);
        var file = await files.SaveAsync(pdf, $"{quote.Number.Replace('/', '-')}-v{quote.VersionNo}.pdf", "inquiry", inquiry.Id, inquiry.CompanyId, Audience.Customer, cancellation);
        (quote.PdfFileId, quote.PdfSha256) = (file.Id, file.Sha256);
    }
}

public sealed class PublishQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<PublishQuote, PublishQuote.Result>("inquiries/{inquiryId:guid}/quotes");
}
