using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>Inquiries, last changed first. Staff see all, a customer their company's.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ListInquiries : IRead<ListInquiries.Result>
{
    public string? Q { get; set; }

    /// <summary>drafts, waiting (for the reader), open, decided; all where it is empty.</summary>
    public string? Show { get; set; }

    /// <summary>Besides, parted by commas: mine, late (unanswered past the promised day), expiring (a quote within seven days), week (changed since Monday).</summary>
    public string? Only { get; set; }

    /// <summary>-changed (when empty), changed, promised or -promised.</summary>
    public string? Sort { get; set; }

    public string? After { get; set; }

    public int Take { get; set; } = 50;

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="Writer">Of a draft: who wrote it last.</param>
    /// <param name="Status">Where it stands, as far as the reader is told.</param>
    public sealed record Row(Guid Id, string? Number, string Title, InquiryState State, Guid CompanyId, string? Company, string? Assignee, DateTimeOffset ChangedAt, DateTimeOffset? PromisedAt, DateTimeOffset? SubmittedAt, string CustomerNumber, string? Writer, InquiryStatus Status);
}

internal sealed class ListInquiriesHandler(InquiriesDb db, InquiryStatuses statuses, StepRulesInMemory steps, Caller caller, ICompanies companies, IPeople people, OperatorClock clock) : IRequestHandler<ListInquiries, ListInquiries.Result>
{
    public async Task<ListInquiries.Result> Handle(ListInquiries request, CancellationToken cancellation)
    {
        var take = Math.Clamp(request.Take, 1, 200);
        var rows = await Page(Filter(db.Inquiries.AsNoTracking(), request, await AsksCustomerAsync()), request).Take(take + 1)
            .Select(row => new { row.Id, row.Number, row.Title, row.State, row.Step, row.CompanyId, row.AssigneeId, row.ChangedAt, row.PromisedAt, row.SubmittedAt, row.CustomerNumber, row.ChangedById }).ToListAsync(cancellation);
        var shown = rows.Take(take).ToList();
        var names = await companies.NamesAsync([.. shown.Select(row => row.CompanyId)], cancellation);
        var faces = await people.FindAsync([.. shown.Select(row => row.State == InquiryState.Draft ? row.ChangedById : row.AssigneeId).OfType<Guid>().Distinct()], cancellation);
        var told = await statuses.OfAsync([.. shown.Select(row => (row.Id, row.CompanyId, row.State, row.Step))], cancellation);
        return new(
            [.. shown.Select(row => new ListInquiries.Row(row.Id, row.Number, row.Title, told[row.Id].State, row.CompanyId, names.GetValueOrDefault(row.CompanyId),
                row.AssigneeId is { } id ? faces.GetValueOrDefault(id)?.Name : null, row.ChangedAt, row.PromisedAt, row.SubmittedAt, row.CustomerNumber,
                row.State == InquiryState.Draft && row.ChangedById is { } writer ? faces.GetValueOrDefault(writer)?.Name : null, told[row.Id]))],
            rows.Count > take ? $"{(ByPromise(request) ? shown[^1].PromisedAt : shown[^1].ChangedAt):O}|{shown[^1].Id}" : null);
    }

    /// <summary>Whether the caller is told that something is missing from them.</summary>
    private async Task<bool> AsksCustomerAsync() => !caller.IsStaff && (await steps.ReadAsync()).IsShown(InquiryStep.WaitsForCustomer, caller.RequirePerson().CompanyId);

