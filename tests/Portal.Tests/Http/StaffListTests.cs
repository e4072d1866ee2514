using System.Globalization;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Lists as staff work with them: saved views, columns and filters of the export, many rows handed over at once.</summary>
public sealed class StaffListTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task A_view_is_kept_under_its_name_and_only_who_administers_shares_it()
    {
        var (own, colleague, admin) = (Host.Api("katarzyna"), Host.Api("tomasz"), Host.Api("anna"));
        var id = (await own.WriteAsync("views", new { list = "tasks", name = " Late ones ", query = "only=week,late&show=all&evil=1" })).GetValue<string>();
        var view = (await ViewsAsync(own)).Single(row => row.Text("id") == id);
        (view.Text("name"), view.Text("query")).ShouldBe(("Late ones", "show=all&only=late%2Cweek"));
        (await ViewsAsync(colleague)).ShouldNotContain(row => row.Text("id") == id);

        // The same name takes the new state in; another's view is not there for a colleague.
        (await own.WriteAsync("views", new { list = "tasks", name = "Late ones", query = "q=ZA" })).GetValue<string>().ShouldBe(id);
        (await colleague.PutAsync($"views/{id}", new { name = "Mine now" })).Status.ShouldBe(404);
        (await own.PostAsync("views", new { list = "tasks", name = "For all", query = "", isShared = true })).Status.ShouldBe(403);
        (await own.PostAsync("views", new { list = "tasks", name = " ", query = "" })).Problems().ShouldContainKey("name");

        var common = (await admin.WriteAsync("views", new { list = "tasks", name = "For all", query = "show=done", isShared = true })).GetValue<string>();
        (await ViewsAsync(colleague)).Single(row => row.Text("id") == common)["mayChange"]!.GetValue<bool>().ShouldBeFalse();
        (await colleague.PutAsync($"views/{common}", new { name = "Mine now" })).Status.ShouldBe(403);
        (await Host.Api("ewa.kaminska").ReadAsync("views?list=tasks")).List("rows").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_holds_the_rows_of_the_filter_and_the_columns_chosen_and_nobody_else_s()
    {
        var title = $"Exported {Guid.NewGuid():N}";
        await Host.Api("petra.dvorakova").SubmitAsync(title);
        var (status, text) = await CsvAsync("tomasz", $"/inquiries/export?format=csv&q={Uri.EscapeDataString(title)}&cols=title,promised");
        status.ShouldBe(200);
        var lines = text.TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[0].ShouldContain("Title");
        lines[0].ShouldNotContain("Client");
        lines[1].ShouldContain(title);
        (await CsvAsync("jonas.becker", $"/inquiries/export?format=csv&q={Uri.EscapeDataString(title)}")).Text.ShouldNotContain(title);
        (await CsvAsync("tomasz", $"/tasks/export?format=csv&show=all&q={Uri.EscapeDataString(title)}&cols=priority")).Text.ShouldContain(title);
        (await CsvAsync("petra.dvorakova", "/tasks/export?format=csv")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Pages_of_any_order_show_every_row_once()
    {
        var staff = Host.Api("katarzyna");
        foreach (var title in (string[])["Order one", "Order two", "Order three"])
            await Host.Api("ewa.kaminska").SubmitAsync(title);
        foreach (var sort in (string[])["-changed", "changed", "promised", "-promised"])
        {
            var seen = new List<(string Id, DateTimeOffset At)>();
            string? after = null;
            do
            {
                var page = await staff.ReadAsync($"inquiries?take=2&sort={sort}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
                seen.AddRange(page.List("rows").Select(row => (row.Text("id"), DateTimeOffset.Parse(row.Text(sort.EndsWith("changed", StringComparison.Ordinal) ? "changedAt" : "promisedAt"), CultureInfo.InvariantCulture))));
                after = page["next"]?.ToString();
            }
            while (after is not null);
            seen.Select(row => row.Id).ShouldBeUnique();
            seen.Count.ShouldBe((await staff.ReadAsync("inquiries?take=200")).List("rows").Count);
            var times = seen.Select(row => row.At).ToList();
            times.ShouldBe(sort[0] == '-' ? times.OrderDescending() : times.Order());
        }
    }

    [Fact]
    public async Task Of_many_tasks_each_answers_for_itself_and_a_repeat_does_nothing_twice()
    {
        var (staff, admin) = (Host.Api("katarzyna"), Host.Api("anna"));
        var tasks = new List<string>();
        foreach (var title in (string[])["Bulk one", "Bulk two", "Bulk over"])
        {
            var inquiry = await Host.Api("ewa.kaminska").SubmitAsync(title);
            tasks.Add((await admin.ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(title)}")).List("rows").First(row => row.Text("subjectId") == inquiry).Text("id"));
        }

        await admin.WriteAsync($"tasks/{tasks[2]}/cancel", new { reason = "over" });
        var marek = (await Host.Api("marek").ReadAsync("me")).Text("personId");
        var (body, key) = (new { ids = tasks.Append(Guid.NewGuid().ToString()), personId = marek, note = "holiday" }, Guid.NewGuid().ToString());
        var many = await staff.WriteAsync("tasks/hand-over", body, key);
        many["done"]!.GetValue<int>().ShouldBe(2);
        many.List("left").Select(row => row.Text("id")).First().ShouldBe(tasks[2]);
        many.List("left").Count.ShouldBe(2);
        (await staff.WriteAsync("tasks/hand-over", body, key))["done"]!.GetValue<int>().ShouldBe(2);
        var task = await admin.ReadAsync($"tasks/{tasks[0]}");
        task["task"]!.Text("assigneeId").ShouldBe(marek);
        task.List("history").Count(line => line["note"]?.ToString() == "holiday").ShouldBe(1);
        (await staff.PostAsync("tasks/hand-over", new { ids = Array.Empty<string>(), personId = marek })).Problems().ShouldContainKey("ids");
        (await Host.Api("ewa.kaminska").PostAsync("tasks/hand-over", body)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Inquiries_change_hands_and_the_customer_sees_whom_to_ask()
    {
        var (staff, customer) = (Host.Api("katarzyna"), Host.Api("ewa.kaminska"));
        var (going, over) = (await customer.SubmitAsync("Changes hands"), await customer.SubmitAsync("Withdrawn"));
        await customer.WriteAsync($"inquiries/{over}/withdraw");
        var piotr = (await Host.Api("piotr").ReadAsync("me")).Text("personId");
        var many = await staff.WriteAsync("inquiries/hand-over", new { ids = new[] { going, over }, personId = piotr });
        (many["done"]!.GetValue<int>(), many.List("left").Single().Text("id")).ShouldBe((1, over));
        (await customer.ReadAsync($"inquiries/{going}"))["assignee"]!.Text("id").ShouldBe(piotr);
        var buyer = (await customer.ReadAsync("me")).Text("personId");
        (await staff.PostAsync($"inquiries/{going}/handler", new { personId = buyer })).Problems().ShouldContainKey("personId");
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> ViewsAsync(Api api) => (await api.ReadAsync("views?list=tasks")).List("rows");

    private async Task<(int Status, string Text)> CsvAsync(string person, string address)
    {
        using var answer = await Host.Api(person).Http.GetAsync(address, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
