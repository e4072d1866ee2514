using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.EndToEnd.Tests;

/// <summary>The API as one person's programs use it, with the token of the demo.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _client;

    public Api(PortalFixture portal, string email)
    {
        _client = new HttpClient { BaseAddress = new Uri($"{portal.Address.TrimEnd('/')}/api/v1/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", portal.PersonOf(email).Token);
    }

    public async Task<JsonElement> GetAsync(string address) => await ReadAsync(await _client.GetAsync(address));

    public async Task<JsonElement> PostAsync(string address, object body) => await ReadAsync(await _client.PostAsJsonAsync(address, body));

    /// <summary>Files and sends an inquiry for a book with one alternative, and answers its id.</summary>
    public async Task<string> SendInquiryAsync(string title)
    {
        var id = (await PostAsync("inquiries", new { productType = "printing.book", title })).GetProperty("id").GetString()!;
        var response = await _client.PutAsJsonAsync($"inquiries/{id}", new
        {
            title,
            items = new[]
            {
                new
                {
                    spec = new
                    {
                        format = new { size = "a5" },
                        block = new[] { new { pages = 160, paper = "offset-80", colours = "1/1" } },
                        binding = new { kind = "pur" },
                        cover = new { paper = "gc1-250", colours = "4/0", lamination = "matt" },
                        delivery = new { packing = "carton", zone = "ex-works" },
                    },
                    quantities = new[] { 500, 1000 },
                    alternatives = new[] { new { name = "", changes = new Dictionary<string, string> { ["cover/lamination"] = "soft-touch" } } },
                },
            },
        });
        await ReadAsync(response);
        await PostAsync($"inquiries/{id}/submit", new { });
        return id;
    }

    public Task<JsonElement> PublishAsync(string inquiry, string message) =>
        PostAsync($"inquiries/{inquiry}/quotes", new { validUntil = Days.In(20), message });

    public void Dispose() => _client.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
