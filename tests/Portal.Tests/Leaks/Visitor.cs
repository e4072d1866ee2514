using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.Tests.Leaks;

/// <summary>Someone who walks routes: pages with the cookie of a sign-in, the API with a token; a stranger has neither.</summary>
internal sealed partial class Visitor(DemoPerson? person, HttpClient pages, HttpClient api)
{
    private string? _token;

    public string Name => person?.Name ?? "a stranger";

    public string Email => person?.Email ?? "";

    public bool IsStaff => Email.EndsWith("@wisla.example", StringComparison.Ordinal);

    public HttpClient Pages { get; } = pages;

    public static async Task<Visitor> OfAsync(RunningHost host, DemoPerson? person)
    {
        var pages = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(host.Address) };
        if (person is not null)
            await SignInAsync(pages, person);
        return new Visitor(person, pages, host.Api(token: person?.Token).Http);
    }

    public async Task<(int Status, string Body)> WalkAsync(Route route, string path, object? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method != "GET")
            await FillAsync(request, route, body);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            using var response = await (route.IsApi ? api : Pages).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{route.Method} {path} gave {Name} no answer in 20 s.");
        }
    }

    /// <summary>As the portal's own pages would send it, wherever a row is named: what is refused must be so for the row, not for the form.</summary>
    private async Task FillAsync(HttpRequestMessage request, Route route, object? body)
    {
        if (route.Pattern.Contains("/files/", StringComparison.Ordinal) && route.IsApi)
        {
            request.RequestUri = new Uri($"{request.RequestUri}?name=a.txt", UriKind.Relative);
            request.Content = new StringContent("text");
        }
        else if (route.IsApi)
        {
            request.Content = JsonContent.Create(body);
        }
        else
        {
            request.Content = route.Pattern.Contains("/files/", StringComparison.Ordinal)
                ? new MultipartFormDataContent { { new StringContent("text"), "file", "a.txt" } }
                : new FormUrlEncodedContent([new("quantity", "1")]);
            if (route.Pattern.Contains(":guid", StringComparison.Ordinal) && person is not null)
                request.Headers.Add("RequestVerificationToken", _token ??= WebUtility.HtmlDecode(FormToken().Match(await PageAsync("/")).Groups[1].Value));
        }
    }

    public Task<string> PageAsync(string address) => Pages.GetStringAsync(address);

    private static async Task SignInAsync(HttpClient pages, DemoPerson person)
    {
        // The page has other forms too, such as the choice of the language.
        var page = await pages.GetStringAsync("/sign-in");
        var form = page[page.IndexOf("data-name=\"SignIn\"", StringComparison.Ordinal)..].Split("</form>")[0];
        var fields = HiddenField().Matches(form).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        fields["Email"] = person.Email;
        fields["Password"] = person.Password;
        using var answer = await pages.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        ((int)answer.StatusCode).ShouldBe(302, $"{person.Name} could not sign in.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/>""")]
    private static partial Regex HiddenField();
}
