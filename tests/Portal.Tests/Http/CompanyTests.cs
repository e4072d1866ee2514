using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The card of a client company: making, changing, addresses in time, limits and blocks, finding.</summary>
public sealed class CompanyTests(SharedHost shared) : HttpTest(shared)
{
    private static int _next = 100_000 + Random.Shared.Next(700_000);

    private Api Staff => Host.Api("anna");

    /// <summary>A NIP nobody has yet.</summary>
    internal static string NewTaxId()
    {
        while (true)
        {
            var digits = $"{Random.Shared.Next(100, 999)}{Interlocked.Increment(ref _next):000000}";
            int[] weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
            if (digits.Select((digit, at) => (digit - '0') * weights[at]).Sum() % 11 is < 10 and var check)
                return digits + check;
        }
    }

    internal static async Task<string> MakeAsync(Api staff, string name, object? more = null)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(new { name, taxId = NewTaxId() })!;
        foreach (var (key, value) in (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!)
            body[key] = value?.DeepClone();
        return (await staff.WriteAsync("companies", body)).GetValue<string>();
    }

    private static string Unlike() => Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task A_card_is_made_found_and_changed_and_keeps_to_those_who_may()
    {
        var (word, number) = (Unlike(), $"K-{Unlike()}");
        var id = await MakeAsync(Staff, $"Zażółć {word} sp. z o.o.", new { shortName = "Zażółć", registerNo = "123456785", contractorNo = number, paymentDays = 30, document = "receipt" });
        var card = await Staff.ReadAsync($"companies/{id}");
        card["company"]!.Text("name").ShouldBe($"Zażółć {word} sp. z o.o.");
        card.Text("document").ShouldBe("receipt");
        card["staff"]!.Text("contractorNo").ShouldBe(number);
        foreach (var typed in new[] { word.ToUpperInvariant(), $"zazolc {word}", number, card["company"]!.Text("taxId")[..9] })
            (await Staff.ReadAsync($"companies?q={Uri.EscapeDataString(typed)}")).List("rows").ShouldContain(row => row.Text("id") == id, typed);

        (await Host.Api("piotr").PostAsync("companies", new { id, name = $"Gęśl {word}", taxId = card["company"]!.Text("taxId") })).Ok();
        (await Host.Api("katarzyna").PostAsync("companies", new { id, name = "x" })).Status.ShouldBe(403);
        (await Host.Api("halina").PostAsync("companies", new { id, name = "x" })).Status.ShouldBe(403);
        (await Host.Api("ewa").GetAsync($"companies/{id}")).Status.ShouldBe(404);
        (await Host.Api("ewa").ReadAsync($"companies/{(await Host.Api("ewa").ReadAsync("me")).Text("companyId")}"))["staff"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_the_field()
    {
        var problems = (await Staff.PostAsync("companies", new { name = " ", taxId = "123-456-78-90", registerNo = "12", currency = "zł", email = "x", paymentDays = 999 })).Problems();
        problems.Keys.ShouldBe(["name", "taxId", "registerNo", "currency", "email", "paymentDays"], ignoreOrder: true);
        (await Staff.PostAsync("companies", new { name = "Ktoś", taxId = "12345" })).Problems()["taxId"][0].ShouldContain("8567346215");
    }

    [Fact]
    public async Task A_company_that_may_be_there_already_is_shown_before_it_is_made_twice()
    {
        var (word, taxId) = (Unlike(), NewTaxId());
        await MakeAsync(Staff, $"Oficyna {word} sp. z o.o.", new { taxId, email = $"biuro@{word}.example" });
        foreach (var alike in new object[]
        {
            new { name = Unlike(), taxId = $"PL {taxId[..3]}-{taxId[3..6]}-{taxId[6..8]}-{taxId[8..]}" },
            new { name = $"OFICYNA {word.ToUpperInvariant()}, s.a." },
            new { name = Unlike(), email = $"inny@{word}.example" },
        })
        {
            (await Staff.PostAsync("companies", alike)).Problems()["isAnother"][0].ShouldContain(word);
        }

        (await Staff.PostAsync("companies", new { name = $"Oficyna {word}", isAnother = true })).Ok();
        (await Staff.PostAsync("companies", new { name = Unlike(), email = "ktos@gmail.com" })).Ok();
        (await Staff.PostAsync("companies", new { name = Unlike(), email = "inny@gmail.com" })).Ok();
    }

    [Fact]
    public async Task Of_two_who_make_the_same_company_at_once_one_is_told()
    {
        var taxId = NewTaxId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => Staff.PostAsync("companies", new { name = Unlike(), taxId })));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 422).ShouldBe(3);
    }

    [Fact]
    public async Task Two_editors_keep_what_each_changed_and_are_told_where_both_did()
    {
        var id = await MakeAsync(Staff, Unlike(), new { shortName = "stara" });
        var card = await Staff.ReadAsync($"companies/{id}");
        var seen = card["staff"]!.Text("card");
        object Changed(string name, object value)
        {
            var body = JsonNode.Parse(seen)!.AsObject();
            (body["id"], body["seen"], body[name]) = (id, seen, System.Text.Json.JsonSerializer.SerializeToNode(value));
            return body;
        }

        (await Staff.PostAsync("companies", Changed("paymentDays", 60))).Ok();
        (await Host.Api("piotr").PostAsync("companies", Changed("shortName", "nowa"))).Ok();
        card = await Staff.ReadAsync($"companies/{id}");
        card.Text("shortName").ShouldBe("nowa");
        card["company"]!.Amount("paymentDays").ShouldBe(60);

        var told = (await Staff.PostAsync("companies", Changed("shortName", "inna"))).Problems();
        told["shortName"][0].ShouldContain("Piotr Zieliński");
        told["shortName"][0].ShouldContain("nowa");
        (await Staff.ReadAsync($"companies/{id}")).Text("shortName").ShouldBe("nowa");
    }

    [Fact]
    public async Task An_address_changes_and_the_one_before_stays_in_the_history()
    {
        var id = await MakeAsync(Staff, Unlike());
        async Task<string> Set(object body) => (await Staff.WriteAsync($"companies/{id}/addresses", body)).Text("id");
        var seat = await Set(new { kind = "registered", street = "Stara 1", postCode = "00-950", city = "Warszawa" });
        var first = await Set(new { kind = "delivery", street = "Polna 2", postCode = "00-951", city = "Warszawa" });
        await Set(new { kind = "delivery", street = "Leśna 3", postCode = "00-952", city = "Warszawa" });
        var moved = await Set(new { kind = "registered", street = "Nowa 4", postCode = "80-001", city = "Gdańsk" });
        await Set(new { replacesId = first, street = "Polna 22", postCode = "00-951", city = "Warszawa" });
        (await Set(new { kind = "registered", street = "Nowa 4", postCode = "80-001", city = "Gdańsk" })).ShouldBe(moved, "What stays the same is no change.");

        var card = await Staff.ReadAsync($"companies/{id}");
        card["company"]!.List("addresses").Select(it => it.Text("street")).ShouldBe(["Nowa 4", "Leśna 3", "Polna 22"], ignoreOrder: true);
        card.List("former").Select(it => it["address"]!.Text("street")).ShouldBe(["Stara 1", "Polna 2"], ignoreOrder: true);
        (await Staff.PostAsync($"companies/{id}/addresses", new { replacesId = seat, street = "x", postCode = "00-950", city = "y" })).Status.ShouldBe(422);
        (await Staff.DeleteAsync($"companies/{id}/addresses/{moved}")).Status.ShouldBe(422);
        (await Staff.PostAsync($"companies/{id}/addresses", new { street = "x", postCode = "950", city = "y" })).Problems().Keys.ShouldBe(["postCode"]);
        (await Staff.ReadAsync($"companies?q={Uri.EscapeDataString("gdansk " + card["company"]!.Text("name"))}")).List("rows").Count.ShouldBe(1);

        var seats = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => Staff.PostAsync($"companies/{id}/addresses", new { kind = "registered", street = $"Równoległa {at}", postCode = "00-950", city = "Łódź" })));
        seats.ShouldAllBe(answer => answer.Status == 200);
        (await Staff.ReadAsync($"companies/{id}"))["company"]!.List("addresses").Count(it => it.Text("kind") == "registered").ShouldBe(1);
    }

    [Fact]
    public async Task A_block_and_a_limit_say_who_and_why_and_stop_orders()
    {
        var jonas = Host.Api("jonas");
        var id = (await jonas.ReadAsync("me")).Text("companyId");
        var before = await Staff.ReadAsync($"companies/{id}");
        var limit = before["company"]!.Amount("creditLimit");
        before["credit"]!.Amount("free").ShouldBe(limit - before["credit"]!.Amount("used"));
        var inquiry = await Host.QuotedAsync("jonas", "Gesperrt");
        try
        {
            (await Staff.PutAsync($"companies/{id}/trade-control", new { creditLimit = limit, block = "Zaległa faktura 12/2026" })).Ok();
            var blocked = await Staff.ReadAsync($"companies/{id}");
            blocked["company"]!.Text("block").ShouldBe("Zaległa faktura 12/2026");
            blocked["staff"]!.Text("blockedBy").ShouldBe("Anna Nowak");
            blocked["staff"]!["blockedAt"].ShouldNotBeNull();
            (await jonas.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
            (await Staff.ReadAsync("companies?show=blocked")).List("rows").ShouldContain(row => row.Text("id") == id);
        }
        finally
        {
            (await Staff.PutAsync($"companies/{id}/trade-control", new { creditLimit = limit, block = "" })).Ok();
        }

        (await jonas.AcceptAsync(inquiry, 0)).Ok();
        (await Host.Api("piotr").PutAsync($"companies/{id}/trade-control", new { creditLimit = 1 })).Status.ShouldBe(403);
        (await Staff.PutAsync($"companies/{id}/trade-control", new { creditLimit = -1 })).Problems().Keys.ShouldBe(["creditLimit"]);
    }

    [Fact]
    public async Task A_slip_of_the_finger_is_forgiven_and_said()
    {
        await MakeAsync(Staff, $"Przedsiębiorstwo Wydawnicze Kraska {Unlike()}");
        var near = await Staff.ReadAsync("companies?q=przedsiebiortswo%20krazka");
        near["isNear"]!.GetValue<bool>().ShouldBeTrue();
        near.List("rows").ShouldContain(row => row.Text("name").Contains("Kraska"));
        (await Staff.ReadAsync("companies?q=wydawnicze%20kraska"))["isNear"]!.GetValue<bool>().ShouldBeFalse();
        (await Staff.ReadAsync("companies?q=%25%27%3B--qqqq")).List("rows").ShouldBeEmpty();

        // A stranger is led to the sign-in.
        (await Host.Api().Http.GetAsync("/companies/export", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
    }
}
