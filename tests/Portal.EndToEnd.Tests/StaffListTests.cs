using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>The list of tasks by keyboard alone.</summary>
public sealed class StaffListTests(PortalFixture portal)
{
    [Fact]
    public async Task A_view_is_saved_and_ticked_tasks_are_handed_over_by_keyboard()
    {
        await using var visit = await portal.SignInAsync("tomasz.kaczmarek@wisla.example");
        var page = visit.Page;
        await page.GotoAsync("/tasks?show=all");
        await page.Locator(".list-saved summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("All there is");
        await page.Keyboard.PressAsync("Enter");
        var chip = page.Locator(".list-views .chip").Filter(new() { HasText = "All there is" });
        await Expect(chip).ToHaveAttributeAsync("aria-current", "true");
        await page.GotoAsync("/tasks");
        await chip.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/tasks?show=all");
        // The address changes before the page does.
        await Expect(chip).ToHaveAttributeAsync("aria-current", "true");

        await Expect(page.Locator("[data-tick-all]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("[data-tick]").First).ToBeCheckedAsync();
        await Expect(page.Locator("[data-bulk-count]")).ToHaveTextAsync("(1)");
        await page.Locator("[data-bulk] > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("off");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("For the office");
        // At the end of the list the bar lies over no row: how much of one it covers elsewhere is chance.
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await visit.CheckAxeAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Handed over: 1 task.")).ToBeVisibleAsync();
        await Expect(page.Locator("table").GetByText("To be taken: office")).ToBeVisibleAsync();
        page.Url.ShouldEndWith("/tasks?show=all");
    }

    [Fact]
    public async Task Start_pages_and_absences_stand_on_a_phone_and_pass_axe()
    {
        foreach (var (person, width, paths) in new (string, int, string[])[] { ("ewa.kaminska@kormoran.example", 390, ["/", "/inquiries"]), ("piotr.zielinski@wisla.example", 1440, ["/", "/absences", "/profile"]), ("piotr.zielinski@wisla.example", 390, ["/", "/tasks?show=all", "/absences"]), ("anna.nowak@wisla.example", 390, ["/administration/inquiry-steps?edit=InCalculation", "/administration/routing"]) })
        {
            await using var visit = await portal.SignInAsync(person, width);
            foreach (var path in paths)
            {
                await visit.Page.GotoAsync(path);
                await visit.CheckAxeAsync();
                (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(path);
            }
        }
    }
}
