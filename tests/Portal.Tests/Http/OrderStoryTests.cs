using Shouldly;

namespace Portal.Tests.Http;

/// <summary>From the accepted line to the delivery: INQ-06, ORD-01 and ORD-05.</summary>
public sealed class OrderStoryTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task Accepting_a_line_makes_one_order_with_what_was_quoted()
    {
        var inquiry = await Host.QuotedAsync("jonas", "Leuchttürme", [250m, 500m]);
        var (jonas, id) = (Host.Api("jonas"), inquiry.Text("id"));
        var line = inquiry.List("quotes")[0].List("lines")[1];
        var form = await jonas.ReadAsync($"inquiries/{id}/acceptance");
        var proposed = form.List("addresses").First(address => address.Text("id") == form.Text("deliveryAddressId"));

        (await jonas.AcceptAsync(inquiry, 1)).Ok();

        var order = await jonas.ReadAsync($"orders/{(await jonas.OrdersOfAsync(id)).ShouldHaveSingleItem()}");
        order.Text("number").ShouldMatch(@"^ZM/\d{4}/\d{6}$");
        order.Text("quoteNumber").ShouldBe(inquiry.List("quotes")[0].Text("number"));
        order.Text("customerNumber").ShouldBe("PO-77");
        order.Text("currency").ShouldBe("EUR");
        order.Amount("paymentDays").ShouldBe(14);
        order["deliveryAddress"]!.Text("name").ShouldBe(proposed.Text("name"));
        order["deliveryAddress"]!.Text("street").ShouldBe(proposed.Text("street"));
        order["billingAddress"]!.Text("street").ShouldBe("Hafenstraße 8");
        var ordered = order.List("lines").ShouldHaveSingleItem();
        ordered.Amount("quantity").ShouldBe(500);
        ordered.Amount("unitPrice").ShouldBe(line.Amount("unitPrice"));
        ordered.Amount("total").ShouldBe(line.Amount("total"));
        order.Amount("net").ShouldBe(line.Amount("total"));
        order.Amount("gross").ShouldBe(order.Amount("net") + decimal.Round(order.Amount("net") * ordered.Amount("vatPercent") / 100m, 2, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public async Task A_line_is_accepted_once_and_the_others_stay_open()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Raz i nie więcej", [100m, 150m]);
        var (ewa, id) = (Host.Api("ewa"), inquiry.Text("id"));
        (await ewa.AcceptAsync(inquiry, 0)).Ok();

        (await ewa.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
        (await Host.Api("oliver").AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
        (await ewa.ReadAsync($"inquiries/{id}")).Text("state").ShouldBe("partlyAccepted");
        (await ewa.AcceptAsync(inquiry, 1)).Ok();

        var after = await ewa.ReadAsync($"inquiries/{id}");
        after.Text("state").ShouldBe("accepted");
        after.List("quotes")[0].List("lines").ShouldAllBe(line => line["isAccepted"]!.GetValue<bool>());
        (await ewa.OrdersOfAsync(id)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Several_lines_accepted_together_are_one_order()
    {
        var inquiry = await Host.QuotedAsync("petra", "Dvě řádky", [100m, 150m]);
        var (petra, id, quote) = (Host.Api("petra"), inquiry.Text("id"), inquiry.List("quotes")[0]);

        await petra.WriteAsync($"inquiries/{id}/quotes/{quote.Text("id")}/accept", new { lines = quote.List("lines").Select(line => line.Text("id")), customerNumber = "VLT-9" });

        var order = await petra.ReadAsync($"orders/{(await petra.OrdersOfAsync(id)).ShouldHaveSingleItem()}");
        order.List("lines").Count.ShouldBe(2);
        order.Text("customerNumber").ShouldBe("VLT-9");
        order.Amount("net").ShouldBe(quote.List("lines").Sum(line => line.Amount("total")));
    }

    [Fact]
    public async Task The_customer_sees_each_milestone_that_production_records()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Na maszynie");
        var (ewa, marek) = (Host.Api("ewa"), Host.Api("marek"));
        (await ewa.AcceptAsync(inquiry, 0)).Ok();
        var id = (await ewa.OrdersOfAsync(inquiry.Text("id")))[0];
        (await ewa.PostAsync($"orders/{id}/milestones", new { milestone = "in-production" })).Status.ShouldBe(403);
        await marek.WriteAsync($"orders/{id}/confirm");

        await marek.WriteAsync($"orders/{id}/milestones", new { milestone = "in-production", note = "Maszyna 2" });
        await marek.WriteAsync($"orders/{id}/milestones", new { milestone = "ready", seenBy = "internal" });

        var order = await ewa.ReadAsync($"orders/{id}");
        order.Text("state").ShouldBe("ready");
        var steps = order.List("milestones").ToDictionary(step => step.Text("key"));
        var reached = steps["in-production"].List("reached").ShouldHaveSingleItem();
        reached.Text("by").ShouldBe("Marek Lewandowski");
        reached.Text("note").ShouldBe("Maszyna 2");

        // Recorded for the company's own eyes.
        steps["ready"].List("reached").ShouldBeEmpty();
        await Eventually.GetAsync("the mail about the milestone", async () =>
            (await Host.MailsToAsync("ewa", order.Text("number"))).FirstOrDefault(mail => mail.Text.Contains("Maszyna 2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_shipment_shows_its_waybill_and_where_to_follow_it()
    {
        var inquiry = await Host.QuotedAsync("oliver", "On its way");
        var (oliver, marek) = (Host.Api("oliver"), Host.Api("marek"));
        (await oliver.AcceptAsync(inquiry, 0)).Ok();
        var id = (await oliver.OrdersOfAsync(inquiry.Text("id")))[0];
        await marek.WriteAsync($"orders/{id}/confirm");

        (await marek.PostAsync($"orders/{id}/milestones", new { milestone = "shipped", trackingLink = "javascript:alert(1)" })).Problems().ShouldContainKey("trackingLink");
        (await marek.PostAsync($"orders/{id}/milestones", new { milestone = "lost" })).Problems().ShouldContainKey("milestone");
        await marek.WriteAsync($"orders/{id}/milestones", new { milestone = "shipped", carrier = "DPD", waybillNumber = "0012345", trackingLink = "https://tracking.example/0012345" });

        var order = await oliver.ReadAsync($"orders/{id}");
        order.Text("state").ShouldBe("shipped");
        var waybill = order.List("milestones").First(step => step.Text("key") == "shipped").List("reached").ShouldHaveSingleItem()["waybill"]!;
        waybill.Text("number").ShouldBe("0012345");
        waybill.Text("trackingLink").ShouldBe("https://tracking.example/0012345");
    }
}
