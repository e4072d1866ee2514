using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>Inquiries, last changed first. Staff see all, a customer their company's.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ListInquiries : IRead<ListInquiries.Result>
{
    public string? Q { get; set; }

    /// <summary>drafts, waiting (for the reader), open, decided; all where it is empty.</summary>
    public string? Show { get; set; }

    public string? After { get; set; }

    public int Take { get; set; } = 50;

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="Writer">Of a draft: who wrote it last.</param>
    public sealed record Row(Guid Id, string? Number, string Title, InquiryState State, Guid CompanyId, string? Company, string? Assignee, DateTimeOffset ChangedAt, DateTimeOffset? PromisedAt, string? Writer);
}

internal sealed class ListInquiriesHandler(InquiriesDb db, Caller caller, ICompanies companies, IPeople people) : IRequestHandler<ListInquiries, ListInquiries.Result>
{
    public async Task<ListInquiries.Result> Handle(ListInquiries request, CancellationToken cancellation)
    {
        var take = Math.Clamp(request.Take, 1, 200);
        var rows = await Page(Filter(db.Inquiries.AsNoTracking(), request), request.After)
            .OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id).Take(take + 1)
            .Select(row => new { row.Id, row.Number, row.Title, row.State, row.CompanyId, row.AssigneeId, row.ChangedAt, row.PromisedAt, row.ChangedById }).ToListAsync(cancellation);
        var shown = rows.Take(take).ToList();
        var names = await companies.NamesAsync([.. shown.Select(row => row.CompanyId)], cancellation);
        var faces = await people.FindAsync([.. shown.Select(row => row.State == InquiryState.Draft ? row.ChangedById : row.AssigneeId).OfType<Guid>().Distinct()], cancellation);
        return new(
            [.. shown.Select(row => new ListInquiries.Row(row.Id, row.Number, row.Title, row.State, row.CompanyId, names.GetValueOrDefault(row.CompanyId),
                row.AssigneeId is { } id ? faces.GetValueOrDefault(id)?.Name : null, row.ChangedAt, row.PromisedAt,
                row.State == InquiryState.Draft && row.ChangedById is { } writer ? faces.GetValueOrDefault(writer)?.Name : null))],
            rows.Count > take ? $"{shown[^1].ChangedAt:O}|{shown[^1].Id}" : null);
    }

    private IQueryable<Inquiry> Filter(IQueryable<Inquiry> inquiries, ListInquiries request)
    {
        // Drafts are the customer's own business until they are sent.
        if (caller.IsStaff)
            inquiries = inquiries.Where(row => row.State != InquiryState.Draft);
        inquiries = (request.Show, caller.IsStaff) switch
        {
            ("drafts", false) => inquiries.Where(row => row.State == InquiryState.Draft),
            ("waiting", true) => inquiries.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation),
            ("waiting", false) => inquiries.Where(row => row.State == InquiryState.Quoted || row.State == InquiryState.PartlyAccepted),
            ("open", _) => inquiries.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation || row.State == InquiryState.Quoted || row.State == InquiryState.PartlyAccepted),
            ("decided", _) => inquiries.Where(row => row.State == InquiryState.Accepted || row.State == InquiryState.Refused || row.State == InquiryState.Withdrawn || row.State == InquiryState.Closed),
            _ => inquiries,
        };
        if (request.Q is { Length: > 0 } text)
            inquiries = inquiries.Where(row => EF.Functions.ILike(row.Title, $"%{text}%") || EF.Functions.ILike(row.Number!, $"%{text}%") || EF.Functions.ILike(row.CustomerNumber, $"%{text}%"));
        return inquiries;
    }

    private static IQueryable<Inquiry> Page(IQueryable<Inquiry> inquiries, string? after)
    {
        if (after?.Split('|') is not [var at, var last] || !Guid.TryParse(last, out var id)
            || !DateTimeOffset.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var changed))
            return inquiries;
        var instant = changed.ToUniversalTime();
        return inquiries.Where(row => row.ChangedAt < instant || (row.ChangedAt == instant && row.Id < id));
    }
}

public sealed class ListInquiriesEndpoint : ICarterModule
{
    private const int MostExported = 10_000;

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListInquiries, ListInquiries.Result>("inquiries");
        app.MapGet("/inquiries/export", async (HttpContext http, string? format, string? q, string? show, IMediator mediator, Texts texts, CancellationToken cancellation) =>
        {
            var rows = new List<ListInquiries.Row>();
            string? after = null;
            do
            {
                var page = await mediator.Send(new ListInquiries { Q = q, Show = show, After = after, Take = 200 }, cancellation);
                rows.AddRange(page.Rows);
                after = page.Next;
            }
            while (after is not null && rows.Count < MostExported);
            return ListExport.File(format, texts["menu.inquiries"],
                [new(texts["Inquiry.number"]), new(texts["Inquiry.title"]), new(texts["Inquiry.state"]), new(texts["Inquiry.company"]), new(texts["Inquiry.assignee"]), new(texts["Inquiry.changed"])],
                rows.Select(row => new object?[] { row.Number, row.Title, texts.Of(row.State), row.Company, row.Assignee, row.ChangedAt }));
        }).WithMetadata(new PermissionAttribute(InquiriesPermissions.See)).ExcludeFromDescription();
    }
}
