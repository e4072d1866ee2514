using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Promised answers run on working time, stand still while the customer is waited for, and are told of when they move or pass (WF-09); a quote that ends undecided is told of once.</summary>
public sealed class PromiseTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync(null, "--Portal:Jobs:Every=00:00:01");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Promises_and_quotes_are_kept_or_told_of()
    {
        // A Friday noon before the clocks go forward: eight working hours end at noon of the next working day, over a night that lacks an hour.
        var friday = NextSummerTime().AddDays(-2);
        var (first, second, third, fourth) = (Next(friday), Next(Next(friday)), Next(Next(Next(friday))), Next(Next(Next(Next(friday)))));
        At(friday, 12);
        var customer = _host.Api("ewa");
        var inquiry = await customer.SubmitAsync("Nad weekendem");
        (await PromiseAsync(inquiry)).Promised.ShouldBe(Instant(first, 12), TimeSpan.FromMinutes(2));

        // Put to wait two hours before the end, taken up a working day later: it has moved by that working day.
        var jonas = _host.Api("jonas");
        (await _host.Api("anna").PutAsync($"companies/{(await jonas.ReadAsync("me")).Text("companyId")}/inquiry-steps", new { waitsForCustomer = "hidden" })).Ok();
        var quiet = await jonas.SubmitAsync("Ohne Grund");
        var other = await TaskAsync((await jonas.ReadAsync($"inquiries/{quiet}")).Text("number"));
        var task = await TaskAsync((await customer.ReadAsync($"inquiries/{inquiry}")).Text("number"));
        var estimator = await EstimatorOfAsync(task);
        await estimator.WriteAsync($"tasks/{task}/start");
        At(first, 10);
        await estimator.WriteAsync($"tasks/{task}/wait", new { note = "Brakuje pliku okładki" });
        await (await EstimatorOfAsync(other)).WriteAsync($"tasks/{other}/start");
        await (await EstimatorOfAsync(other)).WriteAsync($"tasks/{other}/wait", new { note = "Brakuje pliku okładki" });
        await Eventually.GetAsync("the pause", async () => (await PromiseAsync(inquiry)).Json["paused"]);
        At(second, 10);
        await _host.JobRanAsync("FindBrokenPromises");
        (await PromiseAsync(inquiry)).Json["isLate"]!.GetValue<bool>().ShouldBeFalse("what stands still does not pass");
        await estimator.WriteAsync($"tasks/{task}/start");
        var moved = await Eventually.GetAsync("the moved promise", async () => (await PromiseAsync(inquiry)) is { Json: var json } && json.List("moves").Count == 1 ? json : null);
        DateTimeOffset.Parse(moved.Text("promised"), CultureInfo.InvariantCulture).ShouldBe(Instant(second, 12), TimeSpan.FromMinutes(2));
        await _host.MailSayingAsync("ewa", "Nad weekendem");

        // A client who is not told that they were waited for is not told so by the reason either.
        await (await EstimatorOfAsync(other)).WriteAsync($"tasks/{other}/start");
        var silent = await Eventually.GetAsync("the move without a word", async () => (await jonas.ReadAsync($"inquiries/{quiet}/promise")) is var json && json.List("moves").Count == 1 ? json : null);
        silent.List("moves")[0].Text("reason").ShouldBe("inquiries.promise.replanned");
        (await jonas.ReadAsync($"inquiries/{quiet}")).List("events").Select(row => row.ToJsonString()).ShouldNotContain(row => row.Contains("inquiries.promise.waited", StringComparison.Ordinal));

        // Staff promise another day, a working one, and say why.
        (await customer.PostAsync($"inquiries/{inquiry}/promise", new { day = third, reason = "x" })).Status.ShouldBe(403);
        var refused = (await estimator.PostAsync($"inquiries/{inquiry}/promise", new { day = friday.AddDays(8), reason = "Sobota" })).Problems();
        refused["day"][0].ShouldContain(Next(friday.AddDays(8)).ToString("d", CultureInfo.GetCultureInfo("pl-PL")));
        (await estimator.PostAsync($"inquiries/{inquiry}/promise", new { day = third, reason = "" })).Problems().ShouldContainKey("reason");
        await estimator.WriteAsync($"inquiries/{inquiry}/promise", new { day = third, reason = "Papier dojedzie w środę" });
        (await PromiseAsync(inquiry)).Promised.ShouldBe(Instant(third, 16), TimeSpan.FromSeconds(1));
        (await _host.MailSayingAsync("ewa", "Papier dojedzie w środę")).ShouldNotBeNull();

        // It passes: each side is told once.
        At(fourth, 9);
        var late = await Eventually.GetAsync("word of the delay", async () => (await NoticesAsync("ewa", "inquiries.promise.late", inquiry)) is { Count: > 0 } rows ? rows : null);
        await Eventually.GetAsync("word to the keeper", async () => (await NoticesAsync("piotr", "inquiries.promise.lateStaff", inquiry)) is { Count: > 0 } rows ? rows : null);
        await _host.JobRanAsync("FindBrokenPromises");
        late.ShouldHaveSingleItem();
        (await NoticesAsync("ewa", "inquiries.promise.late", inquiry)).ShouldHaveSingleItem();
        (await NoticesAsync("piotr", "inquiries.promise.lateStaff", inquiry)).ShouldHaveSingleItem();
        (await PromiseAsync(inquiry)).Json["isLate"]!.GetValue<bool>().ShouldBeTrue();

        // Answered, the quote ends in two days: one word to each, and none once it is decided.
        var ending = await QuoteAsync("Do przypomnienia", fourth.AddDays(2));
        var decided = await QuoteAsync("Zdecydowana", friday.AddDays(30));
        (await customer.AcceptAsync(decided, 0)).Ok();
        var number = ending.List("quotes")[0].Text("number");
        await Eventually.GetAsync("the reminder", async () => (await NoticesAsync("ewa", "inquiries.reminder.subject", ending.Text("id"))) is { Count: > 0 } rows ? rows : null);
        At(friday.AddDays(28), 9);
        await _host.JobRanAsync("RemindOfExpiry");
        (await NoticesAsync("ewa", "inquiries.reminder.subject", ending.Text("id"))).ShouldHaveSingleItem();
        (await NoticesAsync("ewa", "inquiries.reminder.subject", decided.Text("id"))).ShouldBeEmpty();
        _host.Mails().Count(mail => mail.Subject.Contains($"{number} jest ważna")).ShouldBe(1);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<JsonNode> QuoteAsync(string title, DateOnly until)
    {
        var id = await _host.Api("ewa").SubmitAsync(title);
        await _host.Api("katarzyna").WriteAsync($"inquiries/{id}/quotes", new { validUntil = until });
        return await _host.Api("ewa").ReadAsync($"inquiries/{id}");
    }

    private async Task<string> TaskAsync(string number) => (await _host.Api("anna").ReadAsync("tasks?show=all&q=" + Uri.EscapeDataString(number))).List("rows")[0].Text("id");

    private async Task<(DateTimeOffset Promised, JsonNode Json)> PromiseAsync(string inquiry)
    {
        var promise = await _host.Api("ewa").ReadAsync($"inquiries/{inquiry}/promise");
        return (DateTimeOffset.Parse(promise.Text("promised"), CultureInfo.InvariantCulture), promise);
    }

    private async Task<IReadOnlyList<JsonNode>> NoticesAsync(string person, string words, string inquiry) =>
        [.. (await _host.Api(person).ReadAsync("notices")).List("rows").Where(row => row.Text("address") == $"/inquiries/{inquiry}" && row["subject"]!.ToJsonString().Contains($"\"{words}\"", StringComparison.Ordinal))];

    private async Task<Api> EstimatorOfAsync(string task)
    {
        foreach (var person in new[] { "katarzyna", "tomasz" })
        {
            if ((await _host.Api(person).PostAsync($"tasks/{task}/take")).Status is 200 or 422)
                return _host.Api(person);
        }

        throw new ShouldAssertException("Nobody may take the task.");
    }

    private void At(DateOnly day, int hour) => _host.MoveClockTo(Instant(day, hour));

    private static DateTimeOffset Instant(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, Warsaw.GetUtcOffset(local));
    }

    private static DateOnly Next(DateOnly day)
    {
        do
            day = day.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || global::Portal.Workflow.Holidays.In("PL", day.Year).Contains(day));
        return day;
    }

    /// <summary>The last Sunday of March, this year or next.</summary>
    private static DateOnly NextSummerTime()
    {
        var year = Days.Today.Year + (Days.Today is { Month: > 3 } or { Month: 3, Day: > 20 } ? 1 : 0);
        var last = new DateOnly(year, 3, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
