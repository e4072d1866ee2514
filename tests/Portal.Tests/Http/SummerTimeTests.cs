using System.Globalization;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>
/// The days on which the clocks change, at an operator in Europe and at one in America, where they change on other days: quotes end with the day there,
/// working hours are those really worked, and a job of the day runs once, also where its hour is skipped or comes twice.
/// </summary>
public sealed class SummerTimeTests
{
    private const string Customer = "ewa";
    private const int DigestHour = 2;

    [Theory]
    [InlineData("Europe/Warsaw")]
    [InlineData("America/New_York")]
    public async Task Days_of_23_and_25_hours_end_when_they_end(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        await using var host = await RunningHost.StartAsync(null, $"--Portal:TimeZone={name}", "--Portal:Jobs:Every=00:00:01", $"--Portal:Notices:DigestHour={DigestHour}");
        (await host.Api("petra").PutAsync("me/notices", new { choices = new[] { "quote.published:digest" } })).Ok();
        var changes = Changes(zone).Take(2).ToList();
        changes.Select(change => change.Hours).Order().ShouldBe([23, 25]);
        foreach (var (day, _) in changes)
            await new Play(host, zone, day).RunAsync();
    }

    /// <summary>The days from next week on that don't have 24 hours.</summary>
    private static IEnumerable<(DateOnly Day, int Hours)> Changes(TimeZoneInfo zone)
    {
        for (var day = Days.In(7); ; day = day.AddDays(1))
        {
            if ((int)(Instant(zone, day.AddDays(1), 0) - Instant(zone, day, 0)).TotalHours is var hours and not 24)
                yield return (day, hours);
        }
    }

    private static DateTimeOffset Instant(TimeZoneInfo zone, DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>One weekend on which the clocks change.</summary>
    private sealed class Play(RunningHost host, TimeZoneInfo zone, DateOnly change)
    {
        private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

        public async Task RunAsync()
        {
            // Sent at noon of the Friday, eight working hours end at noon of the next working day, whatever the clocks do meanwhile.
            var friday = change.AddDays(-2);
            host.MoveClockTo(Instant(zone, friday, 12));
            var promised = await host.Api(Customer).SubmitAsync($"Nad weekendem {change:O}");
            var due = Instant(zone, NextWorkingDay(friday), 12);
            DateTimeOffset.Parse((await host.Api(Customer).ReadAsync($"inquiries/{promised}/promise")).Text("promised"), CultureInfo.InvariantCulture).ShouldBe(due, 5 * Minute);
            var task = (await host.Api("anna").ReadAsync("tasks?show=all&q=" + Uri.EscapeDataString((await host.Api(Customer).ReadAsync($"inquiries/{promised}")).Text("number")))).List("rows").ShouldHaveSingleItem();
            DateTimeOffset.Parse(task.Text("dueAt"), CultureInfo.InvariantCulture).ShouldBe(due, 5 * Minute);
            var page = await (await Visitor.OfAsync(host, host.Person(Customer))).PageAsync($"/inquiries/{promised}");
            page.ShouldMatch($">{NextWorkingDay(friday).ToString("d", CultureInfo.GetCultureInfo("pl-PL"))} 12:0\\d<");

            var (eve, day) = (await QuoteAsync(Customer, change.AddDays(-1)), await QuoteAsync(Customer, change));
            host.MoveClockTo(Instant(zone, change.AddDays(-1), 12));
            var digested = (await QuoteAsync("petra", change.AddDays(30))).List("quotes")[0].Text("number");
            await Eventually.GetAsync("the notice", async () => (await host.Api("petra").ReadAsync("notices")).List("rows").FirstOrDefault(row => row["subject"]!.ToJsonString().Contains(digested)));

            // The day before has 24 hours and ends in the old time, the day itself in the new one.
            await ShouldEndAsync(eve, Instant(zone, change, 0));
            var hour = Enumerable.Range(0, 24 * 60).Select(minute => Instant(zone, change, 0) + (minute * Minute)).First(at => TimeZoneInfo.ConvertTime(at, zone).Hour >= DigestHour);
            (hour - Instant(zone, change, 0)).ShouldBeInRange(TimeSpan.FromHours(2), TimeSpan.FromHours(3));
            await RunJobsAsync(hour - Minute);
            Digests(digested).ShouldBe(0);
            host.MoveClockTo(hour);
            await Eventually.GetAsync("the digest", () => Task.FromResult(Digests(digested) > 0 ? host : null));
            await RunJobsAsync(hour + (61 * Minute));
            await ShouldEndAsync(day, Instant(zone, change.AddDays(1), 0));
            await RunJobsAsync(Instant(zone, change.AddDays(1), DigestHour) + Minute);
            Digests(digested).ShouldBe(1);
        }

        /// <summary>A minute before its end one of two lines is accepted, a minute after it the other is not any more.</summary>
        private async Task ShouldEndAsync(System.Text.Json.Nodes.JsonNode quoted, DateTimeOffset end)
        {
            host.MoveClockTo(end - Minute);
            (await host.Api(Customer).AcceptAsync(quoted, 0)).Ok();
            host.MoveClockTo(end + Minute);
            (await host.Api(Customer).AcceptAsync(quoted, 1)).Problems();
        }

        private async Task<System.Text.Json.Nodes.JsonNode> QuoteAsync(string customer, DateOnly until)
        {
            var id = await host.Api(customer).SubmitAsync($"Ważna do {until:O}", [20m, 40m]);
            await host.Api("katarzyna").WriteAsync($"inquiries/{id}/quotes", new { validUntil = until });
            return await host.Api(customer).ReadAsync($"inquiries/{id}");
        }

        private int Digests(string number) => host.Mails().Count(mail => mail.To.Contains(host.Person("petra").Email) && mail.Text.Contains(number));

        /// <summary>Moves the clock and lets the digest's job run.</summary>
        private Task RunJobsAsync(DateTimeOffset instant)
        {
            host.MoveClockTo(instant);
            return host.JobRanAsync("SendDigests");
        }

        private static DateOnly NextWorkingDay(DateOnly day)
        {
            do
                day = day.AddDays(1);
            while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || global::Portal.Workflow.Holidays.In("PL", day.Year).Contains(day));
            return day;
        }
    }
}
