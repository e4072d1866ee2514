using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>An inquiry of many alternatives filed with and without script, on a phone too; colleagues on one draft; a session that ends while it is written.</summary>
public sealed class FilingTests(PortalFixture portal)
{
    private const string Ewa = "ewa.kaminska@kormoran.example", Oliver = "oliver.grant@kormoran.example";

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task Ticked_values_make_alternatives_and_cells_are_left_out(int width, bool script)
    {
        await using var visit = await portal.SignInAsync(Ewa, width, script: script);
        var page = visit.Page;
        var form = await InquiryForm.OpenAsync(page);
        await form.Title.FillAsync("Porównanie");
        await form.Quantities.Nth(0).FillAsync("500");
        await form.Quantities.Nth(1).FillAsync("1500");
        await page.Locator(".axes > summary").ClickAsync();
        await form.Axis("cover/lamination", "gloss").CheckAsync();
        await form.Axis("block/0/paper", "offset-90").CheckAsync();
        await page.Locator("button[value='make:alternatives']").ClickAsync();
        await Expect(form.Matrix.Locator("tbody tr")).ToHaveCountAsync(4);
        await Expect(form.Matrix.Locator("input:checked")).ToHaveCountAsync(8);
        await visit.CheckWidthAsync();
        await form.Cell("B", 500).UncheckAsync();
        await form.Cell("D", 500).UncheckAsync();
        await form.Cell("D", 1500).UncheckAsync();
        await form.Send.ClickAsync();
        await Expect(form.Summary).ToContainTextAsync("Wariant D");
        await Expect(form.Cell("B", 500)).Not.ToBeCheckedAsync();
        if (script)
            await visit.CheckAxeAsync();
        await visit.ScreenshotAsync($"filing-{width}-{(script ? "script" : "plain")}");
        await form.Cell("D", 1500).CheckAsync();

        var id = await form.SendAsync();

        using var api = new Api(portal, Ewa);
        (await api.GetAsync($"inquiries/{id}")).GetProperty("items")[0].GetProperty("cells").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task The_table_of_cells_follows_what_is_typed_and_keeps_its_ticks()
    {
        await using var visit = await portal.SignInAsync(Ewa);
        var form = await InquiryForm.OpenAsync(visit.Page);
        await form.SaveAsync(() => form.Quantities.Nth(0).FillAsync("500"));
        await Expect(form.Matrix.Locator("input")).ToHaveCountAsync(1);
        await form.SaveAsync(() => form.Quantities.Nth(1).FillAsync("900"));
        await Expect(form.Matrix.Locator("input")).ToHaveCountAsync(2);
        await form.SaveAsync(() => form.Cell("A", 500).UncheckAsync());
        await Expect(visit.Page.Locator("[data-cell-count]").First).ToContainTextAsync("1 pozycja");
        await form.SaveAsync(() => form.Quantities.Nth(2).FillAsync("1200"));
        await Expect(form.Matrix.Locator("input")).ToHaveCountAsync(3);
        await Expect(form.Cell("A", 500)).Not.ToBeCheckedAsync();
        await visit.Page.ReloadAsync();
        await Expect(form.Cell("A", 500)).Not.ToBeCheckedAsync();
        await Expect(form.Cell("A", 900)).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Colleagues_on_one_draft_are_told_and_choose_where_both_changed_the_same()
    {
        await using var ewa = await portal.SignInAsync(Ewa);
        var mine = await InquiryForm.OpenAsync(ewa.Page);
        await mine.SaveAsync(() => mine.Title.FillAsync("Wspólny"));
        await using var oliver = await portal.SignInAsync(Oliver);
        await oliver.Page.GotoAsync(ewa.Page.Url);
        var his = new InquiryForm(oliver.Page);
        await his.SaveAsync(() => his.Note.FillAsync("From Oliver"));
        await his.SaveAsync(() => his.Title.FillAsync("Olivera"));

        await mine.SaveAsync(() => mine.Title.FillAsync("Ewy"));
        await Expect(ewa.Page.Locator("[data-others]")).ToContainTextAsync("Oliver Grant");
        await ewa.Page.Locator("[data-others] button").ClickAsync();
        var choice = ewa.Page.Locator("#merge");
        await Expect(choice).ToContainTextAsync("Olivera");
        await ewa.CheckAxeAsync();
        await ewa.ScreenshotAsync("filing-merge-pl");
        await choice.GetByRole(AriaRole.Radio).Nth(0).CheckAsync();
        await choice.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(choice).ToHaveCountAsync(0);
        await Expect(mine.Title).ToHaveValueAsync("Ewy");
        await Expect(mine.Note).ToHaveValueAsync("From Oliver");
    }

    [Fact]
    public async Task A_session_that_ended_in_another_tab_costs_nothing_that_was_typed()
    {
        await using var visit = await portal.SignInAsync(Ewa);
        var (page, form) = (visit.Page, await InquiryForm.OpenAsync(visit.Page));
        await form.SaveAsync(() => form.Title.FillAsync("Sesja"));
        var other = await visit.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.Locator("form[action$='/sign-out'] button").First.ClickAsync();
        await other.WaitForURLAsync("**/sign-in**");

        await page.RunAndWaitForResponseAsync(() => form.Note.FillAsync("Wpisane po wylogowaniu"), answer => answer.Url.EndsWith("/draft", StringComparison.Ordinal) && answer.Status == 401);

        await Expect(form.Saved).ToContainTextAsync("Sesja się skończyła");
        await form.Saved.GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("input[type=email]").FillAsync(Ewa);
        await page.Locator("input[type=password]").FillAsync(portal.PersonOf(Ewa).Password);
        await page.RunAndWaitForResponseAsync(() => page.Locator("[data-name=SignIn] button[type=submit]").ClickAsync(), answer => answer.Url.EndsWith("/draft", StringComparison.Ordinal) && answer.Ok);
        await Expect(form.Note).ToHaveValueAsync("Wpisane po wylogowaniu");
        await page.ReloadAsync();
        await Expect(form.Note).ToHaveValueAsync("Wpisane po wylogowaniu");
        (await page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task Sending_after_the_session_ended_keeps_what_was_typed_last()
    {
        await using var visit = await portal.SignInAsync(Ewa);
        var (page, form) = (visit.Page, await InquiryForm.OpenAsync(visit.Page));
        await form.SaveAsync(() => form.Title.FillAsync("Wysyłka"));
        await visit.Context.ClearCookiesAsync();
        await form.Note.FillAsync("Ostatnie zdanie");
        await form.Send.ClickAsync();
        await page.WaitForURLAsync("**/sign-in?back=**");
        await page.Locator("input[type=email]").FillAsync(Ewa);
        await page.Locator("input[type=password]").FillAsync(portal.PersonOf(Ewa).Password);
        await page.Locator("[data-name=SignIn] button[type=submit]").ClickAsync();
        await Expect(form.Note).ToHaveValueAsync("Ostatnie zdanie");
    }
}
