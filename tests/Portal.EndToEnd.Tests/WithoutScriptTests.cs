using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>The essential works in a browser that runs no script.</summary>
public sealed class WithoutScriptTests(PortalFixture portal)
{
    [Fact]
    public async Task An_inquiry_is_filed_read_and_accepted()
    {
        await using var visit = await portal.SignInAsync("oliver.grant@kormoran.example", script: false);
        var page = visit.Page;
        var form = await InquiryForm.OpenAsync(page);
        await form.Title.FillAsync("No script at all");
        await form.Quantities.Nth(0).FillAsync("500");
        await form.AddAlternativeAsync();
        await Expect(form.Matrix.Locator("tbody td")).ToHaveCountAsync(2);
        await form.LaminationOfB.SelectOptionAsync("soft-touch");
        var id = await form.SendAsync();
        var number = (await page.Locator(".page-above").InnerTextAsync()).Split(' ')[^1];
        number.ShouldStartWith("ZO/");

        using (var staff = new Api(portal, "tomasz.kaczmarek@wisla.example"))
            await staff.PublishAsync(id, "Printed as asked.");
        await page.GotoAsync("/inquiries");
        var row = page.Locator("tr").Filter(new() { HasText = number });
        await Expect(row).ToContainTextAsync("No script at all");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Locator(".quote-message")).ToHaveTextAsync("Printed as asked.");
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await page.Locator(".accept-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("main > .alert")).ToBeVisibleAsync();
        await Expect(page.Locator(".matrix .chosen")).ToHaveCountAsync(1);
    }
}
