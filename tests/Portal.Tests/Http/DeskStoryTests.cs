using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The calculation desk: INQ-03.</summary>
public sealed class DeskStoryTests(SharedHost shared) : HttpTest(shared)
{
    private const string Paper = "/paper", Setup = "/binding/setup";

    private Api Katarzyna => Host.Api("katarzyna");

    private Api Tomasz => Host.Api("tomasz");

    [Fact]
    public async Task An_override_is_marked_with_who_and_why_and_the_totals_follow_up_to_the_published_quote()
    {
        var (id, cells) = await SubmitAsync("Zmiana ręczna", [300m]);
        var before = await Katarzyna.CellAsync(id, cells[0]);
        var (path, calculated) = Line(before, Paper);

        await Katarzyna.OverrideAsync(id, cells[0], path, calculated + 100m, "nowa cena papierni");
        await Katarzyna.WriteAsync($"inquiries/{id}/cells/{cells[0]}/added-lines", new { label = "Kurier", amount = 60m, reason = "pilne", bearsOverhead = false });

        var after = await Katarzyna.CellAsync(id, cells[0]);
        var changed = Leaves(after["tree"]!).Single(leaf => leaf.Path == path).Node;
        changed.Amount("amount").ShouldBe(calculated + 100m);
        changed["changed"]!.ShouldSatisfyAllConditions(
            mark => mark.Text("person").ShouldBe("Katarzyna Wiśniewska"), mark => mark.Text("reason").ShouldBe("nowa cena papierni"), mark => mark.Amount("before").ShouldBe(calculated));
        Leaves(after["calculation"]!["tree"]!).Single(leaf => leaf.Path == path).Node.Amount("amount").ShouldBe(calculated, "the calculation itself stays");
        var overhead = Leaves(before["tree"]!).Single(leaf => leaf.Path == "cost/overhead").Node;
        var rise = 100m + 60m + 100m * overhead.Amount("sharePercent") / 100m;
        after["tree"]!.Amount("amount").ShouldBe(before["tree"]!.Amount("amount") + rise, 0.01m);
        Leaves(after["price"]!["tree"]!).Sum(leaf => leaf.Node.Amount("amount")).ShouldBe(after["price"]!.Amount("total"));
        after.Text("state").ShouldBe("ready");
        var listed = await WorkAsync(id, cells[0]);
        listed.Amount("cost").ShouldBe(after["tree"]!.Amount("amount"));
        listed.Amount("total").ShouldBe(after["price"]!.Amount("total"));

        await Katarzyna.PublishAsync(id);
        (await Host.Api("ewa").ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines")[0].Amount("total").ShouldBe(after["price"]!.Amount("total"));
        (await WorkAsync(id, cells[0])).Text("state").ShouldBe("frozen");
        await Katarzyna.WriteAsync($"inquiries/{id}/cells/{cells[0]}/lines/remove", new { path });
        (await WorkAsync(id, cells[0])).Text("state").ShouldBe("ready", "what changed since is no longer what was published");
    }

    [Fact]
    public async Task Changes_are_taken_back_one_by_one_whoever_made_them_and_done_again()
    {
        var (id, cells) = await SubmitAsync("Cofanie", [200m, 400m]);
        var path = Line(await Katarzyna.CellAsync(id, cells[0]), Setup).Path;
        var states = new List<string> { await FiguresAsync(id) };
        foreach (var change in new Func<Task>[]
        {
            () => Katarzyna.OverrideAsync(id, cells[0], path, 500m, "raz", "all"),
            () => Tomasz.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 4 }),
            () => Katarzyna.WriteAsync($"inquiries/{id}/margin", new { marginPercent = 30, cellId = cells[1] }),
        })
        {
            await change();
            states.Add(await FiguresAsync(id));
        }

        states.ShouldBeUnique();
        (await Tomasz.PostAsync($"inquiries/{id}/undo", new { number = 2 })).Problems()[""].ShouldHaveSingleItem().ShouldContain("Katarzyna Wiśniewska", customMessage: "Only what was seen as the last is undone.");
        for (var i = 2; i >= 0; i--)
        {
            await Tomasz.WriteAsync($"inquiries/{id}/undo");
            (await FiguresAsync(id)).ShouldBe(states[i]);
        }

