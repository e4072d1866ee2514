using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>Slips in an inquiry: said at the field and above the form, and nothing typed is lost.</summary>
public sealed partial class SlipTests(PortalFixture portal)
{
    private const string Customer = "ewa.kaminska@kormoran.example";

    [Fact]
    public async Task Pages_that_the_binding_cannot_hold_are_offered_the_nearest_that_it_can()
    {
        await using var visit = await portal.SignInAsync(Customer);
        var form = await InquiryForm.OpenAsync(visit.Page);
        await form.Title.FillAsync("Zeszyt");
        await form.Quantities.First.FillAsync("400");
        await form.SaveAsync(async () =>
        {
            await form.Binding.SelectOptionAsync("saddle");
            await form.Pages.FillAsync("161");
        });
        var error = InquiryForm.ErrorAt(form.Pages);
        await Expect(error).ToContainTextAsync("161");
        await visit.ScreenshotAsync("slip-pages-pl");
        await form.Send.ClickAsync();
        await SaidAsync(visit.Page, form, form.Pages, "161");
        await Expect(form.Title).ToHaveValueAsync("Zeszyt");
        await Expect(form.Binding).ToHaveValueAsync("saddle");
        await Expect(form.Pages).ToHaveValueAsync("161");

        // The number in the form is judged anew as soon as anything is typed.
        await form.SaveAsync(() => form.Note.FillAsync("Może mniej stron?"));
        var take = error.GetByRole(AriaRole.Button);
        var nearest = await take.GetAttributeAsync("data-value");
        (int.Parse(nearest!, System.Globalization.CultureInfo.InvariantCulture) % 4).ShouldBe(0);
        await form.SaveAsync(() => take.ClickAsync());
        await Expect(form.Pages).ToHaveValueAsync(nearest!);
        await Expect(form.Pages).ToBeFocusedAsync();
        await Expect(form.Note).ToHaveValueAsync("Może mniej stron?");
    }

    [Theory]
    [InlineData("pages", "12,5", "liczba całkowita")]
    [InlineData("quantity", "1.000", "1000 albo 1,0")]
    public async Task A_number_that_is_none_is_said_where_it_stands(string field, string text, string said)
    {
        await using var visit = await portal.SignInAsync(Customer);
        var form = await InquiryForm.OpenAsync(visit.Page);
        await form.Title.FillAsync("Liczby");
        await form.Quantities.First.FillAsync("600");
        var input = field == "pages" ? form.Pages : form.Quantities.Nth(1);
        await form.SaveAsync(() => input.FillAsync(text));
        await Expect(InquiryForm.ErrorAt(input)).ToContainTextAsync(said);
        await form.Send.ClickAsync();
        await SaidAsync(visit.Page, form, field == "pages" ? input : form.Quantities.First, said);
        await Expect(input).ToHaveValueAsync(text);
        await Expect(form.Quantities.First).ToHaveValueAsync("600");
        await Expect(form.Title).ToHaveValueAsync("Liczby");
    }

    [Fact]
    public async Task What_is_missing_is_said_all_at_once()
    {
        await using var visit = await portal.SignInAsync(Customer);
        var form = await InquiryForm.OpenAsync(visit.Page);
        await form.SaveAsync(() => form.Note.FillAsync("Jeszcze bez tytułu"));
        await form.Send.ClickAsync();
        await SaidAsync(visit.Page, form, form.Title, "Brakuje tytułu");
        await SaidAsync(visit.Page, form, form.Quantities.First, "nakład");
        await Expect(form.Note).ToHaveValueAsync("Jeszcze bez tytułu");
        await visit.ScreenshotAsync("slip-missing-pl");
        await visit.CheckAxeAsync();
    }

    [Fact]
    public async Task A_double_click_sends_one_inquiry()
    {
        using var api = new Api(portal, Customer);
        await using var visit = await portal.SignInAsync(Customer);
        var form = await InquiryForm.OpenAsync(visit.Page);
        await form.Title.FillAsync("Dwa kliknięcia");
        await form.Quantities.First.FillAsync("250");
        var before = await SentAsync();
        await form.Send.DblClickAsync();
        await form.SentAsync();
        (await SentAsync()).ShouldBe(before + 1);

        async Task<int> SentAsync() => (await api.GetAsync("inquiries?take=200")).GetProperty("rows").EnumerateArray().Count(row => row.TryGetProperty("number", out _));
    }

    /// <summary>At the field, and in the summary with a link that leads there.</summary>
    private static async Task SaidAsync(IPage page, InquiryForm form, ILocator input, string said)
    {
        await Expect(form.Summary).ToBeVisibleAsync();
        await Expect(InquiryForm.ErrorAt(input).First).ToContainTextAsync(said);
        await Expect(input).ToHaveAttributeAsync("aria-invalid", "true");
        await form.Summary.GetByRole(AriaRole.Link).Filter(new() { HasText = said }).ClickAsync();
        await Expect(input).ToBeFocusedAsync();
        Editor().IsMatch(page.Url).ShouldBeTrue("nothing was sent");
    }

    [GeneratedRegex("/inquiries/[0-9a-f-]{36}/edit")]
    private static partial Regex Editor();
}
