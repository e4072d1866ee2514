using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Who is away now or will be, the soonest first.</summary>
[Permission(WorkflowPermissions.Tasks, WorkflowPermissions.Administer)]
public sealed class ListAbsences : IRead<ListAbsences.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    /// <param name="StandIn">Who stands in today, at the end of the chain of substitutes; null before it begins or where the department does.</param>
    /// <param name="OpenTasks">What the person still has in hand; told to those who may hand it over.</param>
    public sealed record Row(
        Guid Id, Guid PersonId, string Person, DateOnly From, DateOnly Until, Guid? SubstituteId, string? Substitute, bool IsNow, string? StandIn, int? OpenTasks, bool MayChange);
}

internal sealed class ListAbsencesHandler(WorkflowDb db, IPeople people, Caller caller, OperatorClock clock) : IRequestHandler<ListAbsences, ListAbsences.Result>
{
    public async Task<ListAbsences.Result> Handle(ListAbsences request, CancellationToken cancellation)
    {
        var today = clock.Today;
        var rows = await db.Absences.AsNoTracking().Where(row => row.Until >= today).OrderBy(row => row.From).ThenBy(row => row.Id).ToListAsync(cancellation);
        var away = new Away(rows, today);
        var persons = rows.Select(row => row.PersonId).Distinct().ToList();
        var open = await db.Tasks.Where(TaskRows.IsOpen).Where(task => task.AssigneeId != null && persons.Contains(task.AssigneeId.Value))
            .GroupBy(task => task.AssigneeId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
        var cards = await people.FindAsync([.. rows.SelectMany(row => new[] { row.PersonId, row.SubstituteId, away.StandIn(row.PersonId) }).OfType<Guid>()], cancellation);
        return new([.. rows.Select(row =>
        {
            var (now, standIn, own) = (row.Covers(today), away.StandIn(row.PersonId), AbsenceChange.Allows(row.PersonId, caller));
            return new ListAbsences.Row(
                row.Id, row.PersonId, Name(row.PersonId) ?? "", row.From, row.Until, row.SubstituteId, Name(row.SubstituteId), now, now ? Name(standIn) : null,
                now && (own || standIn == caller.Principal.PersonId) ? open.GetValueOrDefault(row.PersonId) : null, own);
        })]);

        string? Name(Guid? id) => id is { } known ? cards.GetValueOrDefault(known)?.Name : null;
    }
}

public sealed class ListAbsencesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListAbsences, ListAbsences.Result>("absences");
}
