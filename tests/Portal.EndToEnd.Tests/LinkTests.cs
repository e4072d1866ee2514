using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>Somebody without an account opens a link on a phone, draws a signature and accepts.</summary>
public sealed class LinkTests(PortalFixture portal)
{
    [Fact]
    public async Task A_quote_is_signed_through_a_link_on_a_phone()
    {
        using var customer = new Api(portal, "oliver.grant@kormoran.example");
        var inquiry = await customer.SendInquiryAsync("Lighthouses of the Baltic");
        using (var staff = new Api(portal, "katarzyna.wisniewska@wisla.example"))
            await staff.PublishAsync(inquiry, "");
        var quote = (await customer.GetAsync($"inquiries/{inquiry}")).GetProperty("quotes")[0];
        var link = (await customer.PostAsync($"inquiries/{inquiry}/quotes/{quote.GetProperty("id").GetString()}/links", new { forWhom = "The board", scope = "decide" })).GetProperty("address").GetString()!;

        await using var visit = await portal.VisitAsync(390);
        var page = visit.Page;
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await page.GetByRole(AriaRole.Button, new() { Name = "EN", Exact = false }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Lighthouses of the Baltic");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-link-en");
        await page.Locator("input[name=line]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "On to the signature" }).ClickAsync();

        await Expect(page.Locator(".deed-lines")).ToContainTextAsync("500");
        await Expect(page.Locator("code.hash")).ToHaveTextAsync(quote.GetProperty("pdfSha256").GetString()!);
        var sign = page.GetByRole(AriaRole.Button, new() { Name = "Sign and order" });
        await sign.ClickAsync();
        await Expect(page.Locator("#AcceptByLink-SignedBy-error")).ToBeVisibleAsync();
        await DrawAsync(page);
        await page.GetByLabel("Full name").FillAsync("Barbara Lis");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-sign-en");
        await sign.ClickAsync();

        await Expect(page.Locator(".deed")).ToContainTextAsync("Barbara Lis");
        await Expect(page.Locator(".deed svg.signature path")).ToHaveAttributeAsync("d", new Regex("^M.*L"));
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-signed-en");
        await using var signedIn = await portal.SignInAsync("oliver.grant@kormoran.example", 390);
        await signedIn.Page.GotoAsync($"/inquiries/{inquiry}");
        await Expect(signedIn.Page.Locator(".deed")).ToContainTextAsync("Barbara Lis");
    }

    private static async Task DrawAsync(IPage page)
    {
        var pad = page.Locator("svg.pad");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 30, box.Y + 40);
        await page.Mouse.DownAsync();
        for (var step = 1; step <= 20; step++)
            await page.Mouse.MoveAsync(box.X + 30 + (step * 8), box.Y + 40 + (step % 4 * 10));
        await page.Mouse.UpAsync();
        await Expect(page.Locator("svg.pad path")).ToHaveAttributeAsync("d", new Regex("L"));
    }
}
