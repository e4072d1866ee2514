using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A task is recalled before its deadline and brought before the head when it is late, each once and to whoever is there (WF-01).</summary>
public sealed class WatchTests : IAsyncLifetime
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
    public async Task Tasks_are_recalled_and_escalated_once_and_to_those_who_are_there()
    {
        var monday = Monday();
        await AtAsync(monday, 9);
        var anna = _host.Api("anna");
        var rule = (await anna.ReadAsync("routing-rules")).List("rules").First(it => it["kind"]?.ToString() == "inquiry.calculate");
        var changed = new JsonObject();
        foreach (var field in new[] { "id", "name", "kind", "department", "strategy", "priority" })
            changed[field] = rule[field]!.DeepClone();
        (changed["dueHours"], changed["remindHours"]) = (4, 4);
        (await anna.PostAsync("routing-rules", changed)).Problems()["remindHours"][0].ShouldContain("3");
        (changed["remindHours"], changed["escalateHours"]) = (2, 2);
        await anna.WriteAsync("routing-rules", changed);
        (await anna.PutAsync("department-heads", new { department = "estimating", personId = await IdAsync("piotr") })).Ok();
        (await _host.Api("piotr").PutAsync("department-heads", new { department = "sales" })).Status.ShouldBe(403);
        (await anna.PutAsync("department-heads", new { department = "sales", personId = await IdAsync("ewa") })).Problems().ShouldContainKey("personId");

        // Due at one: recalled at eleven, brought up at three.
        var (mine, paused) = (await TaskAsync("Przypomnieć"), await TaskAsync("Czeka"));
        await Doer(paused).WriteAsync($"tasks/{paused.Text("id")}/start");
        await Doer(paused).WriteAsync($"tasks/{paused.Text("id")}/wait", new { note = "na klienta" });
        var doer = mine.Text("assignee").StartsWith("Katarzyna", StringComparison.Ordinal) ? "katarzyna" : "tomasz";
        await AtAsync(monday, 10, 30);
        await SettleAsync();
        (await ToldAsync(doer, "task.reminder", mine)).ShouldBe(0);
        await AtAsync(monday, 11, 5);
        await Eventually.GetAsync("the reminder", async () => await ToldAsync(doer, "task.reminder", mine) == 1 ? "there" : null);

        // The head is away for the day: whoever stands in is told, and the head is not.
        await _host.Api("piotr").WriteAsync("absences", new { from = monday, until = monday, substituteId = await IdAsync("anna") });
        await AtAsync(monday, 14, 0);
        await SettleAsync();
        (await ToldAsync("anna", "task.escalated", mine)).ShouldBe(0);
        await AtAsync(monday, 15, 5);
        await Eventually.GetAsync("the escalation", async () => await ToldAsync("anna", "task.escalated", mine) == 1 ? "there" : null);
        await SettleAsync();
        (await ToldAsync(doer, "task.reminder", mine)).ShouldBe(1);
        (await ToldAsync("anna", "task.escalated", mine)).ShouldBe(1);
        (await ToldAsync("piotr", "task.escalated", mine)).ShouldBe(0);
        (await ToldAsync(doer, "task.reminder", paused)).ShouldBe(0, "a deadline that stands still is not recalled");
        (await ToldAsync("anna", "task.escalated", paused)).ShouldBe(0);
        var history = (await anna.ReadAsync($"tasks/{mine.Text("id")}")).List("history");
        history.Select(line => line.Text("what")).ShouldBe(["escalated", "reminded", "opened"]);
        history[0].Text("detail").ShouldContain("Anna Nowak");

        // Taken up again it has its working time before it, and the reminder with it; the doer is away then, and the colleague who stands in is told.
        var tuesday = monday.AddDays(1);
        await AtAsync(tuesday, 8);
        await Doer(paused).WriteAsync($"tasks/{paused.Text("id")}/start");
        var (hers, colleague) = paused.Text("assignee").StartsWith("Katarzyna", StringComparison.Ordinal) ? ("katarzyna", "tomasz") : ("tomasz", "katarzyna");
        await _host.Api(hers).WriteAsync("absences", new { from = tuesday, until = tuesday, substituteId = await IdAsync(colleague) });
        var away = (await anna.ReadAsync("tasks?show=all")).List("rows").First(row => row.Text("id") == paused.Text("id"))["standIn"]!;
        away.Text("personId").ShouldBe(await IdAsync(colleague));
        await AtAsync(tuesday, 10, 5);
        await Eventually.GetAsync("the stand-in's reminder", async () => await ToldAsync(colleague, "task.reminder", paused) == 1 ? "there" : null);
        (await ToldAsync(hers, "task.reminder", paused)).ShouldBe(0);
    }

    private Api Doer(JsonNode task) => _host.Api(task.Text("assignee").StartsWith("Katarzyna", StringComparison.Ordinal) ? "katarzyna" : "tomasz");

    private async Task<string> IdAsync(string person) => (await _host.Api(person).ReadAsync("me")).Text("personId");

    private async Task<JsonNode> TaskAsync(string title)
    {
        var inquiry = await _host.Api("ewa").SubmitAsync(title);
        var number = (await _host.Api("ewa").ReadAsync($"inquiries/{inquiry}")).Text("number");
        return (await _host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows")[0];
    }

    private async Task<int> ToldAsync(string person, string kind, JsonNode task) =>
        (await _host.Api(person).ReadAsync("notices")).List("rows").Count(row => row.Text("kind") == kind && row.Text("address") == $"/tasks/{task.Text("id")}");

    /// <summary>What the job would do too much it has done by then.</summary>
    private Task SettleAsync() => _host.JobRanAsync("RemindOfTasks");

    private async Task AtAsync(DateOnly day, int hour, int minute = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        _host.MoveClockTo(new DateTimeOffset(local, Warsaw.GetUtcOffset(local)));
    }

    /// <summary>A Monday that is worked, as is the day after it.</summary>
    private static DateOnly Monday()
    {
        var day = Days.In(14);
        while (day.DayOfWeek != DayOfWeek.Monday || IsFree(day) || IsFree(day.AddDays(1)))
            day = day.AddDays(1);
        return day;

        static bool IsFree(DateOnly date) => global::Portal.Workflow.Holidays.In("PL", date.Year).Contains(date);
    }
}
