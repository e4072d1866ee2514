using Xunit;

namespace Portal.EndToEnd.Tests;

/// <summary>Every page at three widths, light and dark, in the languages with the longest and the shortest words.</summary>
public sealed class LookTests(PortalFixture portal)
{
    private static readonly string[] _staffPages = ["/", "/companies", "/administration", "/profile", "/error/404"];
    private static readonly string[] _customerPages = ["/", "/profile", "/error/404"];

    public static TheoryData<int, bool, bool> Looks { get; } = new(
        from width in new[] { 1440, 1024, 390 } from dark in new[] { false, true } from polish in new[] { true, false } select (width, dark, polish));

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_sign_in_page_fits_and_can_be_used_by_everybody(int width, bool dark, bool polish)
    {
        await using var visit = await portal.VisitAsync(width, dark, polish ? "pl" : "en");
        await CheckAsync(visit, ["/sign-in"], $"stranger-{Name(width, dark, polish)}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Staff_pages_fit_and_can_be_used_by_everybody(int width, bool dark, bool polish)
    {
        await using var visit = await portal.SignInAsync(polish ? "anna.nowak@wisla.example" : "tomasz.kaczmarek@wisla.example", width, dark);
        await CheckAsync(visit, _staffPages, $"staff-{Name(width, dark, polish)}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Customer_pages_fit_and_can_be_used_by_everybody(int width, bool dark, bool polish)
    {
        await using var visit = await portal.SignInAsync(polish ? "ewa.kaminska@kormoran.example" : "oliver.grant@kormoran.example", width, dark);
        await CheckAsync(visit, _customerPages, $"customer-{Name(width, dark, polish)}");
    }

    private static string Name(int width, bool dark, bool polish) => $"{width}-{(dark ? "dark" : "light")}-{(polish ? "pl" : "en")}";

    private static async Task CheckAsync(Visit visit, IEnumerable<string> addresses, string name)
    {
        foreach (var address in addresses)
        {
            await visit.Page.GotoAsync(address);
            await visit.ScreenshotAsync($"{name}{address.Replace('/', '-')}");
            await visit.CheckWidthAsync();
            await visit.CheckAxeAsync();
        }
    }
}
