using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A program that repeats a request because the answer got lost changes nothing the second time.</summary>
public sealed class IdempotencyTests(SharedHost shared) : HttpTest(shared)
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public async Task The_same_key_starts_one_inquiry(int times, bool atOnce)
    {
        var (ewa, title, key) = (Host.Api("ewa"), $"Raz {Guid.NewGuid():N}", Guid.NewGuid().ToString());
        var draft = await ewa.DraftAsync(title);

        var answers = await RepeatAsync(times, atOnce, () => ewa.PostAsync("inquiries", draft, key));

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        (await ewa.ReadAsync($"inquiries?q={title}")).List("rows").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public async Task The_same_key_sends_an_inquiry_once(int times, bool atOnce)
    {
        var (ewa, key) = (Host.Api("ewa"), Guid.NewGuid().ToString());
        var id = await ewa.StartAsync("Wysłana raz", [100m, 200m]);

        var answers = await RepeatAsync(times, atOnce, () => ewa.PostAsync($"inquiries/{id}/submit", new { }, key));

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Json).ShouldAllBe(json => JsonNode.DeepEquals(json, answers[0].Json));
        await ShouldBeSentOnceAsync(id);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public async Task Sent_twice_without_a_key_it_keeps_its_number(int times, bool atOnce)
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Dwa kliknięcia", [100m, 200m]);

        var answers = await RepeatAsync(times, atOnce, () => ewa.PostAsync($"inquiries/{id}/submit"));

        answers.Select(answer => answer.Ok().Text("number")).Distinct().Count().ShouldBe(1);
        await ShouldBeSentOnceAsync(id);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public async Task The_same_key_accepts_once_and_makes_one_order(int times, bool atOnce)
    {
        var (ewa, key) = (Host.Api("ewa"), Guid.NewGuid().ToString());
        var inquiry = await Host.QuotedAsync("ewa", $"Jedno tak {Guid.NewGuid():N}", [100m, 120m]);

        var answers = await RepeatAsync(times, atOnce, () => ewa.AcceptAsync(inquiry, 0, key));

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        await ShouldBeOneOrderAsync(ewa, inquiry);
    }

    [Fact]
    public async Task Ten_acceptances_of_one_line_at_once_make_one_order()
    {
        var ewa = Host.Api("ewa");
        var inquiry = await Host.QuotedAsync("ewa", $"Dziesięć tak {Guid.NewGuid():N}", [100m, 120m]);

        var answers = await RepeatAsync(10, atOnce: true, () => ewa.AcceptAsync(inquiry, 0));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status is 409 or 422).ShouldBe(9);
        await ShouldBeOneOrderAsync(ewa, inquiry);
    }

    [Fact]
    public async Task Ten_acceptances_of_ten_lines_at_once_make_an_order_each()
    {
        var ewa = Host.Api("ewa");
        var inquiry = await Host.QuotedAsync("ewa", $"Każda wariantem {Guid.NewGuid():N}", [.. Enumerable.Range(1, 10).Select(run => 10m * run)]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(line => ewa.AcceptAsync(inquiry, line)));

        answers.ShouldAllBe(answer => answer.Status == 200);
        var orders = await ewa.OrdersOfAsync(inquiry.Text("id"));
        orders.Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (ewa, key) = (Host.Api("ewa"), Guid.NewGuid().ToString());
        await ewa.WriteAsync("inquiries", await ewa.DraftAsync("Pierwszy"), key);
        var other = $"Drugi {Guid.NewGuid():N}";

        var answer = await ewa.PostAsync("inquiries", await ewa.DraftAsync(other), key);

        answer.Problems();
        answer.Json.Text("title").ShouldNotBeNullOrEmpty();
        (await ewa.ReadAsync($"inquiries?q={Uri.EscapeDataString(other)}")).List("rows").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_its_owners_and_says_nothing_to_others()
    {
        var key = Guid.NewGuid().ToString();
        var (ewa, jonas) = (Host.Api("ewa"), Host.Api("jonas"));
        var draft = await ewa.DraftAsync("Czyj klucz");

        var first = (await ewa.WriteAsync("inquiries", draft, key)).Text("id");
        var second = (await jonas.WriteAsync("inquiries", draft, key)).Text("id");

        second.ShouldNotBe(first);
        (await jonas.GetAsync($"inquiries/{first}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_refused_attempt_does_not_use_up_its_key()
    {
        var (ewa, key) = (Host.Api("ewa"), Guid.NewGuid().ToString());
        var id = (await ewa.WriteAsync("inquiries", new { productType = Stories.Book, title = "Najpierw źle" })).Text("id");
        (await ewa.PostAsync($"inquiries/{id}/submit", new { }, key)).Problems();
        await ewa.PutAsync($"inquiries/{id}", new { title = "Potem dobrze", items = new[] { new { spec = await ewa.SampleAsync(), quantities = new[] { 100m } } } });

        (await ewa.PostAsync($"inquiries/{id}/submit", new { }, key)).Ok().Text("number").ShouldStartWith("ZO/");
    }

    private static async Task<IReadOnlyList<Answer>> RepeatAsync(int times, bool atOnce, Func<Task<Answer>> send)
    {
        if (atOnce)
            return await Task.WhenAll(Enumerable.Range(0, times).Select(_ => send()));
        var answers = new List<Answer>();
        for (var i = 0; i < times; i++)
            answers.Add(await send());
        return answers;
    }

    private async Task ShouldBeSentOnceAsync(string id)
    {
        var inquiry = await Host.Api("anna").ReadAsync($"inquiries/{id}");
        inquiry.List("items")[0].List("cells").Count.ShouldBe(2);
        inquiry.List("events").Count(line => line["what"]!.ToJsonString().Contains("inquiries.event.submitted", StringComparison.Ordinal)).ShouldBe(1);
        (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(inquiry.Text("number"))}")).List("rows").Count.ShouldBe(1);
    }

    /// <summary>A second order would be made by now: events are delivered in turn, and this waits for that of a later acceptance.</summary>
    private async Task ShouldBeOneOrderAsync(Api customer, JsonNode inquiry)
    {
        (await customer.AcceptAsync(inquiry, 1)).Ok();
        (await customer.OrdersOfAsync(inquiry.Text("id"))).Distinct().Count().ShouldBe(2);
        var orders = (await Host.Api("anna").ReadAsync($"orders?q={Uri.EscapeDataString(inquiry.Text("title"))}")).List("rows");
        orders.Count.ShouldBe(2);
        var cells = new List<string>();
        foreach (var order in orders)
            cells.AddRange((await customer.ReadAsync($"orders/{order.Text("id")}")).List("lines").Select(line => line.Text("cellId")));
        cells.Order().ShouldBe(inquiry.List("items")[0].List("cells").Select(cell => cell.Text("id")).Order());
    }
}
