using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>An inquiry by keyboard alone, from the sign-in to the number.</summary>
public sealed class KeyboardTests(PortalFixture portal)
{
    [Fact]
    public async Task An_inquiry_is_filed_without_a_mouse()
    {
        await using var visit = await portal.VisitAsync();
        var (page, person) = (visit.Page, portal.PersonOf("oliver.grant@kormoran.example"));
        await page.GotoAsync("/sign-in");
        await TypeAsync(page, "input[type=email]", person.Email);
        await TypeAsync(page, "input[type=password]", person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#menu").WaitForAsync();
        await PressAsync(page, "main a[href='/inquiries/new']", "Enter");
        await page.Locator("button.choice").First.WaitForAsync();
        await PressAsync(page, "button.choice", "Space");
        var form = new InquiryForm(page);
        await form.Title.WaitForAsync();
        await TypeAsync(page, "#SaveDraft-Title", "By keyboard alone");

        // The next paper in the list, and back again with Shift-Tab to see that the way leads both ways.
        await TabToAsync(page, "#SaveDraft-spec-block-0-paper");
        var before = await form.Paper.InputValueAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        (await form.Paper.InputValueAsync()).ShouldNotBe(before);
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(form.Pages).ToBeFocusedAsync();

        await TypeAsync(page, "input[name=quantity]", "300");
        await PressAsync(page, "button[name=_do][value=send]", "Enter");
        await form.SentAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("ZO/");
    }

    private static async Task TypeAsync(IPage page, string selector, string text)
    {
        await TabToAsync(page, selector);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task PressAsync(IPage page, string selector, string key)
    {
        await TabToAsync(page, selector);
        await page.Keyboard.PressAsync(key);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (!await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                continue;
            (await page.EvaluateAsync<bool>("(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none')(getComputedStyle(document.activeElement))"))
                .ShouldBeTrue($"the focus at {selector} must be seen");
            return;
        }

        throw new InvalidOperationException($"The keyboard does not reach {selector} on {page.Url}.");
    }
}
