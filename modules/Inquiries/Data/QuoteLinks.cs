namespace Portal.Inquiries;

/// <summary>Finds what a token opens, before anyone is known to call, and notes that it was used.</summary>
internal sealed class QuoteLinks(IServiceScopeFactory scopes, TimeProvider clock) : ILinkSource
{
    public async Task<LinkPrincipal?> OfLinkAsync(string token, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("inquiries", "who comes by a link");
        var db = scope.ServiceProvider.GetRequiredService<InquiriesDb>();
        var (hash, now) = (QuoteLink.HashOf(token), clock.GetUtcNow());
        var found = await db.Links.AsNoTracking().Where(link => link.Hash == hash)
            .Join(db.Quotes, link => link.QuoteId, quote => quote.Id, (link, quote) => new { Link = link, quote.PdfFileId, quote.Language }).FirstOrDefaultAsync(cancellation);
        if (found is null || !found.Link.IsGood(now))
            return null;
        var minute = now.AddMinutes(-1);
        if (found.Link.LastUsedAt is not { } used || used < minute)
            await db.Links.Where(link => link.Id == found.Link.Id && (link.LastUsedAt == null || link.LastUsedAt < minute)).ExecuteUpdateAsync(set => set.SetProperty(link => link.LastUsedAt, now), cancellation);
        return new LinkPrincipal(found.Link.Id, found.Link.QuoteId, found.Link.Scope == LinkScope.Content ? null : found.PdfFileId, found.Link.Scope == LinkScope.Decide, found.Language);
    }
}
