using System.Text.Json.Nodes;

namespace Portal.Tests.Http;

/// <summary>The steps that several tests begin with, as customers and staff take them.</summary>
internal static class Stories
{
    public const string Book = "printing.book";

    public static async Task<JsonObject> SampleAsync(this Api api)
    {
        var types = await api.ReadAsync("product-types");
        return (JsonObject)types.List("items").First(item => item.Text("id") == Book)["sample"]!.DeepClone();
    }

    /// <summary>A body for POST inquiries; spec null takes the product's sample.</summary>
    public static async Task<object> DraftAsync(this Api customer, string title, decimal[]? quantities = null, object[]? alternatives = null, JsonObject? spec = null) => new
    {
        productType = Book,
        title,
        customerNumber = "PO-77",
        items = new[] { new { spec = spec ?? await customer.SampleAsync(), quantities = quantities ?? [200m], alternatives = alternatives ?? [] } },
    };

    /// <returns>The new inquiry's id.</returns>
    public static async Task<string> StartAsync(this Api customer, string title, decimal[]? quantities = null, object[]? alternatives = null, JsonObject? spec = null) =>
        (await customer.WriteAsync("inquiries", await customer.DraftAsync(title, quantities, alternatives, spec))).Text("id");

    public static async Task<string> SubmitAsync(this Api customer, string title, decimal[]? quantities = null, object[]? alternatives = null)
    {
        var id = await customer.StartAsync(title, quantities, alternatives);
        await customer.WriteAsync($"inquiries/{id}/submit");
        return id;
    }

    public static async Task PublishAsync(this Api staff, string inquiry, string message = "") =>
        await staff.WriteAsync($"inquiries/{inquiry}/quotes", new { validUntil = Days.In(30), message });

    /// <summary>A quote of the customer's that waits for the decision, as they see its inquiry.</summary>
    public static async Task<JsonNode> QuotedAsync(this RunningHost host, string customer, string title, decimal[]? quantities = null, object[]? alternatives = null)
    {
        var api = host.Api(customer);
        var id = await api.SubmitAsync(title, quantities, alternatives);
        await host.Api("katarzyna").PublishAsync(id);
        return await api.ReadAsync($"inquiries/{id}");
    }

    public static Task<Answer> AcceptAsync(this Api customer, JsonNode inquiry, int line, string? key = null)
    {
        var quote = inquiry.List("quotes")[0];
        return customer.PostAsync($"inquiries/{inquiry.Text("id")}/quotes/{quote.Text("id")}/accept", new { lines = new[] { quote.List("lines")[line].Text("id") } }, key);
    }

    /// <summary>An order of the customer's, placed by accepting the first line quoted.</summary>
    public static async Task<string> OrderedAsync(this RunningHost host, string customer, string title, decimal[]? quantities = null)
    {
        var inquiry = await host.QuotedAsync(customer, title, quantities);
        (await host.Api(customer).AcceptAsync(inquiry, 0)).Ok();
        return (await host.Api(customer).OrdersOfAsync(inquiry.Text("id")))[0];
    }

    /// <summary>The orders made of the inquiry's acceptances, once each acceptance has one.</summary>
    public static Task<IReadOnlyList<string>> OrdersOfAsync(this Api customer, string inquiry) => Eventually.GetAsync($"the orders of inquiry {inquiry}", async () =>
    {
        var acceptances = (await customer.ReadAsync($"inquiries/{inquiry}")).List("acceptances");
        return acceptances.Count > 0 && acceptances.All(it => it["orderId"] is not null) ? (IReadOnlyList<string>)[.. acceptances.Select(it => it.Text("orderId"))] : null;
    });

    public static object Changing(string path, string value) => new { changes = new Dictionary<string, string> { [path] = value } };
}
