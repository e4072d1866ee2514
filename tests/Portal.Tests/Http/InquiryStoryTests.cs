using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>From the customer's wish to the calculation on the company's side: INQ-01 to INQ-03.</summary>
public sealed class InquiryStoryTests(SharedHost shared) : HttpTest(shared)
{
    private static readonly decimal[] Runs = [300m, 100m, 200m];
    private static readonly object[] Alternatives = [Stories.Changing("cover/lamination", "gloss"), Stories.Changing("block/0/paper", "cream-80")];

    [Fact]
    public async Task Sending_an_inquiry_gives_a_number_and_the_name_of_whoever_handles_it()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Atlas ptaków", Runs, Alternatives);

        var sent = await ewa.WriteAsync($"inquiries/{id}/submit");

        sent.Text("number").ShouldMatch(@"^ZO/\d{4}/\d{6}$");
        sent.Amount("cells").ShouldBe(9);
        var assignee = sent["assignee"].ShouldNotBeNull();
        Host.People.Select(person => person.Name).ShouldContain(assignee.Text("name"));
        DateTimeOffset.Parse(sent.Text("promisedAt"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(Days.Machine.GetUtcNow());
    }

    [Fact]
    public async Task Every_cell_of_a_sent_inquiry_has_a_calculation_with_a_price()
    {
        var id = await Host.Api("ewa").SubmitAsync("Atlas grzybów", Runs, Alternatives);

        var cells = (await Host.Api("katarzyna").ReadAsync($"inquiries/{id}")).List("items")[0].List("cells");

        cells.Select(cell => $"{cell.Text("alternative")}{cell.Text("quantity")}").ShouldBe(["A100", "A200", "A300", "B100", "B200", "B300", "C100", "C200", "C300"]);
        var works = cells.Select(cell => cell["work"].ShouldNotBeNull()).ToList();
        works.ShouldAllBe(work => work.Amount("cost") > 0 && work.Amount("unitPrice") > 0 && work.Text("state") == "automatic");
        works.Select(work => work.Text("calculationId")).Distinct().Count().ShouldBe(9);
        foreach (var cell in cells)
            cell["work"]!.Amount("total").ShouldBe(cell["work"]!.Amount("unitPrice") * cell.Amount("quantity"));

        // A dearer paper is another price: alternatives are not copies of the base.
        works[6].Amount("cost").ShouldNotBe(works[0].Amount("cost"));
        works[1].Amount("cost").ShouldBeGreaterThan(works[0].Amount("cost"));
    }

    [Fact]
    public async Task Sending_an_inquiry_opens_a_task_for_its_assignee()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Zielnik");
        var sent = await ewa.WriteAsync($"inquiries/{id}/submit");

        var tasks = (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(sent.Text("number"))}")).List("rows");

        var task = tasks.ShouldHaveSingleItem();
        task.Text("kind").ShouldBe("inquiry.calculate");
        task.Text("subjectId").ShouldBe(id);
        task.Text("assigneeId").ShouldBe(sent["assignee"]!.Text("id"));
        task.Text("state").ShouldBe("open");
        var assignee = Host.People.First(person => person.Name == sent["assignee"]!.Text("name"));
        (await Host.Api(token: assignee.Token).ReadAsync("tasks")).List("rows").Select(row => row.Text("id")).ShouldContain(task.Text("id"));
    }