        (await Tomasz.PostAsync($"inquiries/{id}/undo")).Problems().ShouldContainKey("");
        await Tomasz.WriteAsync($"inquiries/{id}/redo");
        await Tomasz.WriteAsync($"inquiries/{id}/redo");
        (await FiguresAsync(id)).ShouldBe(states[2]);
        await Katarzyna.WriteAsync($"inquiries/{id}/margin", new { marginPercent = 33 });
        (await Tomasz.PostAsync($"inquiries/{id}/redo")).Status.ShouldBe(422, "after a new change nothing is left to be done again");
        var log = (await Tomasz.ReadAsync($"inquiries/{id}/desk")).List("log");
        log.Select(entry => entry.Text("kind")).ShouldBe(["margin", "redo", "redo", "undo", "undo", "undo", "margin", "discount", "override"]);
        log[^1].Text("reason").ShouldBe("raz");
        log[^1].List("cells").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_estimators_merge_on_different_lines_and_are_shown_both_values_on_the_same()
    {
        var (id, cells) = await SubmitAsync("We dwoje", [250m]);
        var cell = await Katarzyna.CellAsync(id, cells[0]);
        var ((paper, calculated), (setup, _)) = (Line(cell, Paper), Line(cell, Setup));
        object Change(string path, decimal amount, decimal seen) => new { path, amount, reason = "x", seen };
        Task<Answer> SendAsync(Api who, object change) => who.PostAsync($"inquiries/{id}/cells/{cells[0]}/lines", change);

        (await SendAsync(Katarzyna, Change(paper, 700m, 0))).Ok();
        (await SendAsync(Tomasz, Change(setup, 99m, 0))).Ok();
        var conflict = await SendAsync(Tomasz, Change(paper, 650m, 0));

        conflict.Problems(409)["amount"].ShouldHaveSingleItem().ShouldContain("Katarzyna Wiśniewska");
        conflict.Json.Amount("before").ShouldBe(calculated);
        conflict.Json.Amount("theirs").ShouldBe(700m);
        var now = await Tomasz.CellAsync(id, cells[0]);
        Line(now, Paper).Amount.ShouldBe(700m);
        Line(now, Setup).Amount.ShouldBe(99m);
        (await SendAsync(Tomasz, Change(paper, 650m, now.Amount("seen")))).Ok();
        Line(await Tomasz.CellAsync(id, cells[0]), Paper).Amount.ShouldBe(650m);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SendAsync(i % 2 == 0 ? Katarzyna : Tomasz, Change(paper, 600m + i, 3))));
        answers.Count(answer => answer.Status == 200).ShouldBe(1, "of several at once one wins and the others are told");
        answers.Count(answer => answer.Status == 409).ShouldBe(5);
    }

    [Fact]
    public async Task A_margin_below_the_floor_is_published_only_after_somebody_with_the_right_approved_these_figures()
    {
        var (id, cells) = await SubmitAsync("Tanio", [300m]);
        await Katarzyna.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 9 });
        var quote = new { validUntil = Days.In(20) };

        var held = await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote);
        held["id"].ShouldBeNull();
        (await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote)).Text("approvalId").ShouldBe(held.Text("approvalId"), "asked once for the same figures");
        (await Host.Api("ewa").ReadAsync($"inquiries/{id}")).List("quotes").ShouldBeEmpty();
        (await WorkAsync(id, cells[0])).Text("state").ShouldBe("inWork");
        var desk = await Host.Api("piotr").ReadAsync($"inquiries/{id}/desk");
        (await TasksAsync("piotr", desk.Text("number"))).ShouldContain("inquiry.approveMargin");
        var asked = desk.List("approvals")[0].List("cells").ShouldHaveSingleItem();
        asked.Amount("left").ShouldBeLessThan(10m);
        asked.Amount("total").ShouldBe((await WorkAsync(id, cells[0])).Amount("total"));

        object Decision(string approval, bool isApproved, string reason = "") => new { approvalId = approval, isApproved, reason };
        Task<Answer> DecideAsync(string who, object decision) => Host.Api(who).PostAsync($"inquiries/{id}/margin-decision", decision);
        (await DecideAsync("katarzyna", Decision(held.Text("approvalId"), true))).Status.ShouldBe(403);
        (await DecideAsync("piotr", Decision(held.Text("approvalId"), false))).Problems().ShouldContainKey("reason");
        (await DecideAsync("piotr", Decision(held.Text("approvalId"), false, "za tanio o procent"))).Ok();
        (await Katarzyna.PostAsync($"inquiries/{id}/quotes", quote)).Problems()[""].ShouldHaveSingleItem().ShouldContain("za tanio o procent");
        (await TasksAsync("piotr", desk.Text("number"))).ShouldNotContain("inquiry.approveMargin");

        await Katarzyna.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 8 });
        var again = (await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote)).Text("approvalId");
        await Katarzyna.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 8.5m });
        (await DecideAsync("piotr", Decision(again, true))).Status.ShouldBe(422, "the figures asked about are gone");
        var third = (await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote)).Text("approvalId");
        (await DecideAsync("piotr", Decision(third, true))).Ok();
        await Katarzyna.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 20 });
        (await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote))["id"].ShouldBeNull("a later change needs another approval");
        await Katarzyna.WriteAsync($"inquiries/{id}/undo");
        (await Katarzyna.WriteAsync($"inquiries/{id}/quotes", quote)).Text("version").ShouldBe("1");
    }

    [Fact]
    public async Task Whoever_asks_for_a_low_margin_cannot_approve_it_and_is_told_the_answer()
    {
        var (id, _) = await SubmitAsync("Cztery oczy", [300m]);
        var piotr = Host.Api("piotr");
        await piotr.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 9 });
        var quote = new { validUntil = Days.In(20) };
        var approval = (await piotr.WriteAsync($"inquiries/{id}/quotes", quote)).Text("approvalId");
        var number = (await piotr.ReadAsync($"inquiries/{id}")).Text("number");

        // He is the client's keeper, to whom the rule would give it: it goes to somebody who may.
        (await piotr.ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows").Single(task => task.Text("kind") == "inquiry.approveMargin").Text("assignee").ShouldBe("Anna Nowak");
        (await piotr.PostAsync($"inquiries/{id}/margin-decision", new { approvalId = approval, isApproved = true })).Problems()[""][0].ShouldContain("Anna Nowak");
        (await piotr.ReadAsync($"inquiries/{id}/desk"))["mayApprove"]!.GetValue<bool>().ShouldBeFalse();
        var anna = Host.Api("anna");
        await anna.WriteAsync($"inquiries/{id}/margin-decision", new { approvalId = approval, isApproved = false, reason = "za nisko o dwa punkty" });
        await Eventually.GetAsync("the refusal", async () => await AnswerAsync($"/inquiries/{id}/desk#approval"));

        await piotr.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 8 });
        approval = (await piotr.WriteAsync($"inquiries/{id}/quotes", quote)).Text("approvalId");
        await anna.WriteAsync($"inquiries/{id}/margin-decision", new { approvalId = approval, isApproved = true });
        await Eventually.GetAsync("the approval", async () => await AnswerAsync($"/inquiries/{id}#publish"));
        (await TasksAsync("piotr", number)).ShouldBe(["inquiry.calculate"]);
        (await piotr.WriteAsync($"inquiries/{id}/quotes", quote)).Text("version").ShouldBe("1");

        async Task<string?> AnswerAsync(string address) =>
            (await piotr.ReadAsync("notices")).List("rows").FirstOrDefault(row => row.Text("kind") == "quote.margin" && row.Text("address") == address)?.ToJsonString() is { } told
                && (address.EndsWith("#publish", StringComparison.Ordinal) || told.Contains("za nisko o dwa punkty", StringComparison.Ordinal)) ? told : null;
    }

    [Fact]
    public async Task Slips_are_named_at_their_field_and_change_nothing()
    {
        var (id, cells) = await SubmitAsync("Pomyłki", [200m]);
        var path = Line(await Katarzyna.CellAsync(id, cells[0]), Paper).Path;
        Task<Answer> SendAsync(string what, object body) => Katarzyna.PostAsync($"inquiries/{id}/cells/{cells[0]}/{what}", body);

        (await SendAsync("lines", new { path, reason = "x" })).Problems().ShouldContainKey("amount");
        (await SendAsync("lines", new { path, amount = -1, reason = "x" })).Problems().ShouldContainKey("amount");
        (await SendAsync("lines", new { path, amount = 1 })).Problems().ShouldContainKey("reason");
        (await SendAsync("lines", new { path = "cost/nothing", amount = 1, reason = "x" })).Problems().ShouldContainKey("path");
        (await SendAsync("added-lines", new { label = "", amount = 1, reason = "x" })).Problems().ShouldContainKey("label");
        (await SendAsync("added-lines", new { label = "Rabat", amount = -1_000_000, reason = "x" })).Problems().ShouldContainKey("amount");
        (await SendAsync("lines/keep", new { path })).Problems().ShouldContainKey("path");
        (await Katarzyna.PostAsync($"inquiries/{id}/discount", new { discountPercent = 91 })).Problems().ShouldContainKey("discountPercent");
        (await Katarzyna.PostAsync($"inquiries/{id}/cells/{Guid.NewGuid()}/lines", new { path, amount = 1, reason = "x" })).Status.ShouldBe(404);
        (await Katarzyna.ReadAsync($"inquiries/{id}/desk")).List("log").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_customer_finds_nothing_of_it()
    {
        var (id, cells) = await SubmitAsync("Kuchnia", [200m]);
        var ewa = Host.Api("ewa");
        var path = Line(await Katarzyna.CellAsync(id, cells[0]), Paper).Path;
        await Katarzyna.OverrideAsync(id, cells[0], path, 123.45m, "tajny-powod");
        await Katarzyna.WriteAsync($"notes/cell/{cells[0]}", new { text = "tajna-notatka" });

        (await Tomasz.ReadAsync($"notes/cell/{cells[0]}")).List("rows").ShouldHaveSingleItem().Text("audience").ShouldBe("internal");
        (await ewa.GetAsync($"notes/cell/{cells[0]}")).Status.ShouldBe(404);
        (await ewa.PostAsync($"notes/cell/{cells[0]}", new { text = "x" })).Status.ShouldBe(403);
        (await Host.Api("jonas").PostAsync($"notes/cell/{cells[0]}", new { text = "x" })).Status.ShouldBe(404);
        (await ewa.GetAsync($"inquiries/{id}/desk")).Status.ShouldBe(403);
        (await ewa.PostAsync($"inquiries/{id}/cells/{cells[0]}/lines", new { path, amount = 1, reason = "x" })).Status.ShouldBe(403);
        (await ewa.PostAsync($"inquiries/{id}/undo")).Status.ShouldBe(403);
        foreach (var address in new[] { $"inquiries/{id}", $"notes/inquiry/{id}" })
            (await ewa.GetAsync(address)).Text.ShouldNotContain("tajn");
        (await ewa.GetAsync($"inquiries/{id}")).Text.ShouldNotContain("123.45");
    }

    private async Task<(string Id, IReadOnlyList<string> Cells)> SubmitAsync(string title, decimal[] quantities)
    {
        var id = await Host.Api("ewa").SubmitAsync(title, quantities);
        return (id, [.. (await Katarzyna.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells").Select(cell => cell.Text("id"))]);
    }

    private async Task<JsonNode> WorkAsync(string id, string cell) => (await Katarzyna.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells").Single(it => it.Text("id") == cell)["work"]!;

    private async Task<string> FiguresAsync(string id) =>
        string.Join(' ', (await Katarzyna.ReadAsync($"inquiries/{id}/desk")).List("items")[0].List("cells").Select(cell => $"{cell.Amount("cost"):0.00}/{cell.Amount("marginPercent"):0.##}/{cell.Amount("discountPercent"):0.##}/{cell.Amount("total"):0.00}"));

    private async Task<IReadOnlyList<string>> TasksAsync(string who, string number) =>
        [.. (await Host.Api(who).ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows").Select(task => task.Text("kind"))];

    private static (string Path, decimal Amount) Line(JsonNode cell, string end)
    {
        var line = Leaves(cell["tree"]!).First(leaf => leaf.Path.EndsWith(end, StringComparison.Ordinal));
        return (line.Path, line.Node.Amount("amount"));
    }

    private static IEnumerable<(string Path, JsonNode Node)> Leaves(JsonNode tree) => DeskStories.Leaves(tree);
}

/// <summary>What the tests of the desk have in common.</summary>
internal static class DeskStories
{
    public static Task<JsonNode> CellAsync(this Api staff, string inquiry, string cell) => staff.ReadAsync($"inquiries/{inquiry}/cells/{cell}");

    public static Task<JsonNode> OverrideAsync(this Api staff, string inquiry, string cell, string path, decimal amount, string reason, string applyTo = "cell") =>
        staff.WriteAsync($"inquiries/{inquiry}/cells/{cell}/lines", new { path, amount, reason, applyTo });

    public static IEnumerable<(string Path, JsonNode Node)> Leaves(JsonNode node, string parent = "")
    {
        var path = parent + node.Text("key");
        return node.List("children") is { Count: > 0 } children ? children.SelectMany(child => Leaves(child, path + "/")) : [(path, node)];
    }
}
