using Microsoft.Extensions.Caching.Memory;

namespace Portal.Inquiries;

/// <summary>How well quotes sell and how soon they come, month by month: of decided quotes those won, and the median of working hours from an inquiry to its first quote.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class ShowFigures : IRead<ShowFigures.Result>
{
    /// <summary>The earliest first, this month last.</summary>
    public sealed record Result(IReadOnlyList<Month> Months);

    /// <param name="First">Its first day, in the operator's time zone.</param>
    /// <param name="WinPercent">Null where nothing was decided.</param>
    /// <param name="MedianHours">Null where nothing was answered.</param>
    public sealed record Month(DateOnly First, int Decided, int Won, decimal? WinPercent, int Answered, decimal? MedianHours);
}

internal sealed class ShowFiguresHandler(DbSession session, InquiriesDb db, OperatorClock clock, IMemoryCache kept) : IRequestHandler<ShowFigures, ShowFigures.Result>
{
    private const int Months = 6;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    public async Task<ShowFigures.Result> Handle(ShowFigures request, CancellationToken cancellation)
    {
        var first = new DateOnly(clock.Today.Year, clock.Today.Month, 1).AddMonths(1 - Months);
        if (kept.TryGetValue((typeof(ShowFigures), first), out ShowFigures.Result? known))
            return known!;
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            return kept.Set((typeof(ShowFigures), first), await ReadAsync(first, cancellation), KeptFor);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<ShowFigures.Result> ReadAsync(DateOnly first, CancellationToken cancellation)
    {
        // Months are the operator's: what was decided at half past midnight on the first belongs to the new one. Both parts read their last months by an index.
        await using var command = session.CreateCommand(
            """
            select m.first::date, coalesce(d.decided, 0)::int, coalesce(d.won, 0)::int, coalesce(a.answered, 0)::int, a.median
            from generate_series($1::timestamp, $1::timestamp + interval '5 months', interval '1 month') as m(first)
            left join (select date_trunc('month', at at time zone $2) as month, count(*) as decided, count(*) filter (where is_won) as won
                       from inquiries.decision where at >= $1::timestamp at time zone $2 group by 1) d on d.month = m.first
            left join (select date_trunc('month', at at time zone $2) as month, count(*) as answered, round((percentile_cont(0.5) within group (order by working_hours))::numeric, 2) as median
                       from inquiries.answer where at >= $1::timestamp at time zone $2 group by 1) a on a.month = m.first
            order by 1
            """);
        command.Parameters.Add(new() { Value = first.ToDateTime(TimeOnly.MinValue) });
        command.Parameters.Add(new() { Value = clock.Zone.Id });
        var months = new List<ShowFigures.Month>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (decided, won) = (reader.GetInt32(1), reader.GetInt32(2));
            months.Add(new(reader.GetFieldValue<DateOnly>(0), decided, won, decided == 0 ? null : decimal.Round(100m * won / decided, 1, MidpointRounding.AwayFromZero), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetDecimal(4)));
        }

        return new(months);
    }
}

/// <summary>What staff must not let slip: inquiries unanswered past the promised day, quotes about to expire, inquiries that wait for a quote.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class ShowInquiryDesk : IRead<ShowInquiryDesk.Result>
{
    /// <param name="LateSinceYesterday">Of the late ones those whose promise ran out within the last 24 hours.</param>
    public sealed record Result(int Waiting, int Late, int LateSinceYesterday, int Expiring, IReadOnlyList<Expiry> Soon, IReadOnlyList<ListInquiries.Row> LateRows, IReadOnlyList<ListInquiries.Row> WaitingRows);

    public sealed record Expiry(Guid InquiryId, string Quote, string Title, Guid CompanyId, string? Company, DateOnly ValidUntil, DateTimeOffset ExpiresAt);
}

internal sealed class ShowInquiryDeskHandler(InquiriesDb db, IMediator mediator, Portal.Contracts.Accounts.ICompanies companies, TimeProvider time) : IRequestHandler<ShowInquiryDesk, ShowInquiryDesk.Result>
{
    private const int Shown = 8;

    public async Task<ShowInquiryDesk.Result> Handle(ShowInquiryDesk request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (soon, yesterday) = (now.AddDays(QuoteSoon.Days), now.AddDays(-1));
        var waiting = db.Inquiries.Where(row => row.State == InquiryState.Submitted || row.State == InquiryState.InCalculation);
        var counts = await waiting.GroupBy(_ => 1).Select(all => new { All = all.Count(), Late = all.Count(row => row.PromisedAt < now), Since = all.Count(row => row.PromisedAt < now && row.PromisedAt >= yesterday) }).FirstOrDefaultAsync(cancellation);
        var open = db.Quotes.Where(quote => quote.State == QuoteState.Published && quote.ExpiresAt > now && quote.ExpiresAt <= soon);
        var expiring = await open.OrderBy(quote => quote.ExpiresAt).ThenBy(quote => quote.Id).Take(Shown)
            .Join(db.Inquiries, quote => quote.InquiryId, inquiry => inquiry.Id, (quote, inquiry) => new { quote.InquiryId, quote.Number, inquiry.Title, quote.CompanyId, quote.ValidUntil, quote.ExpiresAt, quote.Id })
            .OrderBy(row => row.ExpiresAt).ThenBy(row => row.Id).ToListAsync(cancellation);
        var names = await companies.NamesAsync([.. expiring.Select(row => row.CompanyId)], cancellation);
        return new(
            counts?.All ?? 0, counts?.Late ?? 0, counts?.Since ?? 0, await open.CountAsync(cancellation),
            [.. expiring.Select(row => new ShowInquiryDesk.Expiry(row.InquiryId, row.Number, row.Title, row.CompanyId, names.GetValueOrDefault(row.CompanyId), row.ValidUntil, row.ExpiresAt))],
            (await mediator.Send(new ListInquiries { Only = "late", Sort = "promised", Take = Shown }, cancellation)).Rows,
            (await mediator.Send(new ListInquiries { Show = "waiting", Sort = "promised", Take = Shown }, cancellation)).Rows);
    }
}

public sealed class ShowFiguresEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ShowFigures, ShowFigures.Result>("inquiries/figures");
        app.MapRead<ShowInquiryDesk, ShowInquiryDesk.Result>("inquiries/desk");
    }
}
