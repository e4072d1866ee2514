using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.Tests.Http;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>A proof accepted on a phone: found on the start page, read, signed, and seen signed by the one who asked.</summary>
public sealed class AcceptanceTests(PortalFixture portal)
{
    [Fact]
    public async Task A_proof_is_accepted_on_a_phone()
    {
        using var customer = new Api(portal, "oliver.grant@kormoran.example");
        using var staff = new Api(portal, "piotr.zielinski@wisla.example");
        var order = await OrderAsync(customer, "Bridges of the Vistula");
        await staff.PostAsync($"orders/{order}/documents", new { kind = "proof", title = "Cover", fileId = await UploadProofAsync(order), note = "Please check the spine." });

        await using var visit = await portal.SignInAsync("oliver.grant@kormoran.example", 390);
        var page = visit.Page;
        await page.Locator(".work-list a", new() { HasText = "Bridges of the Vistula" }).First.ClickAsync();
        await Expect(page.Locator("#acceptance")).ToContainTextAsync("Please check the spine.");
        await Expect(page.Locator("#acceptance code").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-acceptance-en");

        var accept = page.Locator("#acceptance").GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });
        await accept.ClickAsync();
        await Expect(page.Locator("#acceptance .field-error")).ToBeVisibleAsync();
        await page.Locator("#acceptance").GetByLabel("Name, as a signature").FillAsync("Oliver Grant");
        await accept.ClickAsync();

        await Expect(page.Locator("#acceptance .badge.good")).ToHaveTextAsync("accepted");
        await Expect(page.Locator("#acceptance")).ToContainTextAsync("Oliver Grant");
        await Expect(page.Locator(".milestones .current")).ToContainTextAsync("Proof accepted");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-accepted-en");
    }

    private async Task<string> OrderAsync(Api customer, string title)
    {
        var inquiry = await customer.SendInquiryAsync(title);
        using (var estimator = new Api(portal, "katarzyna.wisniewska@wisla.example"))
            await estimator.PublishAsync(inquiry, "");
        var quote = (await customer.GetAsync($"inquiries/{inquiry}")).GetProperty("quotes")[0];
        await customer.PostAsync($"inquiries/{inquiry}/quotes/{quote.GetProperty("id").GetString()}/accept", new { lines = new[] { quote.GetProperty("lines")[0].GetProperty("id").GetString() } });
        return await Eventually.GetAsync("an order made of the acceptance", async () =>
            (await customer.GetAsync($"inquiries/{inquiry}")).GetProperty("acceptances")[0].TryGetProperty("orderId", out var order) ? order.GetString() : null);
    }

    private async Task<string> UploadProofAsync(string order)
    {
        using var http = new HttpClient { BaseAddress = new Uri(portal.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", portal.PersonOf("piotr.zielinski@wisla.example").Token);
        using var answer = await http.PostAsync($"/api/v1/files/order/{order}?name=cover.txt&audience=Customer", new ByteArrayContent(Encoding.UTF8.GetBytes("The cover.")), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("id").GetString()!;
    }
}
