using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Portal.EndToEnd.Tests;

/// <summary>The way in and out.</summary>
public sealed class SignInTests(PortalFixture portal)
{
    private const string Staff = "tomasz.kaczmarek@wisla.example", Customer = "oliver.grant@kormoran.example";

    [Theory]
    [InlineData(Staff)]
    [InlineData(Customer)]
    public async Task A_person_signs_in_and_reaches_the_start_page_by_keyboard_alone(string email)
    {
        await using var visit = await portal.VisitAsync();
        var (page, person) = (visit.Page, portal.PersonOf(email));
        await page.GotoAsync("/");
        page.Url.ShouldContain("/sign-in");
        await TabToAsync(page, "input[type=email]");
        await page.Keyboard.TypeAsync(person.Email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#menu").WaitForAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/");

        await page.ReloadAsync();

        // A page puts the focus on its heading; the skip link is for who starts from its top.
        await page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); }");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
        await TabToAsync(page, ".side-link[href='/']");
        (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid", "the focus must be seen");
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_the_form_and_the_address_stays()
    {
        await using var visit = await portal.VisitAsync(390);
        var page = visit.Page;
        await page.GotoAsync("/sign-in");
        await page.Locator("input[type=email]").FillAsync(Customer);
        await page.Locator("input[type=password]").FillAsync("not the password");
        await page.Locator("[data-name=SignIn] button[type=submit]").ClickAsync();
        var summary = page.GetByRole(AriaRole.Alert);
        await summary.WaitForAsync();
        (await summary.InnerTextAsync()).ShouldNotBeNullOrWhiteSpace();
        (await page.Locator("input[type=email]").InputValueAsync()).ShouldBe(Customer);
        (await page.Locator("input[type=password]").InputValueAsync()).ShouldBeEmpty();
        await Assertions.Expect(page.Locator("[data-focus]")).ToBeFocusedAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("wrong-password-390");
        // The form can be sent again at once.
        await page.Locator("input[type=password]").FillAsync(portal.PersonOf(Customer).Password);
        await page.Locator("[data-name=SignIn] button[type=submit]").ClickAsync();
        await page.Locator("#main h1").Filter(new() { HasText = "Oliver" }).WaitForAsync();
    }

    [Fact]
    public async Task Signing_in_works_without_script()
    {
        await using var visit = await portal.SignInAsync(Customer, 390, script: false);
        (await visit.Page.Locator("#menu").IsVisibleAsync()).ShouldBeTrue("the menu is there without its button");
        await visit.CheckWidthAsync();
    }

    [Fact]
    public async Task The_session_ends_with_the_sign_out()
    {
        await using var visit = await portal.SignInAsync(Staff);
        await visit.Page.Locator(".top-out").ClickAsync();
        await visit.Page.WaitForURLAsync("**/sign-in**");
        await visit.Page.GotoAsync("/profile");
        visit.Page.Url.ShouldContain("/sign-in");
        await visit.Page.GoBackAsync();
        (await visit.Page.Locator("#menu").CountAsync()).ShouldBe(0);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        throw new InvalidOperationException($"The keyboard does not reach {selector} on {page.Url}.");
    }
}
