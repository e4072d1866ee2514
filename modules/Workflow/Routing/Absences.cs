using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>Those away on a day, each with the absence.</summary>
internal sealed class Away(IEnumerable<Absence> absences, DateOnly day)
{
    private readonly Dictionary<Guid, Absence> _absences = absences.Where(absence => absence.Covers(day)).GroupBy(absence => absence.PersonId).ToDictionary(group => group.Key, group => group.First());

    public Absence? Of(Guid person) => _absences.GetValueOrDefault(person);

    /// <returns>The person, or the first in the chain of substitutes who is there; null where the chain ends or comes back to itself.</returns>
    public Guid? StandIn(Guid person)
    {
        var asked = new HashSet<Guid>();
        for (Guid? next = person; next is { } id && asked.Add(id); next = _absences[id].SubstituteId)
        {
            if (!_absences.ContainsKey(id))
                return id;
        }

        return null;
    }

    /// <summary>As a transaction sees it: what is routed now must not rest on what was.</summary>
    public static async Task<Away> OnAsync(WorkflowDb db, DateOnly day, CancellationToken cancellation) =>
        new(await db.Absences.AsNoTracking().Where(absence => absence.From <= day && absence.Until >= day).ToListAsync(cancellation), day);
}

/// <summary>Absences that are not over, in memory: a face asks for them on every page. Loaded as the system, dropped when one changes on any host.</summary>
internal sealed class AbsencesInMemory(IServiceScopeFactory scopes, PgListener listener) : InMemory<IReadOnlyList<Absence>>(scopes, listener, "workflow", Topic)
{
    public const string Topic = "absences";

    protected override async Task<IReadOnlyList<Absence>> LoadAsync(IServiceProvider services)
    {
        var today = services.GetRequiredService<OperatorClock>().Today;
        return await services.GetRequiredService<WorkflowDb>().Absences.AsNoTracking().Where(absence => absence.Until >= today).ToListAsync();
    }
}

/// <inheritdoc/>
internal sealed class Absences(AbsencesInMemory absences, IPeople people, OperatorClock clock) : IAbsences
{
    public async Task<StandIn?> TodayAsync(Guid personId, CancellationToken cancellation)
    {
        var away = new Away(await absences.ReadAsync(), clock.Today);
        return away.Of(personId) is { } absence ? new(away.StandIn(personId) is { } id ? await people.FindAsync(id, cancellation) : null, absence.Until) : null;
    }
}
