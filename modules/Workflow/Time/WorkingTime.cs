using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>The operator's calendar for other modules.</summary>
internal sealed class WorkingTime(SystemDb<WorkflowDb> system, OperatorClock clock) : IWorkingTime
{
    public async Task<DateTimeOffset> AddAsync(DateTimeOffset from, TimeSpan work, CancellationToken cancellation) => (await CalendarAsync(cancellation)).Add(from, work);

    public async Task<TimeSpan> BetweenAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => (await CalendarAsync(cancellation)).Between(from, to);

    public async Task<DateTimeOffset?> ClosingAsync(DateOnly day, CancellationToken cancellation)
    {
        var (calendar, begins) = (await CalendarAsync(cancellation), clock.EndOf(day.AddDays(-1)));
        var work = calendar.Between(begins, clock.EndOf(day));
        return work > TimeSpan.Zero ? calendar.Add(begins, work) : null;
    }

    public async Task<DateOnly> NextDayAsync(DateOnly day, CancellationToken cancellation) =>
        DateOnly.FromDateTime(clock.Local((await CalendarAsync(cancellation)).Add(clock.EndOf(day), TimeSpan.Zero)).DateTime);

    private async Task<WorkingCalendar> CalendarAsync(CancellationToken cancellation) =>
        (await system.Open("workflow", "routing").Hours.AsNoTracking().FirstAsync(cancellation)).In(clock.Zone);
}
