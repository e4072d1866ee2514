using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Formal acceptance: papers and proofs by their hash, two people above a limit, new versions, and what the order does meanwhile.</summary>
public sealed class AcceptanceStoryTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task A_contract_sheet_is_signed_by_its_hash_and_production_waits_until_then()
    {
        var id = await Host.OrderedAsync("petra", "Smluvní list");
        var (petra, piotr, marek) = (Host.Api("petra"), Host.Api("piotr"), Host.Api("marek"));
        await marek.WriteAsync($"orders/{id}/confirm");

        var asked = await piotr.WriteAsync($"orders/{id}/documents", new { kind = "sheet", note = "Prosím o schválení." });

        asked.Text("state").ShouldBe("awaitingAcceptance");
        (await marek.PostAsync($"orders/{id}/milestones", new { milestone = "in-production" })).Status.ShouldBe(422);
        var document = (await petra.ReadAsync($"orders/{id}")).List("documents").ShouldHaveSingleItem();
        Convert.ToHexStringLower(SHA256.HashData(await petra.DownloadAsync($"files/{document.Text("fileId")}"))).ShouldBe(document.Text("sha256"));
        (await petra.ReadAsync("acceptances")).List("rows").ShouldContain(row => row.Text("orderId") == id);
        await Host.MailSayingAsync("petra", "Prosím o schválení.");

        var door = $"orders/{id}/documents/{document.Text("id")}";
        (await piotr.PostAsync($"{door}/accept", Signed(document, "Piotr Zieliński"))).Status.ShouldBe(403);
        (await petra.PostAsync($"{door}/accept", new { sha256 = document.Text("sha256") })).Problems().ShouldContainKey("name");
        (await petra.PostAsync($"{door}/accept", new { sha256 = new string('0', 64), name = "Petra Dvořáková" })).Problems().ShouldContainKey("sha256");
        (await petra.WriteAsync($"{door}/accept", Signed(document, "Petra Dvořáková"), "once")).Text("document").ShouldBe("accepted");
        (await petra.WriteAsync($"{door}/accept", Signed(document, "Petra Dvořáková"), "once")).Text("document").ShouldBe("accepted");

        var order = await petra.ReadAsync($"orders/{id}");
        order.Text("state").ShouldBe("confirmed");
        var signature = order.List("documents")[0].List("signatures").ShouldHaveSingleItem();
        signature.Text("name").ShouldBe("Petra Dvořáková");
        signature.Text("sha256").ShouldBe(document.Text("sha256"));
        await marek.WriteAsync($"orders/{id}/milestones", new { milestone = "in-production" });
        (await petra.PostAsync($"{door}/accept", Signed(document, "Petra Dvořáková"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_rejected_proof_is_a_task_and_its_new_version_is_asked_anew()
    {
        var id = await Host.OrderedAsync("jonas", "Proofs");
        var (jonas, piotr) = (Host.Api("jonas"), Host.Api("piotr"));
        var first = await AskProofAsync(id, "cover one");
        await jonas.WriteAsync($"orders/{id}/documents/{first.Text("id")}/reject", new { sha256 = first.Text("sha256"), reason = "Der Rücken ist zu schmal." });

        var order = await jonas.ReadAsync($"orders/{id}");
        (order.Text("state"), order.List("documents")[0].Text("state")).ShouldBe(("awaitingAcceptance", "rejected"));
        var number = Uri.EscapeDataString(order.Text("number"));
        (await Host.Api("anna").ReadAsync($"tasks?show=all&q={number}")).List("rows").ShouldContain(row => row.Text("kind") == "order.rejected");

        var second = await AskProofAsync(id, "cover two");
        var superseded = await jonas.PostAsync($"orders/{id}/documents/{first.Text("id")}/accept", Signed(first, "Jonas Becker"));
        superseded.Status.ShouldBe(422);
        superseded.Text.ShouldContain("neue Version");
        (await Host.Api("anna").ReadAsync($"tasks?show=all&q={number}")).List("rows").ShouldNotContain(row => row.Text("kind") == "order.rejected");

        await jonas.WriteAsync($"orders/{id}/documents/{second.Text("id")}/accept", Signed(second, "Jonas Becker"));

        second.Amount("version").ShouldBe(2);
        (await jonas.ReadAsync($"orders/{id}")).Text("state").ShouldBe("placed");
        await Eventually.GetAsync("the milestone that the portal records", async () =>
            (await piotr.ReadAsync($"orders/{id}")).List("milestones").First(step => step.Text("key") == "proof-accepted").List("reached").FirstOrDefault());
    }

    [Fact]
    public async Task Above_a_limit_a_second_person_signs_and_of_two_at_once_only_one_does()
    {
        var (ewa, oliver, halina, piotr) = (Host.Api("ewa"), Host.Api("oliver"), Host.Api("halina"), Host.Api("piotr"));
        await LimitAsync("ewa", 10);
        await LimitAsync("oliver", 20);
        var id = await Host.OrderedAsync("ewa", "Cztery oczy", [300m]);
        await piotr.WriteAsync($"orders/{id}/documents", new { kind = "sheet" });
        var document = (await ewa.ReadAsync($"orders/{id}")).List("documents")[0];
        document["needsSecond"]!.GetValue<bool>().ShouldBeTrue();
        var door = $"orders/{id}/documents/{document.Text("id")}/accept";

        (await ewa.WriteAsync(door, Signed(document, "Ewa Kamińska"))).Text("document").ShouldBe("secondNeeded");

        var again = await ewa.PostAsync(door, Signed(document, "Ewa Kamińska"));
        again.Status.ShouldBe(422);
        again.Text.ShouldContain("Halina Wrona");
        (await oliver.PostAsync(door, Signed(document, "Oliver Grant"))).Text.ShouldContain("above this person's limit (20 PLN)");
        (await oliver.ReadAsync("acceptances")).List("rows").ShouldNotContain(row => row.Text("orderId") == id);
        (await halina.ReadAsync("acceptances")).List("rows").ShouldContain(row => row.Text("orderId") == id);
        await Host.MailSayingAsync("halina", "Cztery oczy");
        await LimitAsync("oliver", null);

        var both = await Task.WhenAll(halina.PostAsync(door, Signed(document, "Halina Wrona")), oliver.PostAsync(door, Signed(document, "Oliver Grant")));

        both.Select(answer => answer.Status).Order().ShouldBe([200, 422]);
        var order = await ewa.ReadAsync($"orders/{id}");
        order.Text("state").ShouldBe("placed");
        order.List("documents")[0].List("signatures").Select(it => it.Text("name")).ShouldBe(["Ewa Kamińska", both[0].Status == 200 ? "Halina Wrona" : "Oliver Grant"]);
        await LimitAsync("ewa", null);
    }

    [Fact]
    public async Task Nobody_grants_more_than_their_own_limit()
    {
        var (halina, company) = (Host.Api("halina"), (await Host.Api("halina").ReadAsync("me")).Text("companyId"));
        (await Host.Api("ewa").PutAsync($"companies/{company}/people/{await PersonAsync("oliver")}/limit", new { limit = 5 })).Status.ShouldBe(403);
        await LimitAsync("halina", 5000);
        await LimitAsync("oliver", 9000);
        await LimitAsync("ewa", 1000);

        async Task<Answer> GrantAsync(string name, decimal? limit) => await halina.PutAsync($"companies/{company}/people/{await PersonAsync(name)}/limit", new { limit });
        (await GrantAsync("ewa", 5001)).Problems()["limit"][0].ShouldContain("5\u00a0000");
        (await GrantAsync("ewa", null)).Problems().ShouldContainKey("limit");
        (await GrantAsync("halina", 6000)).Problems().ShouldContainKey("limit");
        (await GrantAsync("oliver", 100)).Problems()["limit"][0].ShouldContain("5\u00a0000");
        (await GrantAsync("ewa", 5000)).Ok();
        (await halina.ReadAsync($"companies/{company}/limits")).List("rows").First(row => row.Text("name") == "Ewa Kamińska").Amount("limit").ShouldBe(5000);
        (await Host.Api("jonas").GetAsync($"companies/{company}/limits")).Status.ShouldBe(404);
        foreach (var name in new[] { "halina", "oliver", "ewa" })
            await LimitAsync(name, null);
    }

    private static object Signed(JsonNode document, string name) => new { sha256 = document.Text("sha256"), name };

    private async Task<JsonNode> AskProofAsync(string order, string content)
    {
        var staff = Host.Api("piotr");
        using var upload = await staff.Http.PostAsync($"/api/v1/files/order/{order}?name=cover.txt&audience=Customer", new ByteArrayContent(Encoding.UTF8.GetBytes(content)), TestContext.Current.CancellationToken);
        var file = JsonNode.Parse(await upload.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.Text("id");
        var asked = await staff.WriteAsync($"orders/{order}/documents", new { kind = "proof", title = "Umschlag", fileId = file });
        return (await Host.Api("jonas").ReadAsync($"orders/{order}")).List("documents").First(it => it.Text("id") == asked.Text("documentId"));
    }

    private async Task<string> PersonAsync(string name) => (await Host.Api(name).ReadAsync("me")).Text("personId");

    private async Task LimitAsync(string name, decimal? limit)
    {
        var me = await Host.Api(name).ReadAsync("me");
        (await Host.Api("anna").PutAsync($"companies/{me.Text("companyId")}/people/{me.Text("personId")}/limit", new { limit })).Ok();
    }
}
