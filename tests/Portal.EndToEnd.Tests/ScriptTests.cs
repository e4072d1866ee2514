using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Portal.EndToEnd.Tests;

/// <summary>The small scripts, on a page made for them and served at an address of the real host, under its style and script.</summary>
public sealed class ScriptTests(PortalFixture portal)
{
    [Fact]
    public async Task A_draft_is_saved_as_typed_and_shows_what_the_server_says()
    {
        await using var visit = await OpenAsync(
            """
            <form method="post" data-draft="/kit/draft" data-name="Spec" data-unsaved="Not saved yet">
              <div class="field"><input id="Spec-size-width" name="size.width"><input type="hidden" name="__RequestVerificationToken" value="sealed"></div>
              <span data-saved></span><dl data-facts></dl><div data-matrix></div>
            </form>
            """);
        var (page, bodies, fail) = (visit.Page, new List<string>(), true);
        await page.RouteAsync("**/kit/draft", async route =>
        {
            bodies.Add(route.Request.PostData ?? "");
            if (fail)
                await route.AbortAsync();
            else
                await route.FulfillAsync(new()
                {
                    ContentType = "application/json",
                    Body = """{"saved":"12:03","facts":[{"label":"Spine","value":"3 mm"}],"problems":[{"field":"size.width","message":"Too wide","suggestion":{"field":"size.width","value":"210","label":"Take 210"}}],"matrix":"<b>6 150</b>"}""",
                });
        });
        var input = page.Locator("#Spec-size-width");
        await input.FillAsync("2100");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Not saved yet");
        (await page.EvaluateAsync<string>("localStorage.getItem('draft:/kit/draft')")).ShouldContain("2100", customMessage: "typed text is kept while the line is down");
        (await page.EvaluateAsync<string>("localStorage.getItem('draft:/kit/draft')")).ShouldNotContain("sealed");

        // After a reload the text is back and is sent again.
        fail = false;
        await page.ReloadAsync();
        await Assertions.Expect(input).ToHaveValueAsync("2100");
        await Assertions.Expect(page.Locator("[data-saved]")).ToHaveTextAsync("12:03");
        bodies[^1].ShouldContain("sealed");
        await Assertions.Expect(page.Locator("[data-facts]")).ToContainTextAsync("3 mm");
        await Assertions.Expect(page.Locator("[data-matrix] b")).ToHaveTextAsync("6 150");
        await Assertions.Expect(input).ToHaveAttributeAsync("aria-describedby", "Spec-size-width-error");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take 210" }).ClickAsync();
        await Assertions.Expect(input).ToHaveValueAsync("210");
        (await page.EvaluateAsync<string?>("localStorage.getItem('draft:/kit/draft')")).ShouldBeNull();
    }

    [Fact]
    public async Task Fields_come_and_go_with_what_they_depend_on()
    {
        await using var visit = await OpenAsync(
            """
            <form data-visible>
              <select name="binding"><option>glued</option><option>hard</option></select>
              <div data-when="binding=hard"><input name="board" value="2"></div>
              <div data-when="board=2"><input name="ribbon"></div>
              <div data-when="binding!=hard"><input name="flaps"></div>
            </form>
            """);
        var page = visit.Page;
        await Assertions.Expect(page.Locator("[name=board]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[name=ribbon]")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("[name=flaps]")).ToBeVisibleAsync();
        await page.Locator("select").SelectOptionAsync("hard");
        await Assertions.Expect(page.Locator("[name=ribbon]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name=ribbon]")).ToBeEnabledAsync();
        await Assertions.Expect(page.Locator("[name=flaps]")).ToBeHiddenAsync();
        (await page.EvaluateAsync<string>("new URLSearchParams(new FormData(document.querySelector('form[data-visible]'))).toString()")).ShouldBe("binding=hard&board=2&ribbon=");
    }

    [Fact]
    public async Task An_upload_says_why_it_was_refused_and_shows_the_list_when_it_was_not()
    {
        var files = "<ul class=\"file-list\"></ul>";
        string Page() => $"""<section class="files">{files}<form method="post" action="/kit/file" enctype="multipart/form-data" data-upload><input type="file" name="file"><button>Send</button><div class="file-progress"></div></form></section><input id="other">""";
        await using var visit = await OpenAsync(Page);
        var (page, refuse) = (visit.Page, true);
        await page.RouteAsync("**/kit/file", route => route.FulfillAsync(refuse ? new() { Status = 422, ContentType = "application/json", Body = """{"problem":"Too large"}""" } : new() { Status = 200 }));
        await page.Locator("#other").FillAsync("typed meanwhile");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cover.pdf", MimeType = "application/pdf", Buffer = [1, 2, 3] });
        await page.GetByText("Send").ClickAsync();
        await Assertions.Expect(page.Locator(".file-progress")).ToHaveTextAsync("Too large");
        refuse = false;
        files = "<ul class=\"file-list\"><li>cover.pdf</li></ul>";
        await page.GetByText("Send").ClickAsync();
        await Assertions.Expect(page.Locator(".file-list li")).ToHaveTextAsync("cover.pdf");
        await Assertions.Expect(page.Locator("#other")).ToHaveValueAsync("typed meanwhile");
    }

