using System.Globalization;
using Portal.Kernel;
using Shouldly;

namespace Portal.Tests.Text;

public sealed class OperatorClockTests
{
    [Theory]
    [InlineData("Europe/Warsaw", "2027-03-27", "2027-03-27T23:00Z")]
    [InlineData("Europe/Warsaw", "2027-03-28", "2027-03-28T22:00Z")] // 23 hours
    [InlineData("Europe/Warsaw", "2027-10-31", "2027-10-31T23:00Z")] // 25 hours
    [InlineData("America/New_York", "2027-03-14", "2027-03-15T04:00Z")]
    [InlineData("America/Santiago", "2026-09-05", "2026-09-06T04:00Z")] // the next day begins at one
    [InlineData("America/Havana", "2026-10-31", "2026-11-01T04:00Z")] // the next day's midnight comes twice, an hour apart
    public void A_day_ends_where_the_next_begins(string zone, string day, string end) =>
        new OperatorClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(zone)).EndOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture));
}
