using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>Files given with a draft.</summary>
public sealed class UploadTests(PortalFixture portal)
{
    private const string Paper = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    [Fact]
    public async Task A_file_is_listed_and_one_that_only_pretends_is_refused_in_place()
    {
        await using var visit = await portal.SignInAsync("ewa.kaminska@kormoran.example");
        var page = visit.Page;
        var form = await InquiryForm.OpenAsync(page);
        await form.Title.FillAsync("Z plikami");
        await SendAsync("makieta.pdf", Paper);
        await Expect(page.Locator(".file-list")).ToContainTextAsync("makieta.pdf");
        await SendAsync("udaje.pdf", "To nie jest PDF.");
        await Expect(page.Locator(".file-progress .field-error")).ToContainTextAsync("udaje.pdf");
        await Expect(page.Locator(".file-list li")).ToHaveCountAsync(1);
        await Expect(form.Title).ToHaveValueAsync("Z plikami");
        await visit.CheckAxeAsync();

        async Task SendAsync(string name, string content)
        {
            await page.Locator(".files input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes(content) });
            await page.Locator(".files button[type=submit]").ClickAsync();
        }
    }
}
