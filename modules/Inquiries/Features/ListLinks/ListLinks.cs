using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>The links to quotes of an inquiry, the newest first; never their tokens.</summary>
[Permission(InquiriesPermissions.Publish, InquiriesPermissions.Decide)]
public sealed class ListLinks : IRead<ListLinks.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Quote, int Version, string ForWhom, LinkScope Scope, LinkState State, string? MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
}

/// <summary>Whether a link still opens something.</summary>
public enum LinkState
{
    Good,
    Expired,
    Revoked,
}

internal sealed class ListLinksHandler(InquiriesDb db, IPeople people, TimeProvider clock) : IRequestHandler<ListLinks, ListLinks.Result>
{
    public async Task<ListLinks.Result> Handle(ListLinks request, CancellationToken cancellation)
    {
        if (!await db.Inquiries.AnyAsync(row => row.Id == request.Id, cancellation))
            throw new NotFoundException();
        var links = await db.Links.AsNoTracking().Where(link => link.InquiryId == request.Id).OrderByDescending(link => link.MadeAt)
            .Join(db.Quotes, link => link.QuoteId, quote => quote.Id, (link, quote) => new { Link = link, quote.Number, quote.VersionNo }).ToListAsync(cancellation);
        var makers = await people.FindAsync([.. links.Select(row => row.Link.MadeBy)], cancellation);
        var now = clock.GetUtcNow();
        return new([.. links.Select(row => new ListLinks.Row(
            row.Link.Id, row.Number, row.VersionNo, row.Link.ForWhom, row.Link.Scope,
            row.Link.RevokedAt is not null ? LinkState.Revoked : row.Link.IsGood(now) ? LinkState.Good : LinkState.Expired,
            makers.GetValueOrDefault(row.Link.MadeBy)?.Name, row.Link.MadeAt, row.Link.ExpiresAt, row.Link.LastUsedAt))]);
    }
}

public sealed class ListLinksEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListLinks, ListLinks.Result>("inquiries/{id:guid}/links");
}