    private IQueryable<Inquiry> Filter(IQueryable<Inquiry> inquiries, ListInquiries request, bool asksCustomer)
    {
        // Drafts are the customer's own business until they are sent.
        if (caller.IsStaff)
            inquiries = inquiries.Where(row => row.State != InquiryState.Draft);
        inquiries = (request.Show, caller.IsStaff) switch
        {
            ("drafts", false) => inquiries.Where(row => row.State == InquiryState.Draft),
            ("waiting", true) => inquiries.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation),
            // A quote stays to be decided while a change of the inquiry is calculated.
            ("waiting", false) => inquiries.Where(row => row.Quotes.Any(quote => quote.State == QuoteState.Published) || (asksCustomer && row.Step == InquiryStep.WaitsForCustomer)),
            ("open", _) => inquiries.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation || row.State == InquiryState.Quoted || row.State == InquiryState.PartlyAccepted),
            ("decided", _) => inquiries.Where(row => row.State == InquiryState.Accepted || row.State == InquiryState.Refused || row.State == InquiryState.Withdrawn || row.State == InquiryState.Closed),
            _ => inquiries,
        };
        foreach (var filter in ListState.Words([request.Only]))
            inquiries = Narrow(inquiries, filter);
        if (request.Q is { Length: > 0 } text)
            inquiries = inquiries.Where(row => EF.Functions.ILike(row.Title, $"%{text}%") || EF.Functions.ILike(row.Number!, $"%{text}%") || EF.Functions.ILike(row.CustomerNumber, $"%{text}%"));
        return inquiries;
    }

    private IQueryable<Inquiry> Narrow(IQueryable<Inquiry> inquiries, string filter)
    {
        var (now, person) = (clock.Now, caller.Principal.PersonId);
        var soon = now.AddDays(QuoteSoon.Days);
        var monday = clock.EndOf(clock.Today.AddDays(-(((int)clock.Today.DayOfWeek + 6) % 7) - 1));
        return filter switch
        {
            "mine" => inquiries.Where(row => row.AssigneeId == person),
            "late" => inquiries.Where(row => (row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation) && row.PromisedAt < now),
            "expiring" => inquiries.Where(row => row.Quotes.Any(quote => quote.State == QuoteState.Published && quote.ExpiresAt > now && quote.ExpiresAt <= soon)),
            "week" => inquiries.Where(row => row.ChangedAt >= monday),
            _ => inquiries,
        };
    }

    private static bool ByPromise(ListInquiries request) => request.Sort is "promised" or "-promised";

    /// <summary>Rows without a promise stand last either way.</summary>
    private static IQueryable<Inquiry> Page(IQueryable<Inquiry> inquiries, ListInquiries request)
    {
        var (after, id) = Read(request.After);
        var goesOn = id != Guid.Empty;
        switch (request.Sort)
        {
            case "promised":
                if (goesOn)
                    inquiries = after is null ? inquiries.Where(row => row.PromisedAt == null && row.Id > id) : inquiries.Where(row => row.PromisedAt > after || (row.PromisedAt == after && row.Id > id) || row.PromisedAt == null);
                return inquiries.OrderBy(row => row.PromisedAt).ThenBy(row => row.Id);
            case "-promised":
                if (goesOn)
                    inquiries = after is null ? inquiries.Where(row => row.PromisedAt == null && row.Id < id) : inquiries.Where(row => row.PromisedAt < after || (row.PromisedAt == after && row.Id < id) || row.PromisedAt == null);
                return inquiries.OrderBy(row => row.PromisedAt == null).ThenByDescending(row => row.PromisedAt).ThenByDescending(row => row.Id);
            case "changed":
                if (goesOn && after is not null)
                    inquiries = inquiries.Where(row => row.ChangedAt > after || (row.ChangedAt == after && row.Id > id));
                return inquiries.OrderBy(row => row.ChangedAt).ThenBy(row => row.Id);
            default:
                if (goesOn && after is not null)
                    inquiries = inquiries.Where(row => row.ChangedAt < after || (row.ChangedAt == after && row.Id < id));
                return inquiries.OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id);
        }
    }

    private static (DateTimeOffset? At, Guid Id) Read(string? after)
    {
        if (after?.Split('|') is not [var at, var last] || !Guid.TryParse(last, out var id))
            return (null, Guid.Empty);
        if (at.Length == 0)
            return (null, id);
        return DateTimeOffset.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var instant) ? (instant.ToUniversalTime(), id) : (null, Guid.Empty);
    }
}

public sealed class ListInquiriesEndpoint : ICarterModule
{
    private const int MostExported = 10_000;

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListInquiries, ListInquiries.Result>("inquiries");
        app.MapGet("/inquiries/export", async (HttpContext http, IMediator mediator, Texts texts, Caller caller, OperatorClock clock, CancellationToken cancellation) =>
        {
            var state = ListState.Of(http.Request);
            var (rows, after) = (new List<ListInquiries.Row>(), (string?)null);
            do
            {
                var page = await mediator.Send(new ListInquiries { Q = state.Search, Show = state.Show, Only = string.Join(',', state.Only), Sort = state.Sort, After = after, Take = 200 }, cancellation);
                rows.AddRange(page.Rows);
                after = page.Next;
            }
            while (after is not null && rows.Count < MostExported);
            return InquiryColumns.Export(state, rows, http.Request.Query["format"], texts, caller.IsStaff, clock);
        }).WithMetadata(new PermissionAttribute(InquiriesPermissions.See)).ExcludeFromDescription();
    }
}

/// <summary>When a quote is about to expire.</summary>
internal static class QuoteSoon
{
    public const int Days = 7;
}
