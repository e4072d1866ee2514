using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Portal.EndToEnd.Tests;

/// <summary>Every page answers, fits and can be used by everybody.</summary>
public sealed class PageTests(PortalFixture portal)
{
    private const string Buyer = "ewa.kaminska@kormoran.example", Estimator = "katarzyna.wisniewska@wisla.example", Administrator = "anna.nowak@wisla.example";
    private static string? _accepted, _order, _cell;

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_customers(int width)
    {
        await using var visit = await portal.SignInAsync(Buyer, width);
        using var api = new Api(portal, Buyer);
        await PrepareAsync(visit.Page, api);
        var rows = (await api.GetAsync("inquiries?take=200")).GetProperty("rows").EnumerateArray().ToList();
        string Id(string state) => rows.First(row => row.GetProperty("state").GetString() == state).GetProperty("id").GetString()!;
        await CheckAsync(visit, "customer",
            ("start", "/"), ("list", "/inquiries"), ("new", "/inquiries/new"), ("edit", $"/inquiries/{Id("draft")}/edit"), ("sent", $"/inquiries/{Id("submitted")}"),
            ("quoted", $"/inquiries/{Id("quoted")}"), ("accepted", $"/inquiries/{_accepted}"), ("orders", "/orders"), ("order", $"/orders/{_order}"), ("order-data", $"/orders/{_order}/data"),
            ("repeat", $"/orders/{_order}/repeat"), ("withdraw", $"/inquiries/{Id("submitted")}/withdraw"), ("template", $"/inquiries/{Id("submitted")}/template"), ("delete", $"/inquiries/{Id("draft")}/delete"),
            ("quoted-cell", $"/inquiries/{_accepted}/quoted/{_cell}"), ("notices", "/notices"), ("company", "/company"), ("profile", "/profile"), ("access", "/profile/access"), ("error", "/nowhere"));
    }

    [Fact]
    public async Task The_staffs()
    {
        await using var visit = await portal.SignInAsync(Estimator);
        using var api = new Api(portal, Estimator);
        using var buyer = new Api(portal, Buyer);
        await using (var customer = await portal.SignInAsync(Buyer))
            await PrepareAsync(customer.Page, buyer);
        var inquiry = await api.GetAsync($"inquiries/{_accepted}");
        var cell = inquiry.GetProperty("items")[0].GetProperty("cells")[0].GetProperty("id").GetString();
        var task = (await api.GetAsync("tasks?show=all")).GetProperty("rows")[0].GetProperty("id").GetString();
        var ask = (await api.GetAsync("asks")).GetProperty("rows")[0].GetProperty("id").GetString();
        await CheckAsync(visit, "staff",
            ("start", "/"), ("list", "/inquiries"), ("record", $"/inquiries/{_accepted}"), ("cell", $"/inquiries/{_accepted}/cells/{cell}"), ("desk", $"/inquiries/{_accepted}/desk"), ("asks", "/asks"), ("ask", $"/asks/{ask}"), ("absences", "/absences"), ("notices", "/notices"), ("tasks", "/tasks"), ("task", $"/tasks/{task}"),
            ("orders", "/orders"), ("order", $"/orders/{_order}"), ("dictionaries", "/dictionaries"), ("rates", "/rates"), ("profile", "/profile"), ("error", "/nowhere"));
    }

    [Fact]
    public async Task The_administrators()
    {
        await using var visit = await portal.SignInAsync(Administrator);
        using var api = new Api(portal, Administrator);
        var company = (await api.GetAsync("companies")).GetProperty("rows")[0].GetProperty("id").GetString();
        var person = (await api.GetAsync($"companies/{company}")).GetProperty("people")[0].GetProperty("id").GetString();
        await visit.Page.GotoAsync("/administration");
        var mail = await visit.Page.Locator("a[href^='/administration/mail/']").First.GetAttributeAsync("href");
        var order = (await api.GetAsync("orders")).GetProperty("rows").EnumerateArray().Last().GetProperty("id").GetString();
        await CheckAsync(visit, "administrator",
            ("order", $"/orders/{order}"), ("ask", $"/orders/{order}/ask"), ("promise", $"/orders/{order}/promise"), ("hold", $"/orders/{order}/hold"), ("cancel", $"/orders/{order}/cancel"), ("handler", $"/orders/{order}/handler"), ("milestones", "/administration/milestones?edit=ready"), ("carriers", "/administration/carriers"),
            ("companies", "/companies"), ("company", $"/companies/{company}"), ("sign-in-policy", $"/companies/{company}/sign-in"), ("person", $"/people/{person}/access"), ("administration", "/administration"), ("deliveries", "/administration/deliveries"), ("trail", "/administration/trail"), ("mail", mail!), ("routing", "/administration/routing"), ("inquiry-steps", "/administration/inquiry-steps?edit=WaitsForCustomer"));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Those_of_everybody(int width)
    {
        await using var visit = await portal.VisitAsync(width);
        await CheckAsync(visit, "everybody", ("sign-in", "/sign-in"), ("forgotten", "/sign-in/forgotten"), ("new-password", "/sign-in/new-password/unknown"), ("first", "/sign-in/first/unknown"), ("company-gate", "/sign-in/company"), ("confirm-email", "/email/confirm/unknown"), ("undo-email", "/email/undo/unknown"), ("ask", "/ask?type=printing.book"), ("confirm", "/ask/confirm/unknown"), ("unsubscribe", "/unsubscribe/unknown"));
    }

    /// <summary>An accepted quote with its order, made once for all tests here.</summary>
    private async Task PrepareAsync(IPage page, Api api)
    {
        if (_order is not null)
            return;
        using var staff = new Api(portal, Estimator);
        await staff.PublishAsync(await api.SendInquiryAsync("Do wyceny"), "Do decyzji.");
        var id = await api.SendInquiryAsync("Zamówione");
        await staff.PublishAsync(id, "Dziękujemy za zapytanie.");
        var quote = (await api.GetAsync($"inquiries/{id}")).GetProperty("quotes")[0];
        var line = quote.GetProperty("lines")[0].GetProperty("id").GetString();
        await api.PostAsync($"inquiries/{id}/quotes/{quote.GetProperty("id").GetString()}/accept", new { lines = new[] { line }, customerNumber = "K-1" });
        await page.GotoAsync($"/inquiries/{id}");
        var order = await page.Locator(".alert-success a[href^='/orders/']").GetAttributeAsync("href");
        (_accepted, _order, _cell) = (id, order!.Split('/')[^1], quote.GetProperty("lines")[0].GetProperty("cellId").GetString());
    }

    private static async Task CheckAsync(Visit visit, string who, params (string Name, string Address)[] pages)
    {
        foreach (var (name, address) in pages)
        {
            var answer = await visit.Page.GotoAsync(address);
            answer!.Status.ShouldBe(name == "error" ? 404 : 200, address);
            new Uri(visit.Page.Url).AbsolutePath.ShouldBe(address.Split('?')[0], "nobody was sent elsewhere");
            await visit.ScreenshotAsync($"{who}-{name}-{visit.Page.ViewportSize!.Width}");
            await visit.CheckWidthAsync();
            await visit.CheckAxeAsync();
        }
    }
}
