using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Milestones as the company sets them, shipments by quantity, the customer's own data, promised dates, contracts and repeats.</summary>
public sealed class OrderDataTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task Milestones_change_for_orders_to_come_and_never_for_those_under_way()
    {
        var (anna, petra, marek) = (Host.Api("anna"), Host.Api("petra"), Host.Api("marek"));
        var before = await Host.OrderedAsync("petra", "Předtím");
        (await Host.Api("piotr").GetAsync("milestone-definitions")).Status.ShouldBe(403);
        (await anna.PostAsync("milestone-definitions", new { namePl = "Oprawa", nameEn = "Binding" })).Problems().Keys.ShouldBe(["nameCs", "nameDe"], ignoreOrder: true);

        var key = (await anna.WriteAsync("milestone-definitions", new { namePl = "Oprawa", nameEn = "Binding", nameCs = "Vazba", nameDe = "Bindung", seenBy = "customer", department = "production" })).ToString();
        for (var place = 0; place < 3; place++)
            await anna.WriteAsync($"milestone-definitions/{key}/move", new { up = true });
        (await anna.PostAsync("milestone-definitions/shipped/move", new { up = true })).Status.ShouldBe(422);
        (await anna.DeleteAsync("milestone-definitions/shipped")).Status.ShouldBe(422);
        await anna.WriteAsync("milestone-visibilities", new { key = "files-checked", companyId = (await petra.ReadAsync("me")).Text("companyId"), seenBy = "internal" });
        var after = await Host.OrderedAsync("petra", "Potom");

        async Task<IEnumerable<string>> StepsAsync(Api reader, string id) => (await reader.ReadAsync($"orders/{id}")).List("milestones").Select(step => step.Text("key"));
        (await StepsAsync(petra, before)).ShouldBe(["received", "files-checked", "proof-accepted", "in-production", "ready", "shipped", "delivered"]);
        (await StepsAsync(petra, after)).ShouldBe(["received", "proof-accepted", "in-production", key, "ready", "shipped", "delivered"]);
        (await StepsAsync(marek, after)).ShouldContain("files-checked");

        foreach (var id in new[] { before, after })
            await marek.WriteAsync($"orders/{id}/confirm");
        (await marek.PostAsync($"orders/{before}/milestones", new { milestone = key })).Problems().ShouldContainKey("milestone");
        (await anna.PostAsync($"orders/{after}/milestones", new { milestone = key })).Problems()["milestone"][0].ShouldContain("produkcja");
        await marek.WriteAsync($"orders/{after}/milestones", new { milestone = key });
        (await anna.DeleteAsync($"milestone-definitions/{key}")).Ok();
        (await StepsAsync(petra, after)).ShouldContain(key);
    }

    [Fact]
    public async Task Parts_are_shipped_within_the_tolerance_and_the_last_arrival_delivers_the_order()
    {
        var (oliver, marek, anna) = (Host.Api("oliver"), Host.Api("marek"), Host.Api("anna"));
        var id = await Host.OrderedAsync("oliver", "In parts", [1000m]);
        (await anna.PostAsync("carriers", new { name = "Kurier Wiślany", trackingTemplate = "https://{number}.example/" })).Problems().ShouldContainKey("trackingTemplate");
        var carrier = (await anna.WriteAsync("carriers", new { name = "Kurier Wiślany", trackingTemplate = "https://kurier.example/?n={number}" })).ToString();
        (await anna.PostAsync("carriers", new { name = "kurier wiślany" })).Problems().ShouldContainKey("name");
        await marek.WriteAsync($"orders/{id}/confirm");
        var line = (await marek.ReadAsync($"orders/{id}")).List("lines")[0].Text("id");
        object Ship(decimal quantity, bool isPart, string? number = null) => new { milestone = "shipped", carrierId = carrier, waybillNumber = number, isPart, shipped = new[] { new { lineId = line, quantity } } };

        await marek.WriteAsync($"orders/{id}/milestones", Ship(400, true, "A/1"));
        await marek.WriteAsync($"orders/{id}/milestones", Ship(200, true));
        (await marek.PostAsync($"orders/{id}/milestones", Ship(451, false))).Problems()["quantity/1"][0].ShouldContain("450");
        (await marek.PostAsync($"orders/{id}/milestones", Ship(300, false))).Problems().ShouldContainKey("isPart");
        await marek.WriteAsync($"orders/{id}/milestones", Ship(440, false, "A/2"));

        var order = await oliver.ReadAsync($"orders/{id}");
        order.Text("state").ShouldBe("shipped");
        var shipments = order.List("milestones").First(step => step.Text("key") == "shipped").List("reached");
        shipments.Select(it => it.List("quantities")[0].Amount("quantity")).ShouldBe([400m, 200m, 440m]);
        shipments[0]["waybill"]!.Text("trackingLink").ShouldBe("https://kurier.example/?n=A%2F1");
        foreach (var shipment in shipments)
            await oliver.WriteAsync($"orders/{id}/milestones/{shipment.Text("id")}/delivered");
        await Eventually.GetAsync("the delivered order", async () => await oliver.ReadAsync($"orders/{id}") is { } shown && shown.Text("state") == "delivered" ? shown : null);
        await marek.WriteAsync($"orders/{id}/complete");
    }

    [Fact]
    public async Task What_a_client_requires_is_asked_for_and_may_change_until_the_order_is_confirmed()
    {
        var (petra, piotr, company) = (Host.Api("petra"), Host.Api("piotr"), (await Host.Api("petra").ReadAsync("me")).Text("companyId"));
        (await petra.PutAsync($"companies/{company}/order-terms", new { requiresCostCentre = true })).Status.ShouldBe(403);
        (await piotr.PutAsync($"companies/{company}/order-terms", new { requiresCustomerNumber = true })).Ok();
        try
        {
            var inquiry = await petra.StartAsync("Bez čísla");
            (await petra.PutAsync($"inquiries/{inquiry}", new { title = "Bez čísla", items = (await petra.ReadAsync($"inquiries/{inquiry}")).List("items").Select(item => new { spec = item["spec"], quantities = item["quantities"] }) })).Ok();
            await petra.WriteAsync($"inquiries/{inquiry}/submit");
            await Host.Api("katarzyna").PublishAsync(inquiry);
            var quote = (await petra.ReadAsync($"inquiries/{inquiry}")).List("quotes")[0];
            Task<Answer> AcceptAsync(string number) => petra.PostAsync($"inquiries/{inquiry}/quotes/{quote.Text("id")}/accept", new { lines = new[] { quote.List("lines")[0].Text("id") }, customerNumber = number });
            (await AcceptAsync(" ")).Problems().ShouldContainKey("customerNumber");
            (await AcceptAsync("VLT-2026-5")).Ok();
            var id = (await petra.OrdersOfAsync(inquiry))[0];

            (await piotr.PutAsync($"companies/{company}/order-terms", new { requiresCustomerNumber = true, requiresCostCentre = true })).Ok();
            (await piotr.PostAsync($"orders/{id}/confirm")).Problems().ShouldContainKey("costCentre");
            (await petra.PutAsync($"orders/{id}/data", new { customerNumber = "VLT-2026-5" })).Problems().ShouldContainKey("costCentre");
            (await petra.PutAsync($"orders/{id}/data", new { customerNumber = "VLT-2026-5", costCentre = "77", requestedDate = "2020-01-01" })).Problems().ShouldContainKey("requestedDate");
            (await petra.PutAsync($"orders/{id}/data", new { customerNumber = "VLT-2026-6", costCentre = "77", requestedDate = "2099-05-06", deliveryMethod = "DPD" })).Ok();
            (await petra.ReadAsync("orders?q=VLT-2026-6")).List("rows").ShouldHaveSingleItem().Text("id").ShouldBe(id);

            await piotr.WriteAsync($"orders/{id}/confirm");
            (await petra.PutAsync($"orders/{id}/data", new { customerNumber = "X", costCentre = "77" })).Status.ShouldBe(422);
            var order = await petra.ReadAsync($"orders/{id}");
            (order.Text("customerNumber"), order.Text("costCentre"), order.Text("requestedDate"), order.Text("deliveryMethod")).ShouldBe(("VLT-2026-6", "77", "2099-05-06", "DPD"));

            // The next order goes the same way unless somebody says otherwise.
            (await piotr.PutAsync($"companies/{company}/order-terms", new { })).Ok();
            (await petra.ReadAsync($"orders/{await Host.OrderedAsync("petra", "Příště")}")).Text("deliveryMethod").ShouldBe("DPD");
        }
        finally
        {
            (await piotr.PutAsync($"companies/{company}/order-terms", new { })).Ok();
        }
    }

    [Fact]
    public async Task A_promised_date_keeps_its_history_and_the_customer_is_told()
    {
        var id = await Host.OrderedAsync("jonas", "Versprochen");
        var (jonas, piotr) = (Host.Api("jonas"), Host.Api("piotr"));
        (await piotr.PostAsync($"orders/{id}/promise", new { day = "2020-01-01" })).Problems().ShouldContainKey("day");
        await piotr.WriteAsync($"orders/{id}/promise", new { day = "2099-03-01" });
        await piotr.WriteAsync($"orders/{id}/promise", new { day = "2099-03-08", reason = "Papier kommt später." });

        var order = await jonas.ReadAsync($"orders/{id}");
        order.Text("promisedDate").ShouldBe("2099-03-08");
        order.List("promises").Select(promise => promise.Text("day")).ShouldBe(["2099-03-08", "2099-03-01"]);
        await Host.MailSayingAsync("jonas", "Papier kommt später.");
    }

    [Fact]
    public async Task A_repeat_is_priced_anew_and_staff_see_what_changed_line_by_line()
    {
        var id = await Host.OrderedAsync("ewa", "Dodruk", [500m]);
        var (ewa, piotr, katarzyna) = (Host.Api("ewa"), Host.Api("piotr"), Host.Api("katarzyna"));
        (await ewa.PostAsync($"orders/{id}/repeat", new { quantities = new[] { 800 } })).Status.ShouldBe(422);
        await piotr.WriteAsync($"orders/{id}/confirm");
        (await ewa.PostAsync($"orders/{id}/repeat", new { quantities = Array.Empty<int>() })).Problems().ShouldContainKey("quantities");

        var repeat = await ewa.WriteAsync($"orders/{id}/repeat", new { quantities = new[] { 1200, 800 } }, "repeat-once");
        (await ewa.WriteAsync($"orders/{id}/repeat", new { quantities = new[] { 1200, 800 } }, "repeat-once")).Text("inquiryId").ShouldBe(repeat.Text("inquiryId"));

        var inquiry = repeat.Text("inquiryId");
        var draft = await ewa.ReadAsync($"inquiries/{inquiry}");
        var first = await ewa.ReadAsync($"inquiries/{(await ewa.ReadAsync($"orders/{id}")).Text("inquiryId")}");
        draft.Text("state").ShouldBe("draft");
        draft.List("items")[0].List("quantities").Select(it => it.GetValue<decimal>()).ShouldBe([800m, 1200m]);
        JsonNode.DeepEquals(draft.List("items")[0]["spec"], first.List("items")[0]["spec"]).ShouldBeTrue();
        (await katarzyna.ReadAsync($"repeats/{inquiry}")).List("lines").ShouldBeEmpty();
        await ewa.WriteAsync($"inquiries/{inquiry}/submit");

        var compared = await katarzyna.ReadAsync($"repeats/{inquiry}");
        (compared.Amount("quantityBefore"), compared.Amount("quantityAfter")).ShouldBe((500m, 800m));
        compared.List("lines").Count.ShouldBeGreaterThan(8);
        compared.List("lines").Sum(line => line.Amount("change")).ShouldBe(compared.Amount("after") - compared.Amount("before"));
        (await ewa.GetAsync($"repeats/{inquiry}")).Status.ShouldBe(403);

        var prepared = (await piotr.WriteAsync($"orders/{id}/repeat", new { quantities = new[] { 600 } })).Text("inquiryId");
        (await ewa.ReadAsync($"inquiries/{prepared}")).Text("state").ShouldBe("draft");
        await Host.MailSayingAsync("ewa", "Szkic zapytania o ponowienie");
    }

    [Fact]
    public async Task A_contract_is_kept_by_staff_and_read_by_the_client()
    {
        var (ewa, piotr, company) = (Host.Api("ewa"), Host.Api("piotr"), (await Host.Api("ewa").ReadAsync("me")).Text("companyId"));
        (await piotr.PostAsync($"companies/{company}/contracts", new { title = "Umowa", validFrom = "2026-02-01", validUntil = "2026-01-01" })).Problems().ShouldContainKey("validUntil");
        var contract = (await piotr.WriteAsync($"companies/{company}/contracts", new { title = "Umowa ramowa", validFrom = "2026-01-01" })).ToString();
        (await ewa.UploadAsync("contract", contract, "umowa.txt", "tekst"u8.ToArray())).Status.ShouldBe(403);
        using var upload = await piotr.Http.PostAsync($"/api/v1/files/contract/{contract}?name=umowa.txt&audience=Customer", new ByteArrayContent("tekst umowy"u8.ToArray()), TestContext.Current.CancellationToken);
        upload.EnsureSuccessStatusCode();

        var shown = (await ewa.ReadAsync($"companies/{company}/contracts")).List("rows").First(row => row.Text("id") == contract);
        var file = shown.List("files").ShouldHaveSingleItem().Text("id");
        (await ewa.DownloadAsync($"files/{file}")).ShouldBe("tekst umowy"u8.ToArray());
        (await Host.Api("jonas").GetAsync($"companies/{company}/contracts")).Status.ShouldBe(404);
        (await Host.Api("jonas").GetAsync($"files/{file}")).Status.ShouldBe(404);
        (await ewa.DeleteAsync($"contracts/{contract}")).Status.ShouldBe(403);
        (await piotr.DeleteAsync($"contracts/{contract}")).Ok();
        (await ewa.GetAsync($"files/{file}")).Status.ShouldBe(403);
    }
}
