using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Two cards of one company become one, with everything that hangs on them. On a host of its own: the demo's companies are for others.</summary>
public sealed class MergeTests
{
    [Fact]
    public async Task Everything_goes_over_and_the_card_that_went_leads_there()
    {
        await using var host = await RunningHost.StartAsync();
        var (admin, petra, jonas) = (host.Api("anna"), host.Api("petra"), host.Api("jonas"));
        var (loser, winner) = ((await petra.ReadAsync("me")).Text("companyId"), (await jonas.ReadAsync("me")).Text("companyId"));
        var order = await host.OrderedAsync("petra", "Sloučená");
        (await petra.UploadAsync("order", order, "priloha.png", Pictures.Png(20, 20))).Ok();
        var inquiry = await petra.SubmitAsync("Poptávka před sloučením");
        await petra.WriteAsync($"inquiries/{inquiry}/template", new { name = "stejný" });
        await jonas.WriteAsync($"inquiries/{await jonas.SubmitAsync("Anfrage")}/template", new { name = "stejný" });
        (await admin.PutAsync($"companies/{loser}/order-terms", new { requiresCostCentre = true })).Ok();
        (await admin.PutAsync($"companies/{winner}/order-terms", new { requiresCustomerNumber = true })).Ok();
        await admin.WriteAsync($"companies/{loser}/branches", new { name = "Brno" });

        (await admin.PostAsync($"companies/{winner}/merge", new { otherId = loser })).Problems().Keys.ShouldBe(["otherId"], "Two tax ids are two companies.");
        var card = await admin.ReadAsync($"companies/{loser}");
        (await admin.PostAsync("companies", new { id = loser, name = card["company"]!.Text("name"), taxId = "", country = "CZ", currency = "CZK", language = "cs", contractorNo = "V-7" })).Ok();
        var preview = await admin.ReadAsync($"companies/{winner}/merge/{loser}");
        preview.List("parts").First(part => part.Text("what") == "orders.order").Amount("rows").ShouldBeGreaterThanOrEqualTo(1);
        (await host.Api("piotr").GetAsync($"companies/{winner}/merge/{loser}")).Status.ShouldBe(403);
        (await jonas.PostAsync($"companies/{winner}/merge", new { otherId = loser })).Status.ShouldBe(403);
        (await admin.PostAsync($"companies/{winner}/merge", new { otherId = winner })).Status.ShouldBe(422);
        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => admin.PostAsync($"companies/{winner}/merge", new { otherId = loser })))).ShouldAllBe(answer => answer.Status == 200);

        // Whoever was of the one is of the other, and sees what was theirs and what is.
        await Eventually.GetAsync("Petra's new company", async () => (await petra.ReadAsync("me")).Text("companyId") == winner ? winner : null);
        (await petra.ReadAsync($"orders/{order}")).Text("companyId").ShouldBe(winner);
        (await jonas.ReadAsync($"orders/{order}")).Text("id").ShouldBe(order);
        (await jonas.ReadAsync($"files/order/{order}")).List("rows").ShouldContain(file => file.Text("name") == "priloha.png");
        (await jonas.ReadAsync($"inquiries/{inquiry}")).Text("title").ShouldBe("Poptávka před sloučením");
        (await jonas.ReadAsync("inquiry-templates")).List("rows").Select(row => row.Text("name")).Count(name => name.StartsWith("stejný", StringComparison.Ordinal)).ShouldBe(2, "No template is lost to one of its name.");
        (await jonas.ReadAsync($"companies/{winner}/branches")).List("rows").ShouldContain(row => row.Text("name") == "Brno");
        (await admin.ReadAsync($"companies/{winner}/order-terms"))["requiresCustomerNumber"]!.GetValue<bool>().ShouldBeTrue("The winner's settings stay.");
        var merged = await admin.ReadAsync($"companies/{loser}");
        merged["company"]!.Text("id").ShouldBe(winner);
        merged["staff"]!.Text("contractorNo").ShouldBe("V-7");
        merged["company"]!.List("addresses").Count(it => it.Text("kind") == "registered").ShouldBe(1);
        (await admin.ReadAsync("companies?q=vltava")).List("rows").Select(row => row.Text("id")).ShouldBe([winner], "Found by the people and addresses that came over.");
        (await admin.PostAsync("companies", new { id = loser, name = "x" })).Status.ShouldBe(404);
        (await petra.PostAsync("inquiries", new { productType = Stories.Book })).Ok();
    }
}
