using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>What a client changes of its own card: at once, told, or after staff have looked at it.</summary>
public sealed class OwnDataTests(SharedHost shared) : HttpTest(shared)
{
    private Api Halina => Host.Api("halina");

    private async Task<string> CompanyAsync() => (await Halina.ReadAsync("me")).Text("companyId");

    private async Task<JsonNode> CardAsync() => await Halina.ReadAsync($"companies/{await CompanyAsync()}");

    private static JsonObject Data(JsonNode card, Action<JsonObject>? change = null)
    {
        var data = new JsonObject { ["name"] = card["company"]!.Text("name"), ["taxId"] = card["company"]!.Text("taxId"), ["shortName"] = card.Text("shortName"), ["registerNo"] = card.Text("registerNo"), ["email"] = card.Text("email"), ["phone"] = card.Text("phone") };
        change?.Invoke(data);
        return data;
    }

    private async Task<JsonNode> WaitingAsync() => (await Halina.ReadAsync($"companies/{await CompanyAsync()}/changes")).List("rows").Single(row => row.Text("state") == "waiting");

    [Fact]
    public async Task What_is_verified_waits_and_counts_only_once_it_is_accepted()
    {
        var (company, card) = (await CompanyAsync(), await CardAsync());
        var (name, phone) = (card["company"]!.Text("name"), $"+48 {Random.Shared.Next(100_000_000, 999_999_999)}");
        var answer = (await Halina.PutAsync("company", Data(card, it => (it["name"], it["phone"]) = ("Kormoran S.A.", phone)))).Ok();
        answer.List("done").Select(it => it.ToString()).ShouldBe(["phone"]);
        answer.List("waiting").Select(it => it.ToString()).ShouldBe(["name"]);
        card = await CardAsync();
        card.Text("phone").ShouldBe(phone);
        card["company"]!.Text("name").ShouldBe(name);

        // What is asked for meanwhile is added; the last word on a field counts.
        (await Halina.PostAsync($"companies/{company}/addresses", new { kind = "registered", street = "Nowa 7", postCode = "10-001", city = "Olsztyn" })).Ok()["id"].ShouldBeNull();
        (await Halina.PutAsync("company", Data(card, it => it["name"] = "Kormoran SA"))).Ok();
        var change = await WaitingAsync();
        change.List("items").Select(it => (it.Text("field"), it.Text("before").Length > 0, it.Text("after"))).ShouldBe([("seat", true, "Wydawnictwo Kormoran, Nowa 7, 10-001 Olsztyn, PL"), ("name", true, "Kormoran SA")], ignoreOrder: true);
        var task = (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(card["company"]!.Text("taxId"))}")).List("rows").First(row => row.Text("title").Contains(name));
        (await Host.Api("anna").GetAsync($"tasks/{task.Text("id")}")).Ok();

        var decide = $"companies/{company}/changes/{change.Text("id")}/decide";
        (await Halina.PostAsync(decide, new { accepts = true })).Status.ShouldBe(403);
        (await Host.Api("jonas").PostAsync(decide, new { accepts = true })).Status.ShouldBe(403);
        (await Host.Api("jonas").GetAsync($"companies/{company}/changes")).Status.ShouldBe(403);
        (await Host.Api("piotr").PostAsync(decide, new { accepts = false })).Problems().Keys.ShouldBe(["reason"]);
        (await Host.Api("piotr").PostAsync(decide, new { accepts = true, seen = 1 })).Status.ShouldBe(422);
        (await Host.Api("piotr").PostAsync(decide, new { accepts = true, seen = 2 })).Ok();
        (await Host.Api("piotr").PostAsync(decide, new { accepts = true, seen = 2 })).Ok();
        (await Host.Api("piotr").PostAsync(decide, new { accepts = false, reason = "x" })).Status.ShouldBe(422);
        card = await CardAsync();
        card["company"]!.Text("name").ShouldBe("Kormoran SA");
        card["company"]!.List("addresses").First(it => it.Text("kind") == "registered").Text("street").ShouldBe("Nowa 7");
        card.List("former").ShouldContain(it => it["address"]!.Text("kind") == "registered");
        await Eventually.GetAsync("Halina's notice", async () => (await Halina.ReadAsync("notices")).List("rows").FirstOrDefault(row => row.ToJsonString().Contains("company.decided") || row.Text("address") == "/company"));

        // As it was, by staff.
        (await Host.Api("anna").PostAsync("companies", new { id = company, name, taxId = card["company"]!.Text("taxId"), region = "północ", keeperId = card["keeper"]!.Text("id"), currency = "PLN" })).Ok();
    }

