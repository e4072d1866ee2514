namespace Portal.Inquiries;

/// <summary>What came by the public form and was confirmed, the newest first.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class ListAsks : IRead<ListAsks.Result>
{
    public string? Q { get; set; }

    /// <summary>waiting or done; all where it is empty.</summary>
    public string? Show { get; set; }

    /// <summary>The last row of the page before.</summary>
    public Guid? After { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows, string? Next);

    public sealed record Row(Guid Id, string Number, AskState State, string Title, string Company, string Name, string Email, DateTimeOffset At, Guid? InquiryId, string? InquiryNumber);
}

internal sealed class ListAsksHandler(InquiriesDb db) : IRequestHandler<ListAsks, ListAsks.Result>
{
    private const int PageSize = 50;

    public async Task<ListAsks.Result> Handle(ListAsks request, CancellationToken cancellation)
    {
        var asks = db.Asks.AsNoTracking().Where(row => row.Number != null);
        asks = request.Show switch
        {
            "waiting" => asks.Where(row => row.State == AskState.Waiting),
            "done" => asks.Where(row => row.State == AskState.Bound || row.State == AskState.Rejected),
            _ => asks,
        };
        if (request.Q is { Length: > 0 } text)
            asks = asks.Where(row => EF.Functions.ILike(row.Number!, $"%{text}%") || EF.Functions.ILike(row.Title, $"%{text}%") || EF.Functions.ILike(row.Company, $"%{text}%") || EF.Functions.ILike(row.Email, $"%{text}%"));
        if (request.After is { } after)
            asks = asks.Where(row => row.Id < after);
        var rows = await asks.OrderByDescending(row => row.Id).Take(PageSize + 1)
            .Select(row => new ListAsks.Row(row.Id, row.Number!, row.State, row.Title, row.Company, row.Name, row.Email, row.ConfirmedAt!.Value, row.InquiryId, row.InquiryNumber)).ToListAsync(cancellation);
        return new([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id.ToString() : null);
    }
}

public sealed class ListAsksEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListAsks, ListAsks.Result>("asks");
}
