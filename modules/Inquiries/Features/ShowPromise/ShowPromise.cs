using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>When the answer is promised, and how the promise moved.</summary>
[Permission(InquiriesPermissions.See)]
public sealed class ShowPromise : IRead<ShowPromise.Result>
{
    public Guid Id { get; set; }

    /// <param name="Promised">Null where no answer is owed.</param>
    /// <param name="Paused">Since when the customer is waited for, if the reader is told of that.</param>
    /// <param name="MayMove">Whether the reader may promise another day.</param>
    public sealed record Result(DateTimeOffset? Promised, DateTimeOffset? Paused, bool IsLate, bool MayMove, IReadOnlyList<Move> Moves);

    public sealed record Move(DateTimeOffset From, DateTimeOffset To, Phrase Reason, DateTimeOffset At, string? Person);
}

internal sealed class ShowPromiseHandler(InquiriesDb db, InquiriesSeen seen, StepRulesInMemory steps, Caller caller, IPeople people, TimeProvider clock) : IRequestHandler<ShowPromise, ShowPromise.Result>
{
    private static readonly Prepared<InquiriesDb, Guid, PromiseMove> Moves = new((db, id) => db.PromiseMoves.AsNoTracking().Where(row => row.InquiryId == id).OrderByDescending(row => row.At));

    public async Task<ShowPromise.Result> Handle(ShowPromise request, CancellationToken cancellation)
    {
        var inquiry = seen.Find(request.Id) ?? await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (caller.IsStaff && inquiry.State == InquiryState.Draft)
            throw new NotFoundException();
        if (!inquiry.OwesAnswer)
            return new(null, null, false, false, []);
        var moves = Leading(inquiry.PromisedAt, await Moves.ListAsync(db, inquiry.Id, cancellation)).Reverse().ToList();
        var names = await people.FindAsync([.. moves.Select(row => row.PersonId).OfType<Guid>()], cancellation);
        return new(
            inquiry.PromisedAt, caller.IsStaff || (await steps.ReadAsync()).IsShown(InquiryStep.WaitsForCustomer, inquiry.CompanyId) ? inquiry.PromisePausedAt : null, inquiry.PromisePausedAt is null && inquiry.PromisedAt < clock.GetUtcNow(), caller.Can(InquiriesPermissions.Calculate) || caller.Can(InquiriesPermissions.Publish),
            [.. moves.Select(row => new ShowPromise.Move(row.From, row.To, row.Reason, row.At, row.PersonId is { } by ? names.GetValueOrDefault(by)?.Name : null))]);
    }

    /// <summary>Those that led to the promise as it stands, the last first: a revision is promised anew.</summary>
    private static IEnumerable<PromiseMove> Leading(DateTimeOffset? to, IEnumerable<PromiseMove> moves)
    {
        foreach (var move in moves.TakeWhile(move => move.To == to))
        {
            to = move.From;
            yield return move;
        }
    }
}

public sealed class ShowPromiseEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowPromise, ShowPromise.Result>("inquiries/{id:guid}/promise");
}
