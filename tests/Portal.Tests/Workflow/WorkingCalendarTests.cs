using CsCheck;
using Portal.Workflow;
using Shouldly;

namespace Portal.Tests.Workflow;

public sealed class WorkingCalendarTests
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");
    private static readonly WorkingCalendar Office = WorkingHours.Default().In(Warsaw);

    // Every night from ten to six: over the changes of clocks too.
    private static readonly WorkingCalendar Nights = new(Warsaw, [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, TimeSpan.FromHours(22), TimeSpan.FromHours(30)))], _ => false);

    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Long[0, 6L * 366 * 24 * 60].Select(minutes => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
    private static readonly Gen<TimeSpan> AnyWork = Gen.Int[0, 200 * 60].Select(minutes => TimeSpan.FromMinutes(minutes));

    [Fact]
    public void What_is_added_is_measured_between() => Gen.Select(AnyInstant, AnyWork).Sample((from, work) =>
    {
        Office.Between(from, Office.Add(from, work)).ShouldBe(work);
        Nights.Between(from, Nights.Add(from, work)).ShouldBe(work);
    }, iter: 3000);

    [Fact]
    public void A_later_start_or_more_work_never_ends_sooner() => Gen.Select(AnyInstant, AnyInstant, AnyWork, AnyWork).Sample((one, other, less, more) =>
    {
        var (from, later) = one <= other ? (one, other) : (other, one);
        var (small, large) = less <= more ? (less, more) : (more, less);
        Office.Add(from, small).ShouldBeLessThanOrEqualTo(Office.Add(later, small));
        Office.Add(from, small).ShouldBeLessThanOrEqualTo(Office.Add(from, large));
    }, iter: 3000);

    [Fact]
    public void Time_between_adds_up() => Gen.Select(AnyInstant, AnyInstant, AnyInstant).Sample((a, b, c) =>
    {
        var times = new[] { a, b, c }.Order().ToArray();
        (Office.Between(times[0], times[1]) + Office.Between(times[1], times[2])).ShouldBe(Office.Between(times[0], times[2]));
    }, iter: 1000);

    [Theory]
    [InlineData("2026-11-24T08:00", 8, "2026-11-24T16:00")] // on the closing, not at the next opening
    [InlineData("2026-11-24T16:00", 8, "2026-11-25T16:00")]
    [InlineData("2026-11-24T03:00", 0, "2026-11-24T08:00")]
    [InlineData("2026-11-24T16:00", 0, "2026-11-25T08:00")]
    [InlineData("2026-11-27T15:00", 2, "2026-11-30T09:00")] // over a weekend
    [InlineData("2026-12-23T14:00", 4, "2026-12-28T10:00")] // over Christmas Eve, free since 2025
    [InlineData("2024-12-23T14:00", 4, "2024-12-24T10:00")] // when it was a working day
    [InlineData("2026-06-03T12:00", 8, "2026-06-05T12:00")] // over Corpus Christi
    [InlineData("2026-03-27T12:00", 8, "2026-03-30T12:00")] // over the change to summer time
    public void Office_hours(string from, int hours, string due) => Office.Add(Local(from), TimeSpan.FromHours(hours)).ShouldBe(Local(due));

    [Theory]
    [InlineData("2026-03-28T22:00", "2026-03-29T06:00", 7)]
    [InlineData("2026-10-24T22:00", "2026-10-25T06:00", 9)]
    [InlineData("2026-06-10T22:00", "2026-06-11T06:00", 8)]
    public void A_night_has_the_hours_it_really_had(string from, string to, int hours) => Nights.Between(Local(from), Local(to)).ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void A_skipped_opening_is_the_end_of_the_gap_and_a_repeated_hour_is_worked_twice()
    {
        var early = new WorkingCalendar(Warsaw, [new OpenHours(DayOfWeek.Sunday, TimeSpan.FromHours(2.5), TimeSpan.FromHours(5))], _ => false);
        early.Between(Local("2026-03-29T00:00"), Local("2026-03-29T12:00")).ShouldBe(TimeSpan.FromHours(2));
        early.Between(Local("2026-10-25T00:00"), Local("2026-10-25T12:00")).ShouldBe(TimeSpan.FromHours(3.5));
    }

    [Fact]
    public void Hours_that_overlap_count_once()
    {
        var doubled = new WorkingCalendar(Warsaw, [new OpenHours(DayOfWeek.Tuesday, TimeSpan.FromHours(8), TimeSpan.FromHours(12)), new OpenHours(DayOfWeek.Tuesday, TimeSpan.FromHours(10), TimeSpan.FromHours(14))], _ => false);
        doubled.Between(Local("2026-11-24T00:00"), Local("2026-11-25T00:00")).ShouldBe(TimeSpan.FromHours(6));
    }

    [Fact]
    public void A_calendar_without_work_says_so_instead_of_searching_for_ever() =>
        Should.Throw<InvalidOperationException>(() => new WorkingCalendar(Warsaw, [new OpenHours(DayOfWeek.Monday, TimeSpan.FromHours(8), TimeSpan.FromHours(16))], _ => true).Add(Local("2026-11-24T08:00"), TimeSpan.FromHours(1)));

    private static DateTimeOffset Local(string text)
    {
        var local = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Warsaw.GetUtcOffset(local));
    }
}
