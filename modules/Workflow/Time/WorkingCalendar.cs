namespace Portal.Workflow;

/// <summary>
/// Adds and measures working time. The weekly pattern is local; it is turned into instants by the zone's rules of each date and all arithmetic is done
/// on those, so that a night over a change of clocks has the hours it really had.
/// </summary>
internal sealed class WorkingCalendar(TimeZoneInfo zone, IReadOnlyList<OpenHours> week, Func<DateOnly, bool> isFree)
{
    // A calendar without working time would be searched for ever.
    private const int Horizon = 2 * 366;

    private readonly ILookup<DayOfWeek, OpenHours> _week = week.OrderBy(hours => hours.From).ToLookup(hours => hours.Day);

    /// <summary>
    /// The instant at which so much working time has passed. Landing on a closing it is that closing, not the next opening; with nothing to add,
    /// the next instant of work.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no working time within two years.</exception>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, TimeSpan.Zero);
        foreach (var (opens, closes) in From(from))
        {
            var start = opens > from ? opens : from;
            if (work <= closes - start)
                return (start + work).ToUniversalTime();
            work -= closes - start;
        }

        throw new InvalidOperationException("The calendar has no working time within two years.");
    }

    /// <summary>The working time from one instant to another, zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        if (to <= from)
            return sum;
        foreach (var (opens, closes) in From(from))
        {
            if (opens >= to)
                break;
            sum += (closes < to ? closes : to) - (opens > from ? opens : from);
        }

        return sum;
    }

    /// <summary>Intervals of work that end after the instant, in order, none overlapping.</summary>
    private IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> From(DateTimeOffset instant)
    {
        // A night's work belongs to the date it began on.
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).AddDays(-1);
        var last = instant;
        for (var idle = 0; idle <= Horizon; idle++, date = date.AddDays(1))
        {
            if (isFree(date))
                continue;
            foreach (var hours in _week[date.DayOfWeek])
            {
                var (opens, closes) = (Instant(date, hours.From, closing: false), Instant(date, hours.To, closing: true));
                if (opens < last)
                    opens = last;
                if (closes <= opens)
                    continue;
                yield return (opens, closes);
                (last, idle) = (closes, 0);
            }
        }
    }

    /// <summary>A skipped local time is the end of the gap; of a repeated one an opening takes the first, a closing the second.</summary>
    private DateTimeOffset Instant(DateOnly date, TimeSpan time, bool closing)
    {
        var local = date.ToDateTime(TimeOnly.MinValue) + time;
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local)
            ? closing ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

/// <summary>When work is done on a day of the week, from its local midnight on; past 24 hours where a night's work ends the next day.</summary>
public sealed record OpenHours(DayOfWeek Day, TimeSpan From, TimeSpan To);