    [Theory]
    [InlineData("ewa", "PLN")]
    [InlineData("jonas", "EUR")]
    [InlineData("petra", "CZK")]
    public async Task The_tree_of_a_cell_explains_its_price_to_the_cent(string customer, string currency)
    {
        var id = await Host.Api(customer).SubmitAsync("Drzewo kosztów", [150m, 700m], [Stories.Changing("cover/lamination", "gloss")]);
        var staff = Host.Api("katarzyna");
        var rate = currency == "PLN" ? 1m : (await Host.Api("anna").ReadAsync("rates")).List("rows").First(row => row.Text("base") == currency).Amount("value");
        foreach (var cell in (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells"))
        {
            var shown = await staff.ReadAsync($"inquiries/{id}/cells/{cell.Text("id")}");
            var price = shown["price"].ShouldNotBeNull();
            var leaves = Leaves(price["tree"]!).ToList();

            price.Text("currency").ShouldBe(currency);
            price.Amount("total").ShouldBe(price.Amount("unit") * cell.Amount("quantity"));
            leaves.Count.ShouldBeGreaterThan(10);
            decimal.Round(leaves.Sum(leaf => leaf.Amount("amount")), 2, MidpointRounding.AwayFromZero).ShouldBe(decimal.Round(price.Amount("total") * rate, 2, MidpointRounding.AwayFromZero));
            leaves.Where(leaf => leaf["formula"] is null && leaf.List("inputs").Count == 0).Select(leaf => leaf.Text("key")).ShouldBeEmpty();
            Leaves(shown["calculation"]!["tree"]!).Sum(leaf => leaf.Amount("amount")).ShouldBe(shown["calculation"]!["card"]!.Amount("cost"));
        }
    }

    [Fact]
    public async Task The_price_follows_the_margin_of_one_cell_and_of_all()
    {
        var id = await Host.Api("ewa").SubmitAsync("Marża", [100m, 400m]);
        var staff = Host.Api("katarzyna");
        var cells = (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells");

        await staff.WriteAsync($"inquiries/{id}/margin", new { marginPercent = 22.5m });
        await staff.WriteAsync($"inquiries/{id}/margin", new { cellId = cells[1].Text("id"), marginPercent = 40m });

        var after = (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells");
        foreach (var (cell, margin) in after.Zip([22.5m, 40m]))
        {
            var work = cell["work"]!;
            work.Amount("marginPercent").ShouldBe(margin);
            work.Amount("unitPrice").ShouldBe(Unit(work.Amount("cost"), margin, 1m, cell.Amount("quantity")));
        }

        after[0]["work"]!.Amount("cost").ShouldBe(cells[0]["work"]!.Amount("cost"));
        (await staff.PostAsync($"inquiries/{id}/margin", new { marginPercent = 100m })).Problems().ShouldContainKey("marginPercent");
    }

    [Fact]
    public async Task A_draft_keeps_what_was_typed_half_filled_and_stays_the_customers_own()
    {
        var ewa = Host.Api("ewa");
        var id = (await ewa.WriteAsync("inquiries", new { productType = Stories.Book })).Text("id");
        var half = new JsonObject { ["block"] = new JsonArray(new JsonObject { ["pages"] = 33 }) };

        (await ewa.PutAsync($"inquiries/{id}", new { title = "Niedokończone", note = "wrócę do tego", items = new[] { new { spec = half, quantities = Array.Empty<decimal>() } } })).Ok();

        var draft = await ewa.ReadAsync($"inquiries/{id}");
        draft.Text("state").ShouldBe("draft");
        draft.Text("title").ShouldBe("Niedokończone");
        draft.Text("note").ShouldBe("wrócę do tego");
        (await Host.Api("oliver").ReadAsync($"inquiries/{id}")).Text("title").ShouldBe("Niedokończone");
        (await Host.Api("katarzyna").GetAsync($"inquiries/{id}")).Status.ShouldBe(404);
        (await ewa.PostAsync($"inquiries/{id}/submit")).Problems().Keys.ShouldContain("quantity");
        (await ewa.ReadAsync($"inquiries/{id}")).Text("state").ShouldBe("draft");
    }

    /// <summary>The rule of prices, written down a second time on purpose.</summary>
    internal static decimal Unit(decimal cost, decimal marginPercent, decimal rate, decimal quantity)
    {
        var unrounded = cost / (1 - marginPercent / 100m) / rate / quantity;
        return decimal.Round(unrounded, unrounded < 1m ? 4 : 2, MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node.List("children") is { Count: > 0 } children ? children.SelectMany(Leaves) : [node];
}
