using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>The one quote that a link opens, as far as the link lets it be seen.</summary>
[OpenedByLink]
public sealed class OpenQuote : IRead<OpenQuote.Result>
{
    public string Token { get; set; } = "";

    /// <param name="InquiryNumber">What the quote answers.</param>
    /// <param name="MayDecide">Whether it can be accepted through this link now.</param>
    /// <param name="Required">Fields that an acceptance must not leave empty.</param>
    /// <param name="Deeds">What was accepted of this quote, where the link shows prices.</param>
    public sealed record Result(
        string Number, int Version, QuoteState State, bool IsExpired, DateOnly ValidUntil, string Currency, string Message, string Title, string? InquiryNumber, string Unit, string PdfSha256, bool SeesPrices, bool MayDecide,
        DateTimeOffset PublishedAt, IReadOnlyList<Line> Lines, IReadOnlyList<Deed> Deeds, PersonCard? Handler, IReadOnlyList<string> Required);

    /// <param name="IsTaken">Accepted already, in this version or another.</param>
    /// <param name="IsRefused">Refused already.</param>
    public sealed record Line(Guid Id, string Name, decimal Quantity, decimal? UnitPrice, decimal? Total, decimal VatPercent, bool IsTaken, bool IsRefused, IReadOnlyList<SpecLine> Content);

    public sealed record Deed(Guid Id, DateTimeOffset At, decimal Net, string? Name, string? Drawing, string? PdfSha256, IReadOnlyList<Guid> Lines);
}

internal sealed class OpenQuoteHandler(InquiriesDb db, SystemDb<InquiriesDb> system, IServiceScopeFactory scopes, Caller caller, IPeople people, IProductTypes types, TimeProvider clock) : IRequestHandler<OpenQuote, OpenQuote.Result>
{
    public async Task<OpenQuote.Result> Handle(OpenQuote request, CancellationToken cancellation)
    {
        var link = (LinkPrincipal)caller.Principal;
        var quote = await db.Quotes.AsNoTracking().Include(row => row.Lines).FirstOrDefaultAsync(row => row.Id == link.QuoteId, cancellation) ?? throw new NotFoundException();
        var deeds = link.SeesPrices ? await db.Acceptances.AsNoTracking().Where(row => row.QuoteId == quote.Id).OrderBy(row => row.At).ToListAsync(cancellation) : [];

        // The inquiry and its other versions are shut to links: of them it is asked what the matter is called and which cells are gone.
        var whole = system.Open("inquiries", "quote opened by a link");
        var inquiry = await whole.Inquiries.AsNoTracking().Where(row => row.Id == quote.InquiryId).Select(row => new { row.Title, row.Number, row.ProductType, row.AssigneeId, row.CompanyId, row.CustomerNumber }).FirstAsync(cancellation);
        var cells = quote.Lines.Select(line => line.CellId).ToList();
        var taken = (await whole.QuoteLines.AsNoTracking().Where(line => cells.Contains(line.CellId) && line.AcceptanceId != null).Select(line => line.CellId).ToListAsync(cancellation)).ToHashSet();
        var now = clock.GetUtcNow();
        return new(
            quote.Number, quote.VersionNo, quote.State, quote.IsExpired(now), quote.ValidUntil, quote.Currency, quote.Message, inquiry.Title, inquiry.Number, types.Find(inquiry.ProductType)?.QuantityUnit ?? "unit.piece",
            Convert.ToHexStringLower(quote.PdfSha256), link.SeesPrices, link.MayDecide && quote.IsOpen(now) && quote.Lines.Any(line => !taken.Contains(line.CellId) && line.RefusalId is null), quote.PublishedAt,
            [.. quote.Lines.OrderBy(line => line.Order).Select(line => new OpenQuote.Line(
                line.Id, line.Name, line.Quantity, link.SeesPrices ? line.UnitPrice : null, link.SeesPrices ? line.Total : null, line.VatPercent, taken.Contains(line.CellId), line.RefusalId is not null, line.Content))],
            [.. deeds.Select(deed => new OpenQuote.Deed(deed.Id, deed.At, deed.Net, deed.Signature?.Name, deed.Signature?.Drawing, deed.Signature?.PdfSha256, [.. quote.Lines.Where(line => line.AcceptanceId == deed.Id).Select(line => line.Id)]))],
            inquiry.AssigneeId is { } handler ? await people.FindAsync(handler, cancellation) : null,
            link.MayDecide ? await RequiredAsync(inquiry.CompanyId, inquiry.CustomerNumber, cancellation) : []);
    }

    /// <summary>What the company's orders must carry is shut to links as well. A number that the inquiry gave already need not be given again.</summary>
    private async Task<IReadOnlyList<string>> RequiredAsync(Guid company, string customerNumber, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("inquiries", "quote opened by a link");
        var required = await scope.ServiceProvider.GetRequiredService<OrderDemands>().RequiredAsync(company, cancellation);
        return [.. required.Where(field => field != nameof(AcceptByLink.CustomerNumber) || customerNumber.Length == 0)];
    }
}

public sealed class OpenQuoteEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<OpenQuote, OpenQuote.Result>("q/{token}");
        app.MapGet("/q/{token}/paper", PaperAsync).WithMetadata(new OpenedByLinkAttribute()).ExcludeFromDescription();
    }

    /// <summary>The frozen paper, the one file a link opens.</summary>
    private static async Task<IResult> PaperAsync(string token, HttpContext http, Caller caller, FileStore files, CancellationToken cancellation)
    {
        var file = caller.Principal is LinkPrincipal { PaperId: { } paper } ? await files.FindAsync(paper, cancellation) : null;
        if (file is null)
            throw new NotFoundException();
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = file.Size;
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(http.Request.Query.ContainsKey("view") ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await files.CopyToAsync(file, http.Response.Body, cancellation);
        return Results.Empty;
    }
}
