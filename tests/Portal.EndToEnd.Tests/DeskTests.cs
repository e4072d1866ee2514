using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>An estimator at the calculation desk: a line changed by hand, a colleague on the same line, undo, and the quote that goes out.</summary>
public sealed class DeskTests(PortalFixture portal)
{
    private const string Setup = "cost/binding/setup";

    [Fact]
    public async Task An_estimator_changes_a_line_meets_a_colleague_there_takes_it_back_and_publishes()
    {
        using var ewa = new Api(portal, "ewa.kaminska@kormoran.example");
        using var tomasz = new Api(portal, "tomasz.kaczmarek@wisla.example");
        var id = await ewa.SendInquiryAsync("Przy wspólnym biurku");
        await using var visit = await portal.SignInAsync("katarzyna.wisniewska@wisla.example");
        var page = visit.Page;
        await page.GotoAsync($"/inquiries/{id}/desk");
        await visit.CheckAxeAsync();
        await GoByArrowsAsync(page);
        await OpenLineAsync(page);

        await page.Locator("#OverrideLine-Amount").FillAsync("412,50");
        await page.Locator("#OverrideLine-Reason").FillAsync("wycena introligatora");
        var cell = page.Url.Split("/cells/")[1][..36];
        await tomasz.PostAsync($"inquiries/{id}/cells/{cell}/lines", new { path = Setup, amount = 400, reason = "telefon" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Zapisz kwotę" }).ClickAsync();

        var merge = page.Locator(".merge");
        await Expect(merge).ToContainTextAsync("390,00");
        await Expect(merge).ToContainTextAsync("400,00");
        await Expect(merge).ToContainTextAsync("412,50");
        await Expect(page.Locator("#OverrideLine-Amount")).ToHaveValueAsync("412,50");
        await Expect(page.Locator("#OverrideLine-Reason")).ToHaveValueAsync("wycena introligatora");
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("desk-merge-pl");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zapisz kwotę wpisaną tutaj" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("Kwota jest zapisana");
        await Expect(page.Locator(".cost-change")).ToContainTextAsync("Katarzyna Wiśniewska");
        await Expect(page.Locator(".cost-change")).ToContainTextAsync("wycena introligatora");
        await Expect(page.Locator(".overridden .cost-amount")).ToContainTextAsync("412,50");
        await visit.ScreenshotAsync("desk-cell-pl");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cofnij" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("Cofnięto");
        (await tomasz.GetAsync($"inquiries/{id}/cells/{cell}")).GetProperty("overrides")[0].GetProperty("amount").GetDecimal().ShouldBe(400m, "the colleague's amount is back");
        await page.GotoAsync($"/inquiries/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Opublikuj i wyślij" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("jest opublikowana");
    }

    [Fact]
    public async Task The_desk_fits_a_phone_and_works_without_script()
    {
        using var ewa = new Api(portal, "ewa.kaminska@kormoran.example");
        var id = await ewa.SendInquiryAsync("Na telefonie");
        await using var visit = await portal.SignInAsync("tomasz.kaczmarek@wisla.example", 390, script: false);
        await visit.Page.GotoAsync($"/inquiries/{id}/desk");
        await visit.Page.Locator(".cell-link").First.ClickAsync();
        var cell = visit.Page.Url;
        await visit.Page.GotoAsync($"{cell}?line={Uri.EscapeDataString(Setup)}");
        await visit.Page.Locator("#OverrideLine-Amount").FillAsync("401.5");
        await visit.Page.Locator("#OverrideLine-Reason").FillAsync("by phone");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save the amount" }).ClickAsync();
        await Expect(visit.Page.Locator(".cost-change")).ToContainTextAsync("by phone");

        await using var phone = await portal.SignInAsync("tomasz.kaczmarek@wisla.example", 390);
        foreach (var address in new[] { $"/inquiries/{id}/desk", $"{cell}?line={Uri.EscapeDataString(Setup)}" })
        {
            await phone.Page.GotoAsync(address);
            await phone.CheckWidthAsync();
            await phone.CheckAxeAsync();
        }
    }

    /// <summary>From the first cell to its right neighbour and into it, without the mouse.</summary>
    private static async Task GoByArrowsAsync(IPage page)
    {
        var links = page.Locator(".cell-link");
        await links.First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(links.Nth(3)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wariant B" })).ToBeVisibleAsync();
    }

    private static async Task OpenLineAsync(IPage page)
    {
        await page.Locator("summary").Filter(new() { HasText = "Koszt wytworzenia" }).ClickAsync();
        await page.Locator("summary").Filter(new() { HasText = "Oprawa" }).ClickAsync();
        var change = $"a.line-change[href*='{Uri.EscapeDataString(Setup)}']";
        await page.Locator($"details:not(:has(details)):has({change}) > summary").ClickAsync();
        await page.Locator(change).ClickAsync();
        await page.Locator("#OverrideLine-Amount").WaitForAsync();
    }
}
