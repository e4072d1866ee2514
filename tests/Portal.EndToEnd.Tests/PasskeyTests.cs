using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Portal.EndToEnd.Tests;

/// <summary>Passkeys, with an authenticator that the browser pretends to have.</summary>
public sealed class PasskeyTests(PortalFixture portal)
{
    private const string Email = "petra.dvorakova@vltava.example";

    [Fact]
    public async Task A_passkey_is_added_named_signs_in_alone_and_is_removed()
    {
        await using var visit = await portal.SignInAsync(Email, 390);
        var (page, password) = (visit.Page, portal.PersonOf(Email).Password);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var added = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        var authenticator = added!.Value.GetProperty("authenticatorId").GetString()!;
        await page.GotoAsync("/profile/access");
        var form = page.Locator("form[data-name=AddPasskey]");

        await form.Locator("[name=Name]").FillAsync("Telefon");
        await form.Locator("[name=Password]").FillAsync("not the password");
        await form.Locator("button[type=submit]").ClickAsync();
        await form.GetByRole(AriaRole.Alert).WaitForAsync();
        (await page.Locator("#passkeys .plain-list li").CountAsync()).ShouldBe(0);
        await form.Locator("[name=Password]").FillAsync(password);
        await form.Locator("button[type=submit]").ClickAsync();
        await page.Locator("#passkeys .plain-list li").WaitForAsync();
        await visit.CheckAxeAsync();
        await visit.CheckWidthAsync();
        await visit.ScreenshotAsync("passkeys-390");

        await page.Locator("#passkeys details summary").ClickAsync();
        await page.Locator("#passkeys details form").First.Locator("[name=Name]").FillAsync("Služební telefon");
        await page.Locator("#passkeys details form").First.Locator("button[type=submit]").ClickAsync();
        await page.Locator("#passkeys strong").Filter(new() { HasText = "Služební telefon" }).WaitForAsync();

        await SignOutAsync(page);
        await page.Locator("form[data-name=UsePasskey] button").ClickAsync();
        await page.Locator("#menu").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // Without the person at the device it signs nobody in.
        await SignOutAsync(page);
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = authenticator, ["isUserVerified"] = false });
        await page.Locator("form[data-name=UsePasskey] button").ClickAsync();
        await page.Locator("form[data-name=UsePasskey]").GetByRole(AriaRole.Alert).WaitForAsync();
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = authenticator, ["isUserVerified"] = true });

        // The same answer a second time signs nobody in.
        var sent = new TaskCompletionSource<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.PostData?.Contains("Credential=%7B", StringComparison.Ordinal) == true)
                sent.TrySetResult(request.PostData);
            else if (request.Method == "POST" && request.PostData?.Contains("name=\"Credential\"", StringComparison.Ordinal) == true)
                sent.TrySetResult(request.PostData);
        };
        await page.ReloadAsync();
        await page.Locator("form[data-name=UsePasskey] button").ClickAsync();
        await page.Locator("#menu").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var (credential, state) = (Part(await sent.Task, "Credential"), Part(await sent.Task, "State"));
        credential.ShouldStartWith("{");
        await SignOutAsync(page);
        await page.EvaluateAsync(
            "([credential, state]) => { const form = document.querySelector('form[data-name=UsePasskey]'); form.elements.Credential.value = credential; form.elements.State.value = state; form.requestSubmit(); }", new[] { credential, state });
        await page.Locator("form[data-name=UsePasskey]").GetByRole(AriaRole.Alert).WaitForAsync();

        await page.ReloadAsync();
        await page.Locator("form[data-name=UsePasskey] button").ClickAsync();
        await page.Locator("#menu").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GotoAsync("/profile/access");
        await page.Locator("#passkeys details summary").ClickAsync();
        await page.Locator("#passkeys details form").Last.Locator("[name=Password]").FillAsync(password);
        await page.Locator("#passkeys details form").Last.Locator("button[type=submit]").ClickAsync();
        await page.Locator("#passkeys .plain-list li").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await SignOutAsync(page);
        await page.Locator("form[data-name=UsePasskey] button").ClickAsync();
        await page.Locator("form[data-name=UsePasskey]").GetByRole(AriaRole.Alert).WaitForAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".top-out").ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
    }

    /// <summary>A field of a form as it was posted, whichever way it was encoded.</summary>
    private static string Part(string body, string name)
    {
        if (!body.Contains($"name=\"{name}\"", StringComparison.Ordinal))
            return Uri.UnescapeDataString(body.Split('&').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..].Replace('+', ' '));
        return body.Split($"name=\"{name}\"")[1].Split("\r\n\r\n")[1].Split("\r\n--")[0];
    }
}
