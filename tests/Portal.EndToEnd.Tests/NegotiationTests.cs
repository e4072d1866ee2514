using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>A customer compares, asks and proposes on a phone; staff answer; the change of an inquiry is seen by both.</summary>
public sealed class NegotiationTests(PortalFixture portal)
{
    [Fact]
    public async Task On_a_phone_prices_are_compared_a_cell_is_asked_about_and_another_price_proposed()
    {
        using var oliver = new Api(portal, "oliver.grant@kormoran.example");
        using var staff = new Api(portal, "katarzyna.wisniewska@wisla.example");
        var id = await oliver.SendInquiryAsync("Talked over");
        await staff.PublishAsync(id, "");
        await using var visit = await portal.SignInAsync("oliver.grant@kormoran.example", 390);
        var page = visit.Page;
        await page.GotoAsync($"/inquiries/{id}");
        await Expect(page.Locator("#decide .quote-line").First).ToContainTextAsync("days left");
        await page.Locator(".compare select[name=base]").SelectOptionAsync("A");
        await page.Locator(".compare select[name=show]").SelectOptionAsync("unit");
        await page.Locator(".compare button").ClickAsync();
        await Expect(page.Locator("#decide .base")).ToHaveCountAsync(2);
        await Expect(page.Locator("#decide .delta")).ToHaveCountAsync(2);
        await Expect(page.Locator("#decide .delta").First).ToContainTextAsync("%");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-compare-en");

        await page.Locator(".cell-talk").First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("run of 500");
        await page.Locator("#AddNote-Text").FillAsync("Is cream paper possible?");
        await page.Locator("#conversation button[type=submit]").ClickAsync();
        await Expect(page.Locator(".message-body")).ToHaveTextAsync("Is cream paper possible?");

        await page.Locator("#negotiation summary").ClickAsync();
        await page.Locator("#MakeCounterOffer-UnitPrice").FillAsync("999");
        await page.Locator("#MakeCounterOffer-Reason").FillAsync("The board asks for less.");
        await page.Locator("#negotiation button[type=submit]").ClickAsync();
        await Expect(page.Locator("#MakeCounterOffer-UnitPrice-error")).ToContainTextAsync("PLN");
        await Expect(page.Locator("#MakeCounterOffer-Reason")).ToHaveValueAsync("The board asks for less.");
        await visit.CheckAxeAsync();
        await page.Locator("#MakeCounterOffer-UnitPrice").FillAsync("1.50");
        await page.Locator("#negotiation button[type=submit]").ClickAsync();
        await Expect(page.Locator(".counter-offer")).ToContainTextAsync("1.50");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
        await visit.ScreenshotAsync("phone-negotiation-en");

        await using var desk = await portal.SignInAsync("katarzyna.wisniewska@wisla.example");
        await desk.Page.GotoAsync(page.Url);
        await desk.Page.Locator("#DeclineCounterOffer-Reason").FillAsync("Poniżej kosztów.");
        await desk.CheckAxeAsync();
        await desk.ScreenshotAsync("negotiation-staff-pl");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Odrzuć propozycję" }).ClickAsync();
        await Expect(desk.Page.Locator(".counter-offer")).ToContainTextAsync("odrzucona");
        await Expect(page.Locator(".counter-offer")).ToContainTextAsync("declined");
        await page.GotoAsync($"/inquiries/{id}");
        await Expect(page.Locator(".cell-talk").First).ToContainTextAsync("1");
    }

    [Fact]
    public async Task A_change_is_written_in_the_editor_and_its_differences_are_shown_to_both_sides()
    {
        using var ewa = new Api(portal, "ewa.kaminska@kormoran.example");
        using var staff = new Api(portal, "katarzyna.wisniewska@wisla.example");
        var id = await ewa.SendInquiryAsync("Do zmiany");
        await staff.PublishAsync(id, "");
        await using var visit = await portal.SignInAsync("ewa.kaminska@kormoran.example", script: false);
        var page = visit.Page;
        await page.GotoAsync($"/inquiries/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zmień zapytanie" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await Expect(page.Locator(".alert-info")).ToContainTextAsync("zmiana wysłanego zapytania");
        await page.Locator("input[name=quantity]").Nth(2).FillAsync("1500");
        await page.Locator("button[value=send]").ClickAsync();
        await page.WaitForURLAsync($"**/inquiries/{id}");
        await Expect(page.Locator("#revisions")).ToContainTextAsync(new Regex("1.500"));
        await visit.ScreenshotAsync("revision-pl");
        await using var desk = await portal.SignInAsync("katarzyna.wisniewska@wisla.example");
        await desk.Page.GotoAsync($"/inquiries/{id}");
        await Expect(desk.Page.Locator("#revisions")).ToContainTextAsync(new Regex("1.500"));
        await desk.CheckAxeAsync();
        await desk.ScreenshotAsync("revision-staff-pl");
    }
}
