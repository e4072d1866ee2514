using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Tests.Http;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>From a customer's question to the order under way, told in Polish by everybody who takes part.</summary>
public sealed partial class StoryTests(PortalFixture portal)
{
    private const string Title = "Ogród o świcie", Message = "Papier jest na miejscu, druk może ruszyć od razu.";

    [Fact]
    public async Task An_inquiry_becomes_an_order_and_everybody_sees_it_happen()
    {
        await using var customer = await portal.SignInAsync("ewa.kaminska@kormoran.example");
        var (number, handler) = await FileAsync(customer.Page);
        await customer.ScreenshotAsync("story-sent-pl");
        await Stay(customer.Page);

        await using (var estimator = await portal.SignInAsync(portal.People.First(person => person.Name == handler).Email))
        {
            // Routing decides who it is; the story is told in Polish whoever it is, and leaves them their own language.
            var own = await estimator.Page.Locator("html").GetAttributeAsync("lang");
            await ReadInAsync(estimator.Page, "pl");
            await OpenTaskAsync(estimator.Page, number);
            await ReadCostsAsync(estimator);
            await PublishAsync(estimator);
            await ReadInAsync(estimator.Page, own!);
        }

        var order = await DecideAsync(customer);
        await Stay(customer.Page);
        await using var production = await portal.SignInAsync("marek.lewandowski@wisla.example");
        var milestone = await MoveOnAsync(production, order);
        await Expect(customer.Page.Locator(".milestones li.current").Filter(new() { HasText = milestone })).ToBeVisibleAsync();
        await Stayed(customer.Page);
        await customer.ScreenshotAsync("story-order-pl");
    }

