using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Files too large for memory: streamed in and out, whole or not at all, and once for a key.</summary>
public sealed partial class LargeFileTests(SharedHost shared) : HttpTest(shared)
{
    private const long Limit = 400L * 1024 * 1024, MostMemory = 150_000_000;

    [Fact]
    public async Task A_file_of_400_MB_comes_back_as_it_was_sent_and_a_byte_more_is_refused()
    {
        await using var host = await RunningHost.StartAsync(settings: $"--Portal:Files:MostBytes={Limit}");
        var ewa = host.Api("ewa");
        var id = await ewa.StartAsync("Plakat");
        var (file, before) = (new GeneratedFile(Limit), host.ResidentBytes);
        using var watching = new CancellationTokenSource();
        var peak = PeakAsync(host, watching.Token);

        var sent = (await UploadAsync(ewa, id, "plakat.pdf", file)).Ok();
        sent.Text("sha256").ShouldBe(Convert.ToHexStringLower(file.Sha256()));
        using (var back = await ewa.Http.GetAsync($"/api/v1/files/{sent.Text("id")}", HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            back.Content.Headers.ContentLength.ShouldBe(Limit);
            Convert.ToHexStringLower(await SHA256.HashDataAsync(await back.Content.ReadAsStreamAsync(Cancelled), Cancelled)).ShouldBe(sent.Text("sha256"));
        }

        // By the page's form, in the reader's language; and by the API as it streams and before anything of it is sent.
        (await SendFormAsync(host, id, new GeneratedFile(Limit + 1) { IsChunked = true })).ShouldContain("plakat.pdf” przekracza 419,4\u00a0MB");
        (await UploadAsync(ewa, id, "plakat.pdf", new GeneratedFile(3 * Limit) { CutAt = 0 })).Problems()["file"].ShouldHaveSingleItem().ShouldContain("419,4\u00a0MB");

        await watching.CancelAsync();
        var grown = await peak - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"The host grew by {grown / 1_000_000} MB.");
        grown.ShouldBeLessThan(MostMemory);
        (await ewa.ReadAsync($"files/inquiry/{id}")).List("rows").ShouldHaveSingleItem();
        await ShouldHaveNothingElseAsync(host, sent.Text("id"));
    }

    [Fact]
    public async Task A_cut_line_leaves_nothing_and_a_repeated_key_makes_one_file()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Ulotka");
        var key = Guid.NewGuid().ToString();
        static GeneratedFile Other() => new(20_000_000, seed: 2);

        await Should.ThrowAsync<HttpRequestException>(() => UploadAsync(ewa, id, "ulotka.pdf", new GeneratedFile(20_000_000) { CutAt = 15_000_000 }, key));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => UploadAsync(ewa, id, "ulotka.pdf", new GeneratedFile(20_000_000), key)));
        var file = answers.Select(answer => answer.Ok().Text("id")).Distinct().ShouldHaveSingleItem();
        (await UploadAsync(ewa, id, "ulotka.pdf", Other(), key)).Problems();
        (await UploadAsync(ewa, id, "inna.pdf", new GeneratedFile(20_000_000), key)).Problems();
        (await SendFormAsync(Host, id, Other())).ShouldBeEmpty();

        var rows = (await ewa.ReadAsync($"files/inquiry/{id}")).List("rows");
        rows.Count.ShouldBe(2);
        rows[0].Text("id").ShouldBe(file);
        Convert.ToHexStringLower(SHA256.HashData(await ewa.DownloadAsync($"files/{rows[1].Text("id")}"))).ShouldBe(Convert.ToHexStringLower(Other().Sha256()));
        await ShouldHaveNothingElseAsync(Host, [.. rows.Select(row => row.Text("id"))]);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Answer> UploadAsync(Api api, string inquiry, string name, GeneratedFile content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files/inquiry/{inquiry}?name={name}") { Content = content };
        // One that sends nothing asks first whether it may.
        request.Headers.ExpectContinue = content.CutAt == 0;
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await api.Http.SendAsync(request, Cancelled);
        return new Answer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled), answer.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <returns>What the page's script would say of it; empty when it was taken.</returns>
    private static async Task<string> SendFormAsync(RunningHost host, string inquiry, GeneratedFile content)
    {
        var visitor = await Visitor.OfAsync(host, host.Person("ewa"));
        var door = WebUtility.HtmlDecode(UploadForm().Match(await visitor.PageAsync($"/inquiries/{inquiry}/edit")).Groups[1].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = new MultipartFormDataContent { { content, "file", "plakat.pdf" } } };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await visitor.Pages.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        answer.StatusCode.ShouldBe(text.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, text);
        return text.Length == 0 ? "" : System.Text.Json.Nodes.JsonNode.Parse(text)!.Text("problem");
    }

    private static async Task ShouldHaveNothingElseAsync(RunningHost host, params string[] files) =>
        await Eventually.GetAsync("the end of what was not finished", async () =>
            await host.CountAsync($"select count(distinct file_id) from portal.file_chunk where file_id = any('{{{string.Join(',', files)}}}') or not exists (select 1 from portal.file where id = file_id)") == files.Length ? files : null);

    private static async Task<long> PeakAsync(RunningHost host, CancellationToken until)
    {
        var peak = host.ResidentBytes;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!until.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            peak = Math.Max(peak, host.ResidentBytes);

        return peak;
    }

    [GeneratedRegex("action=\"(/files/inquiry/[^\"]+)\"")]
    private static partial Regex UploadForm();
}
