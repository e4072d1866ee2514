using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>The line that a customer follows moves while they look at it.</summary>
public sealed class StatusLineTests(PortalFixture portal)
{
    [Fact]
    public async Task The_line_moves_by_itself_and_stands_on_a_phone()
    {
        const string buyer = "ewa.kaminska@kormoran.example";
        using var customer = new Api(portal, buyer);
        using var staff = new Api(portal, "katarzyna.wisniewska@wisla.example");
        var id = await customer.SendInquiryAsync("Linia na żywo");
        await using var visit = await portal.SignInAsync(buyer, 390);
        await visit.Page.GotoAsync($"/inquiries/{id}");
        var current = visit.Page.Locator(".milestones [aria-current=step]");
        await Expect(current).ToContainTextAsync("wysłane");

        await staff.PostAsync($"inquiries/{id}/margin", new { marginPercent = 31 });
        await Expect(current).ToContainTextAsync("w kalkulacji");
        await staff.PublishAsync(id, "Gotowe.");
        await Expect(current).ToContainTextAsync("wycenione");
        await visit.CheckWidthAsync();
        await visit.CheckAxeAsync();
    }
}
