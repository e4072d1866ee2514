using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>The versions of a quote as a reader sees them: what can still be decided first, the newest of it on top.</summary>
internal sealed class QuoteViews(KernelDb kernel, SpecWriter writer)
{
    public async Task<IReadOnlyList<ShowInquiry.QuoteView>> OfAsync(
        Inquiry inquiry, IReadOnlyList<Revision> revisions, IReadOnlyList<CounterOffer> offers, bool seesPrices, DateTimeOffset now, CancellationToken cancellation)
    {
        if (inquiry.Quotes.Count == 0)
            return [];
        var cells = inquiry.Cells.ToDictionary(cell => cell.Id);
        var quoted = inquiry.Quotes.SelectMany(quote => quote.Lines).Select(line => line.CellId).Distinct().ToList();
        var comments = !seesPrices ? [] : await kernel.Notes.Where(note => note.SubjectKind == QuotedCellMatter.Kind && quoted.Contains(note.SubjectId)).GroupBy(note => note.SubjectId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var (accepted, negotiated) = (inquiry.AcceptedCells(), offers.Where(offer => offer.State == CounterOfferState.Open).Select(offer => offer.CellId).ToHashSet());
        var choices = new Dictionary<(int, string, string), (string Name, IReadOnlyList<SpecLine> Changes)>();
        var views = new List<ShowInquiry.QuoteView>();
        foreach (var quote in inquiry.Quotes.OrderByDescending(quote => quote.IsOpen(now)).ThenByDescending(quote => quote.VersionNo))
        {
            var items = revisions.FirstOrDefault(revision => revision.Number == quote.Revision)?.Items ?? inquiry.Items;
            var newer = inquiry.Quotes.Where(other => other.VersionNo > quote.VersionNo && other.IsOpen(now)).SelectMany(other => other.Lines, (other, line) => (line.CellId, other.VersionNo)).ToLookup(it => it.CellId, it => it.VersionNo);
            var lines = new List<ShowInquiry.LineView>();
            foreach (var line in quote.Lines.OrderBy(line => line.Order))
            {
                var cell = cells[line.CellId];
                var key = (quote.Revision, cell.ItemKey, cell.Alternative);
                if (!choices.TryGetValue(key, out var choice))
                    choices[key] = choice = await ChoiceAsync(inquiry.ProductType, items, cell, cancellation);
                lines.Add(new(
                    line.Id, line.CellId, cell.Alternative, line.Name, line.Quantity, seesPrices ? line.UnitPrice : null, seesPrices ? line.Total : null, line.VatPercent,
                    line.AcceptanceId is not null, line.RefusalId is not null, line.RefusalId is not null || accepted.Contains(line.CellId), choice.Name, choice.Changes,
                    comments.GetValueOrDefault(line.CellId), negotiated.Contains(line.CellId), quote.IsOpen(now) && newer[line.CellId].Any() ? newer[line.CellId].Max() : null));
            }

            views.Add(new(
                quote.Id, quote.Number, quote.VersionNo, quote.State, quote.IsExpired(now), quote.ValidUntil, quote.Currency, quote.Message, quote.PublishedAt, quote.PdfFileId,
                Convert.ToHexStringLower(quote.PdfSha256), lines, quote.IsOpen(now), quote.ExpiresAt, quote.Revision, quote.WithdrawalReason));
        }

        return views;
    }

    public static ShowInquiry.OfferView Offer(Inquiry inquiry, CounterOffer offer) => new(
        offer.Id, offer.CellId, Negotiation.Cell(inquiry, offer.CellId), offer.State, offer.Person, offer.At, offer.UnitPrice, offer.Quantity, offer.ValidUntil, offer.Reason,
        offer.Answerer, offer.AnsweredAt, offer.Answer, offer.AnswerVersion);

    private async Task<(string Name, IReadOnlyList<SpecLine> Changes)> ChoiceAsync(string productType, IReadOnlyList<InquiryItem> items, Cell cell, CancellationToken cancellation)
    {
        var item = items.FirstOrDefault(it => it.Key == cell.ItemKey);
        return item?.Alternatives.FirstOrDefault(it => it.Key == cell.Alternative) is { } alternative ? (alternative.Name, await writer.ChangesAsync(productType, item, alternative, cancellation)) : ("", []);
    }
}
