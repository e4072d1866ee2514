using System.Net;
using System.Text.Json.Nodes;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>What an order must carry is asked while the quote is accepted, and what was chosen last time is proposed (ORD-10, ORD-12).</summary>
public sealed class AcceptanceDataTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task What_a_client_requires_is_demanded_at_each_field_before_anything_happens_and_the_last_choices_are_proposed()
    {
        var (jonas, piotr) = (Host.Api("jonas"), Host.Api("piotr"));
        var company = (await jonas.ReadAsync("me")).Text("companyId");
        var before = await piotr.ReadAsync($"companies/{company}/order-terms");
        (await piotr.PutAsync($"companies/{company}/order-terms", new { requiresCustomerNumber = true, requiresCostCentre = true, requiresRequestedDate = true })).Ok();
        try
        {
            var inquiry = await QuotedAsync("Pflichtfelder");
            var refused = (await AcceptAsync(inquiry, new { })).Problems();
            refused.Keys.ShouldBe(["customerNumber", "costCentre", "requestedDate"], ignoreOrder: true);
            refused["costCentre"][0].ShouldContain("Kostenstelle");
            (await jonas.ReadAsync($"inquiries/{inquiry.Text("id")}")).List("acceptances").ShouldBeEmpty();
            var form = await jonas.ReadAsync($"inquiries/{inquiry.Text("id")}/acceptance");
            form.List("required").Select(field => field.ToString()).ShouldBe(["CustomerNumber", "CostCentre", "RequestedDate"]);
            (await AcceptAsync(inquiry, new { customerNumber = "NL-1", costCentre = "1", requestedDate = "2099-02-03", deliveryMethod = "Brieftaube" })).Problems()["deliveryMethod"][0].ShouldContain("DPD");
            (await Host.Api("ewa").GetAsync($"inquiries/{inquiry.Text("id")}/acceptance")).Status.ShouldBe(404);

            // To an address that is not the first, by a way of the list, for a cost centre of their own.
            var address = form.List("addresses").First(it => it.Text("kind") == "registered").Text("id");
            address.ShouldNotBe(form["deliveryAddressId"]?.ToString());
            (await AcceptAsync(inquiry, new { customerNumber = "NL-1", costCentre = "KST-88", requestedDate = "2099-02-03", deliveryMethod = "GLS", deliveryAddressId = address })).Ok();
            var order = await jonas.ReadAsync($"orders/{(await jonas.OrdersOfAsync(inquiry.Text("id")))[0]}");
            (order.Text("customerNumber"), order.Text("costCentre"), order.Text("requestedDate"), order.Text("deliveryMethod")).ShouldBe(("NL-1", "KST-88", "2099-02-03", "GLS"));

            var next = await QuotedAsync("Vorschlag");
            form = await jonas.ReadAsync($"inquiries/{next.Text("id")}/acceptance");
            (form.Text("deliveryAddressId"), form.Text("deliveryMethod"), form.Text("costCentre")).ShouldBe((address, "GLS", "KST-88"));
            form.List("costCentres")[0].ToString().ShouldBe("KST-88");
            form.List("deliveryMethods")[0].ToString().ShouldBe("GLS");
            var page = WebUtility.HtmlDecode(await (await Visitor.OfAsync(Host, Host.Person("jonas"))).PageAsync($"/inquiries/{next.Text("id")}"));
            page.ShouldContain($"<option value=\"{address}\" selected");
            page.ShouldContain("<option value=\"GLS\" selected");
            page.ShouldContain("value=\"KST-88\"");

            // By a link the same is asked.
            var link = (await Host.Api("katarzyna").WriteAsync($"inquiries/{next.Text("id")}/quotes/{next.List("quotes")[0].Text("id")}/links", new { forWhom = "Vorstand", scope = "decide" })).Text("address").Split("/q/")[1];
            var line = next.List("quotes")[0].List("lines")[0].Text("id");
            (await Host.Api().ReadAsync($"q/{link}")).List("required").Count.ShouldBe(3);
            (await Host.Api().PostAsync($"q/{link}/accept", new { lines = new[] { line }, signedBy = "Uta Ohm" })).Problems().Keys.ShouldBe(["customerNumber", "costCentre", "requestedDate"], ignoreOrder: true);
            (await Host.Api().PostAsync($"q/{link}/accept", new { lines = new[] { line }, signedBy = "Uta Ohm", customerNumber = "NL-2", costCentre = "KST-89", requestedDate = "2099-03-04" })).Ok();
            order = await jonas.ReadAsync($"orders/{(await jonas.OrdersOfAsync(next.Text("id")))[0]}");
            (order.Text("costCentre"), order.Text("requestedDate"), order.Text("deliveryMethod")).ShouldBe(("KST-89", "2099-03-04", "GLS"));
        }
        finally
        {
            (await piotr.PutAsync($"companies/{company}/order-terms", new { group = before["group"]?.ToString(), requiresCustomerNumber = before["requiresCustomerNumber"]!.GetValue<bool>() })).Ok();
        }

        Task<Answer> AcceptAsync(JsonNode inquiry, object own)
        {
            var (quote, body) = (inquiry.List("quotes")[0], (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(own)!);
            body["lines"] = new JsonArray(quote.List("lines")[0].Text("id"));
            return jonas.PostAsync($"inquiries/{inquiry.Text("id")}/quotes/{quote.Text("id")}/accept", body);
        }
    }

    /// <summary>An inquiry without an order number of its own, quoted.</summary>
    private async Task<JsonNode> QuotedAsync(string title)
    {
        var (jonas, spec) = (Host.Api("jonas"), await Host.Api("jonas").SampleAsync());
        var id = (await jonas.WriteAsync("inquiries", new { productType = Stories.Book, title, items = new[] { new { spec, quantities = new[] { 400m } } } })).Text("id");
        await jonas.WriteAsync($"inquiries/{id}/submit");
        await Host.Api("katarzyna").PublishAsync(id);
        return await jonas.ReadAsync($"inquiries/{id}");
    }
}
