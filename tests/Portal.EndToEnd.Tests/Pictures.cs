namespace Portal.EndToEnd.Tests;

/// <summary>Pictures for the read-me, taken of the running program so that they show what there is.</summary>
internal static class Pictures
{
    public static async Task<int> MakeAsync(string folder)
    {
        await using var portal = new PortalFixture();
        await portal.InitializeAsync();
        using var buyer = new Api(portal, "oliver.grant@kormoran.example");
        using var estimator = new Api(portal, "tomasz.kaczmarek@wisla.example");
        var id = await buyer.SendInquiryAsync("Rivers of Mazovia");
        await estimator.PublishAsync(id, "Paper is in stock; printing can start within a week of your order.");
        await using var visit = await portal.SignInAsync("oliver.grant@kormoran.example");
        var page = visit.Page;
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync($"/inquiries/{id}");
        await page.Locator("#decide").WaitForAsync();
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "inquiry.png") });
        return 0;
    }
}
