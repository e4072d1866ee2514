using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A browser without script: keeps cookies, fills in forms and sends them.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Browser(string address, string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Add("User-Agent", agent);
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    public HttpClient Http => _http;

    public static async Task<Browser> SignedInAsync(RunningHost host, DemoPerson person, string? agent = null)
    {
        var browser = agent is null ? new Browser(host.Address) : new Browser(host.Address, agent);
        (await browser.SignInAsync(person.Email, person.Password)).Target.ShouldBe("/", $"{person.Name} could not sign in.");
        return browser;
    }

    public Task<Page> SignInAsync(string email, string password, string query = "") => SendAsync("/sign-in" + query, "SignIn", ("Email", email), ("Password", password));

    /// <summary>The cookie of the session, as somebody could copy it.</summary>
    public string Cookie => _cookies.GetCookies(_http.BaseAddress!)["portal"]?.Value ?? "";

    /// <summary>A browser with a copy of this one's session.</summary>
    public Browser Copy(string? address = null)
    {
        var copy = new Browser(address ?? _http.BaseAddress!.ToString());
        copy._cookies.Add(new Uri(copy._http.BaseAddress!, "/"), new Cookie("portal", Cookie));
        return copy;
    }

    /// <summary>A browser with all of this one's cookies.</summary>
    public Browser CopyAll()
    {
        var copy = new Browser(_http.BaseAddress!.ToString());
        foreach (Cookie cookie in _cookies.GetAllCookies())
            copy._cookies.Add(_http.BaseAddress!, new Cookie(cookie.Name, cookie.Value, cookie.Path));
        return copy;
    }

    public async Task<Page> GetAsync(string address)
    {
        using var answer = await _http.GetAsync(address);
        return await ReadAsync(answer);
    }

    /// <summary>Whether the session opens anything.</summary>
    public async Task<bool> IsInAsync() => (await GetAsync("/profile")).Status == 200;

    /// <summary>Opens the page and sends its form of this name with these fields.</summary>
    public async Task<Page> SendAsync(string address, string form, params (string Name, string Value)[] fields) => await SendAsync(await GetAsync(address), address, form, fields);

    public async Task<Page> SendAsync(Page page, string address, string form, params (string Name, string Value)[] fields)
    {
        var start = page.Text.IndexOf($"data-name=\"{form}\"", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"{address} ({page.Status}) has no form {form}.");
        var all = HiddenField().Matches(page.Text[start..].Split("</form>")[0]).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        foreach (var (name, value) in fields)
            all[name] = value;
        using var answer = await _http.PostAsync(address, new FormUrlEncodedContent(all));
        return await ReadAsync(answer);
    }

    /// <summary>Signs out with the button of the page.</summary>
    public async Task SignOutAsync()
    {
        var token = WebUtility.HtmlDecode(AnyToken().Match((await GetAsync("/profile")).Text).Groups[1].Value);
        using var answer = await _http.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        ((int)answer.StatusCode).ShouldBe(302);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Page> ReadAsync(HttpResponseMessage answer)
    {
        var target = answer.Headers.Location is { } location ? location.IsAbsoluteUri ? location.PathAndQuery + location.Fragment : location.ToString() : null;
        return new Page((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), target);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/>""")]
    private static partial Regex HiddenField();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AnyToken();
}

/// <summary>What a browser got.</summary>
/// <param name="Target">Where it is sent on.</param>
internal sealed partial record Page(int Status, string Text, string? Target)
{
    /// <summary>What the form's summary says is wrong.</summary>
    public string Problem => Text.IndexOf("alert-danger", StringComparison.Ordinal) is var at && at >= 0
        ? WebUtility.HtmlDecode(Tags().Replace(Text[at..].Split("<ul")[1].Split("</ul>")[0], " ")).Trim() : "";

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
