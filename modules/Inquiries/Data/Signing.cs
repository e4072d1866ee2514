namespace Portal.Inquiries;

/// <summary>Puts the signature under an acceptance: of the person signed in, or of whoever came by a link.</summary>
internal sealed class Signing(InquiriesDb db, Caller caller, TimeProvider clock)
{
    /// <returns>Who accepted, by a link the author for whose matter it speaks, and the signature.</returns>
    /// <exception cref="RuleBroken">The link was revoked or ended since it was opened.</exception>
    public async Task<(Guid PersonId, Signature Signature)> SignAsync(AcceptQuote request, Inquiry inquiry, Quote quote, CancellationToken cancellation)
    {
        var (name, drawing, hash) = (request.SignedBy.Trim(), request.Drawing is { Length: > 0 } drawn ? drawn : null, Convert.ToHexStringLower(quote.PdfSha256));
        if (request.LinkId is not { } linkId)
            return (caller.RequirePerson().Person, new(name.Length > 0 ? name : caller.RequirePerson().Name, drawing, hash));
        var link = await db.Links.FirstOrDefaultAsync(row => row.Id == linkId && row.QuoteId == quote.Id, cancellation) ?? throw new NotFoundException();
        return link.Scope == LinkScope.Decide && link.IsGood(clock.GetUtcNow()) ? (inquiry.AuthorId, new(name, drawing, hash, link.Id, link.ForWhom)) : throw new NotFoundException();
    }
}