    [Fact]
    public async Task A_refusal_has_its_reason_and_changes_nothing()
    {
        var (company, card) = (await CompanyAsync(), await CardAsync());
        (await Halina.PutAsync("company", Data(card, it => it["taxId"] = "123"))).Problems().Keys.ShouldBe(["taxId"]);
        (await Halina.PutAsync("company", Data(card, it => it["taxId"] = CompanyTests.NewTaxId()))).Ok();
        var change = await WaitingAsync();
        (await Host.Api("piotr").PostAsync($"companies/{company}/changes/{change.Text("id")}/decide", new { accepts = false, reason = "Proszę o odpis z rejestru." })).Ok();
        (await CardAsync())["company"]!.Text("taxId").ShouldBe(card["company"]!.Text("taxId"));
        (await Halina.ReadAsync($"companies/{company}/changes")).List("rows")[0].Text("reason").ShouldBe("Proszę o odpis z rejestru.");
        (await Host.Api("ewa").PutAsync("company", Data(card))).Status.ShouldBe(403);
        (await Host.Api("ewa").PostAsync($"companies/{company}/addresses", new { street = "x", postCode = "10-001", city = "y" })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task The_rules_are_the_companys_own()
    {
        var (company, admin) = (await CompanyAsync(), Host.Api("anna"));
        async Task RuleAsync(string field, string policy) => (await admin.PutAsync("own-data-rules", new { field, policy })).Ok();
        (await Host.Api("piotr").PutAsync("own-data-rules", new { field = "phone", policy = "verified" })).Status.ShouldBe(403);
        try
        {
            await RuleAsync("representative", "verified");
            (await Halina.PostAsync($"companies/{company}/representatives", new { name = "Jan Mewa", function = "prezes", email = "jan.mewa@kormoran.example" })).Ok()["isWaiting"]!.GetValue<bool>().ShouldBeTrue();
            (await Halina.ReadAsync($"companies/{company}/representatives")).List("rows").ShouldNotContain(row => row.Text("name") == "Jan Mewa");
            var change = await WaitingAsync();
            (await Host.Api("piotr").PostAsync($"companies/{company}/changes/{change.Text("id")}/decide", new { accepts = true })).Ok();
            (await Halina.ReadAsync($"companies/{company}/representatives")).List("rows").ShouldContain(row => row.Text("name") == "Jan Mewa");

            // Told: it counts at once, and the keeper hears of it.
            await RuleAsync("representative", "told");
            (await Halina.PostAsync($"companies/{company}/representatives", new { name = "Anna Rybitwa" })).Ok()["isWaiting"]!.GetValue<bool>().ShouldBeFalse();
            await Eventually.GetAsync("the keeper's notice", async () => (await Host.Api("piotr").ReadAsync("notices")).List("rows").FirstOrDefault(row => row.Text("address") == $"/companies/{company}"));
            var known = (await Halina.ReadAsync($"companies/{company}/representatives")).List("rows").First(row => row.Text("name") == "Anna Rybitwa").Text("id");
            (await Halina.PostAsync($"companies/{company}/representatives", new { id = known, name = "Anna Rybitwa", ends = true })).Ok();
            (await Halina.ReadAsync($"companies/{company}/representatives")).List("rows").ShouldNotContain(row => row.Text("id") == known);
        }
        finally
        {
            await RuleAsync("representative", "told");
        }
    }
}
