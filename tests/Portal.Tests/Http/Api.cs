using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The API under /api/v1 as one caller's program uses it.</summary>
public sealed class Api(HttpClient http)
{
    public HttpClient Http { get; } = http;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task<Answer> PostAsync(string path, object? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), key);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body), null);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null);

    public Task<Answer> PostTextAsync(string path, string json) => SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), null);

    public Task<Answer> UploadAsync(string kind, string subject, string name, byte[] content, string? key = null)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return SendAsync(HttpMethod.Post, $"files/{kind}/{subject}?name={Uri.EscapeDataString(name)}", body, key);
    }

    /// <summary>The answer's JSON; anything but 200 fails with what was said.</summary>
    public async Task<JsonNode> ReadAsync(string path) => (await GetAsync(path)).Ok();

    /// <inheritdoc cref="ReadAsync"/>
    public async Task<JsonNode> WriteAsync(string path, object? body = null, string? key = null) => (await PostAsync(path, body, key)).Ok();

    public async Task<byte[]> DownloadAsync(string path)
    {
        using var response = await Http.GetAsync("/api/v1/" + path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, string? key)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = body };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await Http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType ?? "");
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, string MediaType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Ok()
    {
        Status.ShouldBe(200, Text);
        return Json;
    }

    /// <summary>Field by field what problem details say.</summary>
    public IReadOnlyDictionary<string, string[]> Problems(int status = 422)
    {
        Status.ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        return Json["errors"]?.Deserialize<Dictionary<string, string[]>>() ?? [];
    }
}

/// <summary>Short words for reading JSON in tests.</summary>
internal static class JsonReading
{
    public static string Text(this JsonNode node, string name) => node[name]?.ToString() ?? throw new ShouldAssertException($"There is no \"{name}\" in {node.ToJsonString()}");

    public static decimal Amount(this JsonNode node, string name) => decimal.Parse(node[name]?.ToJsonString() ?? throw new ShouldAssertException($"There is no \"{name}\" in {node.ToJsonString()}"), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static IReadOnlyList<JsonNode> List(this JsonNode node, string name) => [.. (node[name] as JsonArray ?? throw new ShouldAssertException($"There is no list \"{name}\" in {node.ToJsonString()}")).Select(item => item!)];
}