    [Fact]
    public async Task A_live_part_follows_the_server_but_not_over_what_is_being_typed()
    {
        var state = "waiting";
        string Page() => $"""<portal-live id="state" data-address="/kit/live"><p>{state}</p><input id="note"></portal-live>""";
        await using var visit = await OpenAsync(Page, async page =>
        {
            // Each answer ends at once, upon which the part opens the stream again: as if told over and over.
            await page.RouteAsync("**/kit/live", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "data: changed\n\n" }));
        });
        var page = visit.Page;
        await page.Locator("#note").FillAsync("half a sen");
        state = "done";
        // Told, and then told once more: what the first word could have brought about is done by then.
        for (var time = 0; time < 2; time++)
            await page.WaitForResponseAsync("**/kit/live");
        (await page.Locator("#state p").InnerTextAsync()).ShouldBe("waiting");
        await page.Locator("#note").FillAsync("");
        await page.Locator("#note").BlurAsync();
        await Assertions.Expect(page.Locator("#state p")).ToHaveTextAsync("done");
        await Assertions.Expect(page.Locator("#announce")).ToHaveTextAsync("Something changed");
    }

    [Fact]
    public async Task Lists_and_trees_answer_to_the_keyboard()
    {
        await using var visit = await OpenAsync(
            """
            <input type="search" data-key="/">
            <table class="table list-table" data-rows><thead><tr><th>Number</th></tr></thead><tbody>
              <tr><td><a class="row-link" href="#one">One</a></td></tr><tr><td><a class="row-link" href="#two">Two</a></td></tr></tbody></table>
            <div data-tree><details><summary id="root">Price</summary><details><summary id="leaf">Paper</summary></details></details></div>
            <template id="keys-help"><h2 id="keys-title">Keys</h2><input type="checkbox" data-keys-on><form method="dialog"><button>Close</button></form></template>
            """);
        var page = visit.Page;
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByText("One")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByText("Two")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        page.Url.ShouldEndWith("#two");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("[type=search]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("jk");
        await Assertions.Expect(page.Locator("[type=search]")).ToHaveValueAsync("jk");

        await page.Locator("#root").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("#leaf")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator("#leaf")).ToBeHiddenAsync();

        // Shortcuts of one letter can be turned off, as some speak to their computer.
        await page.Keyboard.PressAsync("?");
        await page.Locator("dialog input").UncheckAsync();
        await page.GetByText("Close").ClickAsync();
        await page.Locator("#root").FocusAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("#root")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_second_click_sends_nothing()
    {
        await using var visit = await OpenAsync("""<form method="post" action="/kit/order"><button name="step" value="place">Order</button></form>""");
        var (page, bodies, answer) = (visit.Page, new List<string>(), new TaskCompletionSource());
        await page.RouteAsync("**/kit/order", async route =>
        {
            bodies.Add(route.Request.PostData ?? "");
            await answer.Task;
            await route.FulfillAsync(new() { Status = 204 });
        });
        var (sent, after) = (page.WaitForRequestAsync("**/kit/order"), page.WaitForRequestAsync("**/kit/after"));
        // Two clicks at once and one a little later, all before there is an answer; a request of the page's own shows that they had their time.
        // Not waited for before the answer: a page on its way to another may hold its result back until it knows that it stays.
        var clicked = page.EvaluateAsync("const button = document.querySelector('button'); button.click(); button.click(); setTimeout(() => { button.click(); setTimeout(() => fetch('/kit/after'), 50); }, 50)");
        await sent;
        await after;
        answer.SetResult();
        await clicked;
        bodies.ShouldBe(["step=place"]);
    }

    private Task<Visit> OpenAsync(string body) => OpenAsync(() => body);

    private async Task<Visit> OpenAsync(Func<string> body, Func<IPage, Task>? before = null)
    {
        var visit = await portal.VisitAsync();
        await visit.Page.RouteAsync("**/kit", route => route.FulfillAsync(new()
        {
            ContentType = "text/html; charset=utf-8",
            Body = $"""
                <!DOCTYPE html><html lang="en"><head><title>Kit</title><link rel="stylesheet" href="/lib/tabler.css"><link rel="stylesheet" href="/portal.css"></head>
                <body><main id="main">{body()}</main><div id="announce" role="status" data-changed="Something changed"></div><script type="module" src="/portal.js"></script></body></html>
                """,
        }));
        if (before is not null)
            await before(visit.Page);
        await visit.Page.GotoAsync("/kit");
        return visit;
    }
}
