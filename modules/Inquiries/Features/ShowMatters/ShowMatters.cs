using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>A customer's start: quotes that wait for a decision, drafts not sent yet, matters under way with their next step, and the people who handle them.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ShowMatters : IRead<ShowMatters.Result>
{
    /// <param name="Decide">Those whose last day comes first lead; empty for readers who may not decide.</param>
    public sealed record Result(IReadOnlyList<Decision> Decide, IReadOnlyList<Draft> Drafts, IReadOnlyList<Matter> Matters, IReadOnlyList<PersonCard> Handlers);

    /// <param name="DaysLeft">0 on the last day.</param>
    public sealed record Decision(Guid Id, string Title, string Number, DateOnly ValidUntil, int DaysLeft);

    public sealed record Draft(Guid Id, string Title);

    /// <param name="Next">The next step, in words.</param>
    public sealed record Matter(Guid Id, string Title, string Number, InquiryState State, string Next, string? Handler, InquiryStatus Status);
}

internal sealed class ShowMattersHandler(InquiriesDb db, InquiryStatuses statuses, Caller caller, IPeople people, Texts texts, OperatorClock clock) : IRequestHandler<ShowMatters, ShowMatters.Result>
{
    private const int Shown = 10;

    public async Task<ShowMatters.Result> Handle(ShowMatters request, CancellationToken cancellation)
    {
        // Staff have a start of their own; what is here is a company's.
        var company = caller.RequirePerson().CompanyId;
        var (now, own) = (clock.Now, db.Inquiries.AsNoTracking().Where(row => row.CompanyId == company));
        var open = await own.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation || row.State == InquiryState.Quoted || row.State == InquiryState.PartlyAccepted)
            .OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id).Take(5 * Shown)
            .Select(row => new
            {
                row.Id,
                row.Title,
                row.Number,
                row.State,
                row.Step,
                row.AssigneeId,
                row.PromisedAt,
                Quote = row.Quotes.Where(quote => quote.State == QuoteState.Published && quote.ExpiresAt > now).OrderBy(quote => quote.ExpiresAt).Select(quote => new { quote.Number, quote.ValidUntil }).FirstOrDefault(),
            }).ToListAsync(cancellation);
        var drafts = caller.Can(InquiriesPermissions.File)
            ? await own.Where(row => row.State == InquiryState.Draft).OrderByDescending(row => row.ChangedAt).Take(5).Select(row => new ShowMatters.Draft(row.Id, row.Title)).ToListAsync(cancellation)
            : [];
        var cards = await people.FindAsync([.. open.Select(row => row.AssigneeId).OfType<Guid>()], cancellation);
        var decide = caller.Can(InquiriesPermissions.Decide)
            ? open.Where(row => row.Quote is not null).OrderBy(row => row.Quote!.ValidUntil).Take(Shown)
                .Select(row => new ShowMatters.Decision(row.Id, row.Title, row.Quote!.Number, row.Quote.ValidUntil, row.Quote.ValidUntil.DayNumber - clock.Today.DayNumber)).ToList()
            : [];
        var decided = decide.Select(row => row.Id).ToHashSet();
        var told = await statuses.OfAsync([.. open.Select(row => (row.Id, company, row.State, row.Step))], cancellation);
        return new(
            decide, drafts,
            [.. open.Where(row => !decided.Contains(row.Id)).Take(Shown).Select(row => new ShowMatters.Matter(
                row.Id, row.Title, row.Number!, told[row.Id].State, Next(told[row.Id].Step, row.State, row.PromisedAt, row.Quote?.ValidUntil), row.AssigneeId is { } id ? cards.GetValueOrDefault(id)?.Name : null, told[row.Id]))],
            [.. cards.Values.OrderBy(card => card.Name, StringComparer.CurrentCulture)]);
    }

    private string Next(InquiryStep? step, InquiryState state, DateTimeOffset? promised, DateOnly? validUntil) => (state, promised, validUntil) switch
    {
        _ when step == InquiryStep.WaitsForCustomer => texts["start.next.complete"],
        (InquiryState.Submitted or InquiryState.InCalculation, { } at, _) when at >= clock.Now => texts["start.next.answer", clock.Show(at)],
        (InquiryState.Submitted or InquiryState.InCalculation, _, _) => texts["start.next.late"],
        (_, _, { } day) => texts["start.next.decision", day],
        _ => texts["start.next.expired"],
    };
}

public sealed class ShowMattersEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowMatters, ShowMatters.Result>("inquiries/matters");
}
