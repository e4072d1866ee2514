using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Who is away gets no new work; whoever stands in does, down the chain of substitutes, and the customer sees it.</summary>
public sealed class AbsenceTests(SharedHost shared) : HttpTest(shared)
{
    // The operator's day, in which the host counts.
    private static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Days.Machine.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw")).DateTime);

    [Fact]
    public async Task New_work_goes_down_the_chain_and_a_circle_ends_at_the_department()
    {
        await using var host = await RunningHost.StartAsync();
        var (piotr, marek, anna, admin) = (await IdAsync(host, "piotr"), await IdAsync(host, "marek"), await IdAsync(host, "anna"), host.Api("anna"));
        foreach (var known in (await admin.ReadAsync("absences")).List("rows"))
            (await admin.DeleteAsync($"absences/{known.Text("id")}")).Ok();
        // The rule that a refused quote goes to the client's keeper, who is Piotr.
        var keeper = (await admin.ReadAsync("companies")).List("rows").First().Text("keeperId");
        keeper.ShouldBe(piotr);
        (await AskAsync()).Assignee.ShouldBe(piotr);

        await EnterAsync(host, "piotr", Today, Today.AddDays(3), marek);
        var (assignee, why) = await AskAsync();
        assignee.ShouldBe(marek);
        why.ShouldContain("Piotr Zieliński");

        await EnterAsync(host, "marek", Today, Today, anna);
        (await AskAsync()).Assignee.ShouldBe(anna);

        // Anna names Piotr: everyone waits for everyone, and nobody of sales is there.
        await EnterAsync(host, "anna", Today, Today, piotr);
        (await AskAsync()).Assignee.ShouldBeNull();

        // The last day ends at the operator's midnight, not at that of UTC.
        host.MoveClockTo(new DateTimeOffset(Today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw").GetUtcOffset(Today.AddDays(1).ToDateTime(TimeOnly.MinValue))) + TimeSpan.FromMinutes(1));
        await Eventually.GetAsync("the next day", async () => (await AskAsync()).Assignee == marek ? "there" : null);

        async Task<(string? Assignee, string Why)> AskAsync()
        {
            var answer = await admin.ReadAsync($"routing-rules/test?kind=quote.refused&keeperId={keeper}");
            return (answer["assigneeId"]?.ToString(), answer.Text("why"));
        }
    }

    [Fact]
    public async Task Open_work_is_handed_over_in_one_step_and_the_customer_sees_who_stands_in()
    {
        await using var host = await RunningHost.StartAsync();
        var (katarzyna, tomasz) = (await IdAsync(host, "katarzyna"), await IdAsync(host, "tomasz"));
        var customer = host.Api("ewa.kaminska");
        var inquiries = new List<string>();
        for (var i = 0; i < 2; i++)
            inquiries.Add(await customer.SubmitAsync($"Before the holiday {i}"));
        var mine = (await host.Api("katarzyna").ReadAsync("tasks")).List("rows").Count;
        mine.ShouldBeGreaterThan(0);
        var absence = await EnterAsync(host, "katarzyna", Today, Today.AddDays(9), tomasz);
        (await host.Api("marek").PostAsync($"absences/{absence}/hand-over")).Status.ShouldBe(403);
        (await host.Api("tomasz").WriteAsync($"absences/{absence}/hand-over"))["done"]!.GetValue<int>().ShouldBe(mine);
        (await host.Api("katarzyna").ReadAsync("tasks")).List("rows").ShouldBeEmpty();

        // New work of the department goes to whoever is there.
        (await host.Api("anna").ReadAsync("routing-rules/test?kind=inquiry.calculate")).Text("assigneeId").ShouldBe(tomasz);
        var shown = new List<string>();
        foreach (var id in inquiries)
        {
            using var page = await customer.Http.GetAsync($"/inquiries/{id}", TestContext.Current.CancellationToken);
            shown.Add(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        shown.ShouldContain(html => html.Contains("Katarzyna Wi"));
        shown.Where(html => html.Contains("Katarzyna Wi")).ShouldAllBe(html => html.Contains("Zast") && html.Contains("Tomasz Kaczmarek"));
    }

    [Fact]
    public async Task An_absence_is_one_s_own_and_its_days_make_sense()
    {
        var (tomasz, api) = (await IdAsync(Host, "tomasz"), Host.Api("marek"));
        var far = Today.AddDays(200);
        (await api.PostAsync("absences", new { from = far, until = far.AddDays(-1) })).Problems().ShouldContainKey("until");
        (await api.PostAsync("absences", new { from = Today.AddDays(-5), until = Today.AddDays(-1) })).Problems().ShouldContainKey("until");
        (await api.PostAsync("absences", new { from = far, until = far, substituteId = await IdAsync(Host, "ewa.kaminska") })).Problems().ShouldContainKey("substituteId");
        (await api.PostAsync("absences", new { personId = tomasz, from = far, until = far })).Status.ShouldBe(403);
        var id = await EnterAsync(Host, "marek", far, far.AddDays(4), tomasz);
        (await api.PostAsync("absences", new { from = far.AddDays(4), until = far.AddDays(6) })).Problems().ShouldContainKey("from");
        (await Host.Api("tomasz").PostAsync("absences", new { id, from = far, until = far })).Status.ShouldBe(403);
        (await Host.Api("ewa.kaminska").GetAsync("absences")).Status.ShouldBe(403);
        (await api.PostAsync($"absences/{id}/hand-over")).Status.ShouldBe(422);
    }

    private static async Task<string> IdAsync(RunningHost host, string person) => (await host.Api(person).ReadAsync("me")).Text("personId");

    private static async Task<string> EnterAsync(RunningHost host, string person, DateOnly from, DateOnly until, string substitute) =>
        (await host.Api(person).WriteAsync("absences", new { from, until, substituteId = substitute })).GetValue<string>();
}
