using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>The shorter story, in English and on a phone: asked, quoted, refused.</summary>
public sealed class PhoneStoryTests(PortalFixture portal)
{
    [Fact]
    public async Task A_quote_is_refused_with_a_reason_on_a_phone()
    {
        await using var visit = await portal.SignInAsync("oliver.grant@kormoran.example", 390);
        var page = visit.Page;
        var form = await InquiryForm.OpenAsync(page);
        await form.Title.FillAsync("Rivers of Mazovia");
        await form.Quantities.First.FillAsync("750");
        await visit.CheckWidthAsync();
        await visit.ScreenshotAsync("phone-draft-en");
        var id = await form.SendAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("is sent");
        await visit.CheckWidthAsync();

        using (var staff = new Api(portal, "tomasz.kaczmarek@wisla.example"))
            await staff.PublishAsync(id, "We can print it in May.");
        await Expect(page.Locator("#decide .quote-message")).ToHaveTextAsync("We can print it in May.");
        await visit.ScreenshotAsync("phone-quoted-en");
        await visit.CheckWidthAsync();

        await page.Locator("details.refuse > summary").ClickAsync();
        var refuse = page.Locator("details.refuse").GetByRole(AriaRole.Button);
        await refuse.ClickAsync();
        var reason = page.Locator("#RefuseQuote-Reason");
        await Expect(page.Locator("#RefuseQuote-Reason-error")).ToBeVisibleAsync();
        await Expect(reason).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("[data-focus]")).ToBeFocusedAsync();
        await visit.ScreenshotAsync("phone-refuse-slip-en");
        await page.Locator("[data-focus] a").ClickAsync();
        await Expect(reason).ToBeFocusedAsync();
        await reason.FillAsync("May is too late for us.");
        await refuse.ClickAsync();
        await Expect(page.Locator(".alert-warning")).ToContainTextAsync("May is too late for us.");
        (await page.Locator("#decide form").CountAsync()).ShouldBe(0, "what is refused can't be accepted");
        await visit.CheckWidthAsync();
    }
}
