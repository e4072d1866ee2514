using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Bench;

/// <summary>A person before the browser, or their program with a token.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _address;

    private Visitor(int port)
    {
        _address = new Uri($"http://localhost:{port}");
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = _address };
    }

    public HttpClient Http { get; }

    public string CookieHeader => "Cookie: " + _cookies.GetCookieHeader(_address);

    public static Visitor WithToken(PortalHost host, DemoPerson person)
    {
        var visitor = new Visitor(host.Port);
        visitor.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        return visitor;
    }

    public static async Task<Visitor> SignInAsync(PortalHost host, DemoPerson person)
    {
        var visitor = new Visitor(host.Port);
        var form = await visitor.Http.GetStringAsync("/sign-in");
        var fields = HiddenField().Matches(form[..form.IndexOf("</form>", StringComparison.Ordinal)]).Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups[2].Value))
            .Append(new("Email", person.Email)).Append(new("Password", person.Password));
        using var answer = await visitor.Http.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        answer.EnsureSuccessStatusCode();
        if (!(await visitor.Http.GetStringAsync("/")).Contains("id=\"menu\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"{person.Email} could not sign in.");
        return visitor;
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/" + path, body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
