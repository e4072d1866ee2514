using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Tests;

/// <summary>The editor of an inquiry as its page shows it; fields by their ids, which are the same in every language.</summary>
internal sealed partial class InquiryForm(IPage page)
{
    public ILocator Title => page.Locator("#SaveDraft-Title");

    public ILocator Pages => Spec("block-0-pages");

    public ILocator Paper => Spec("block-0-paper");

    public ILocator Binding => Spec("binding-kind");

    public ILocator CoverPaper => Spec("cover-paper");

    public ILocator Note => page.Locator("#SaveDraft-Note");

    public ILocator Quantities => page.Locator("input[name=quantity]");

    public ILocator LaminationOfB => page.Locator("#SaveDraft-alt-0-spec-cover-lamination");

    public ILocator Send => page.Locator("button[name=_do][value=send]");

    public ILocator Saved => page.Locator("[data-saved]");

    public ILocator Matrix => page.Locator("[data-cells] .matrix");

    public ILocator Axis(string path, string value) => page.Locator($"input[type=checkbox][name='axis/{path}'][value='{value}']");

    public ILocator Cell(string alternative, int quantity) => page.Locator($"input[name=cell][value='{alternative}:{quantity}']");

    public ILocator Summary => page.Locator(".draft-form [data-focus]");

    public ILocator Spec(string path) => page.Locator($"#SaveDraft-spec-{path}");

    public static ILocator ErrorAt(ILocator input) => input.Locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]").Locator(".field-error");

    /// <summary>From the start page to an empty draft of a book.</summary>
    public static async Task<InquiryForm> OpenAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator("main a[href='/inquiries/new']").First.ClickAsync();
        await page.Locator("button.choice").First.ClickAsync();
        await page.WaitForURLAsync(EditAddress());
        return new InquiryForm(page);
    }

    /// <summary>Does what is typed and waits until the server has kept it.</summary>
    public async Task SaveAsync(Func<Task> typing) =>
        await page.RunAndWaitForResponseAsync(typing, answer => answer.Url.EndsWith("/draft", StringComparison.Ordinal) && answer.Ok);

    public async Task AddAlternativeAsync()
    {
        await page.Locator("button[value='add:alternative']").ClickAsync();
        await LaminationOfB.WaitForAsync();
    }

    /// <returns>The id of the inquiry sent.</returns>
    public async Task<string> SendAsync()
    {
        await Send.ClickAsync();
        return await SentAsync();
    }

    public async Task<string> SentAsync()
    {
        await page.WaitForURLAsync(RecordAddress());
        return new Uri(page.Url).Segments[^1];
    }

    [GeneratedRegex("/inquiries/[0-9a-f-]{36}/edit")]
    private static partial Regex EditAddress();

    [GeneratedRegex("/inquiries/[0-9a-f-]{36}$")]
    private static partial Regex RecordAddress();
}