    private static async Task<(string Number, string Handler)> FileAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Nowe zapytanie" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Książka" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        var form = new InquiryForm(page);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Tytuł" }).FillAsync(Title);
        var block = page.GetByRole(AriaRole.Group, new() { Name = "Wkład" });
        await block.GetByLabel("Liczba stron").FillAsync("192");
        await block.GetByLabel("Papier").SelectOptionAsync(new SelectOptionValue { Label = "Objętościowy kremowy vol. 2,0 80 g" });
        await page.GetByRole(AriaRole.Group, new() { Name = "Okładka" }).GetByLabel("Papier").SelectOptionAsync(new SelectOptionValue { Label = "Karton GC1 300 g" });
        await page.GetByLabel("Nakład 1").FillAsync("500");
        await page.GetByLabel("Nakład 2").FillAsync("1000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj wariant" }).ClickAsync();
        var lamination = page.GetByLabel("B: Okładka Folia");
        await lamination.WaitForAsync();
        await Expect(form.Matrix.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(form.Matrix.Locator("tbody td")).ToHaveCountAsync(4);

        await form.SaveAsync(async () =>
        {
            await lamination.SelectOptionAsync(new SelectOptionValue { Label = "folia soft-touch" });
            await form.Note.FillAsync("Premiera w marcu.");
        });
        await Expect(form.Saved).ToHaveTextAsync(SavedAt());
        await page.ReloadAsync();
        await Expect(form.Title).ToHaveValueAsync(Title);
        await Expect(form.Pages).ToHaveValueAsync("192");
        await Expect(form.Paper).ToHaveValueAsync("cream-80");
        await Expect(form.CoverPaper).ToHaveValueAsync("gc1-300");
        await Expect(form.Quantities.Nth(0)).ToHaveValueAsync("500");
        await Expect(form.Quantities.Nth(1)).ToHaveValueAsync("1000");
        await Expect(page.Locator("#alternative-B")).ToContainTextAsync("folia soft-touch");
        await Expect(form.Note).ToHaveValueAsync("Premiera w marcu.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Wyślij zapytanie" }).ClickAsync();
        await form.SentAsync();
        var said = Sent().Match(await page.Locator("main > .alert").InnerTextAsync());
        said.Success.ShouldBeTrue("the page says the number and who handles it");
        await Expect(page.Locator(".person-name").First).ToHaveTextAsync(said.Groups[2].Value);
        await Expect(page.Locator(".page-above")).ToContainTextAsync(said.Groups[1].Value);
        return (said.Groups[1].Value, said.Groups[2].Value);
    }

    private static async Task ReadInAsync(IPage page, string language)
    {
        await page.Locator("button.language").Filter(new() { HasText = language.ToUpperInvariant() }).First.ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
    }

    private static async Task OpenTaskAsync(IPage page, string number)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Zadania" }).First.ClickAsync();
        await page.Locator("tr").Filter(new() { HasText = number }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"Przejdź do {number}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();
    }

    /// <summary>One cell's tree, unfolded to the last input, must come to the price above it.</summary>
    private static async Task ReadCostsAsync(Visit visit)
    {
        var page = visit.Page;
        var inquiry = page.Url;
        await page.Locator(".cell-link").Last.ClickAsync();
        var tree = page.GetByRole(AriaRole.Group, new() { Name = "Składniki ceny" });
        await tree.Locator("summary").First.FocusAsync();
        var hidden = tree.Locator(".cost-node:not([open]) > summary");
        while (await hidden.Locator("visible=true").CountAsync() is > 0 and var left)
        {
            await hidden.Locator("visible=true").First.ClickAsync();
            (await hidden.CountAsync()).ShouldBeLessThan(left + 200);
        }

        await Expect(tree.Locator(".cost-formula").Filter(new() { HasText = "arkusze z naddatkiem" }).First).ToBeVisibleAsync();
        var paper = tree.Locator(".cost-inputs tr").Filter(new() { HasText = "gramatura" }).First;
        await Expect(paper).ToContainTextAsync("g/m²");
        await Expect(paper).ToContainTextAsync("Papiery / ");
        var leaves = await tree.Locator(".cost-node:not(:has(.cost-node)) > summary .cost-amount").AllInnerTextsAsync();
        var total = Amount(await tree.Locator(".cost-amount").First.InnerTextAsync());
        leaves.Count.ShouldBeGreaterThan(10);
        // Each leaf is shown to the cent.
        leaves.Sum(Amount).ShouldBe(total, 0.005m * (leaves.Count + 1), "the leaves add up");
        (await page.Locator("p.price").InnerTextAsync()).ShouldContain(await tree.Locator(".cost-amount").First.InnerTextAsync());
        await visit.ScreenshotAsync("story-cell-pl");
        await page.GotoAsync(inquiry);
    }

    private static async Task PublishAsync(Visit visit)
    {
        var page = visit.Page;
        await page.GetByLabel("Marża wszystkich pozycji").FillAsync("12,5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ustaw marżę" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToHaveTextAsync("Marża jest ustawiona.");
        await Expect(page.Locator(".cell-link").Filter(new() { HasText = "12,5" })).ToHaveCountAsync(4);
        await visit.ScreenshotAsync("story-calculated-pl");
        await page.GetByLabel("Ważna do").FillAsync(Days.In(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.GetByLabel("Wiadomość do klienta").FillAsync(Message);
        await page.GetByRole(AriaRole.Button, new() { Name = "Opublikuj i wyślij" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync("jest opublikowana");
    }

    /// <returns>The number of the order.</returns>
    private static async Task<string> DecideAsync(Visit visit)
    {
        var page = visit.Page;
        await Expect(page.Locator("#decide .quote-message")).ToHaveTextAsync(Message);
        await Stayed(page);
        await visit.ScreenshotAsync("story-quoted-pl");
        var pdf = await page.APIRequest.GetAsync(await page.GetByRole(AriaRole.Link, new() { Name = "PDF", Exact = true }).GetAttributeAsync("href") ?? "");
        pdf.Headers["content-type"].ShouldBe("application/pdf");
        (await pdf.BodyAsync())[..5].ShouldBe("%PDF-"u8.ToArray());

        await Expect(page.Locator("#decide .cheapest")).ToHaveCountAsync(2);
        var choices = page.GetByRole(AriaRole.Checkbox);
        await Expect(choices).ToHaveCountAsync(4);
        await choices.Nth(0).CheckAsync();
        await choices.Nth(3).CheckAsync();
        await page.GetByLabel("Własny numer zamówienia").FillAsync("KOR/77");
        await page.GetByRole(AriaRole.Button, new() { Name = "Przyjmij i zamów" }).ClickAsync();
        var order = page.Locator(".alert-success a[href^='/orders/']");
        await order.WaitForAsync();
        await Stayed(page);
        await Expect(page.Locator(".matrix .chosen")).ToHaveCountAsync(2);
        await visit.ScreenshotAsync("story-accepted-pl");
        var number = await order.InnerTextAsync();
        await order.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title })).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("KOR/77");
        await Expect(page.Locator(".page-above")).ToContainTextAsync(number);
        return number;
    }

    /// <returns>The name of the milestone recorded.</returns>
    private static async Task<string> MoveOnAsync(Visit visit, string order)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Zamówienia" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = order }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Potwierdź" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Zapisz etap" }).ClickAsync();
        var milestone = (await page.Locator(".chip.chosen").InnerTextAsync()).Trim();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Zapisz: {milestone}" }).ClickAsync();
        await Expect(page.Locator("main > .alert")).ToContainTextAsync(milestone);
        await visit.ScreenshotAsync("story-milestone-pl");
        return milestone;
    }

    private static Task Stay(IPage page) => page.EvaluateAsync("document.documentElement.stayed = true");

    private static async Task Stayed(IPage page) =>
        (await page.EvaluateAsync<bool>("document.documentElement.stayed === true")).ShouldBeTrue("nothing was loaded anew");

    private static decimal Amount(string text) => decimal.Parse(NotNumber().Replace(text, "").Replace(',', '.'), CultureInfo.InvariantCulture);

    [GeneratedRegex("[^0-9,-]")]
    private static partial Regex NotNumber();

    [GeneratedRegex(@"^zapisano \d{1,2}:\d\d$")]
    private static partial Regex SavedAt();

    [GeneratedRegex(@"Zapytanie (ZO/\d{4}/\d{6}) jest wysłane\. Sprawę prowadzi (.+)\.")]
    private static partial Regex Sent();
}
