using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Plugin.Printing;
using Portal.PluginSdk;

namespace Portal.Bench;

/// <summary>An inquiry of sixty cells: sent, and calculated by the engine alone.</summary>
internal sealed record SixtyCells(double SubmitMilliseconds, double EngineMilliseconds, Guid Last)
{
    public const int Count = 60;

    public static async Task<SixtyCells> MeasureAsync(Visitor customer, string repository, Options options)
    {
        var engine = Engine(repository);
        var (times, last) = (new List<double>(), Guid.Empty);
        // The first is the warm-up.
        for (var i = 0; i <= options.Submits; i++)
        {
            last = (await customer.PostAsync("inquiries", Specs.Sixty(engine.Spec.ToJson()))).GetProperty("id").GetGuid();
            var start = Stopwatch.GetTimestamp();
            var sent = await customer.PostAsync($"inquiries/{last}/submit", new { });
            if (i > 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (sent.GetProperty("cells").GetInt32() != Count)
                throw new InvalidOperationException($"Not {Count} cells: {sent}");
        }

        return new(times.Median(), engine.Milliseconds(), last);
    }

    public static EngineAlone Engine(string repository)
    {
        var folder = Path.Combine(repository, "plugins", "Printing");
        var file = JsonSerializer.Deserialize<DictionaryFile>(File.ReadAllText(Path.Combine(folder, "dictionaries.json")), DictionaryFile.Json)!;
        var registry = new Registry();
        new PrintingPlugin().Register(registry);
        var book = registry.Types.Single(type => type.Id == "printing.book");
        return new(book.Prepare(new DictionarySet(new Snapshot(Guid.Empty, 1, ""), file.Currency, file.Tables)), book.Sample);
    }

    private sealed class Registry : IPluginRegistry
    {
        public List<IProductType> Types { get; } = [];

        public void AddProductType(IProductType productType) => Types.Add(productType);
    }
}

/// <summary>The plugin called without the product around it, on one thread.</summary>
internal sealed record EngineAlone(ICalculator Calculator, Spec Spec)
{
    /// <summary>For the sixty cells: the median of many, once warm.</summary>
    public double Milliseconds()
    {
        var choices = Specs.Alternatives.Select(Spec.With).Prepend(Spec).ToList();
        var times = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var choice in choices)
            {
                foreach (var quantity in Specs.TenQuantities)
                    Calculator.Calculate(choice, quantity);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(20).Median();
    }
}

/// <summary>What a browser fetches for a page, first with nothing kept and then with all that may be kept.</summary>
internal sealed partial record Visits(int FirstRequests, long FirstBytes, int SecondRequests, long SecondBytes)
{
    public static async Task<Visits> MeasureAsync(Visitor customer, string path)
    {
        var (first, kept) = await FetchAsync(customer, path, new Dictionary<string, string?>());
        var (second, _) = await FetchAsync(customer, path, kept);
        return new(first.Requests, first.Bytes, second.Requests, second.Bytes);
    }

    /// <param name="kept">What was fetched before, with its ETag where it has to be asked for again.</param>
    private static async Task<((int Requests, long Bytes) Cost, Dictionary<string, string?> Kept)> FetchAsync(Visitor customer, string path, Dictionary<string, string?> kept)
    {
        var (requests, bytes, now) = (0, 0L, new Dictionary<string, string?>());
        var open = new Queue<string>([path]);
        var seen = new HashSet<string>();
        while (open.TryDequeue(out var address))
        {
            if (!seen.Add(address) || (kept.TryGetValue(address, out var etag) && etag is null))
                continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "br" } } };
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            using var answer = await customer.Http.SendAsync(request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode && answer.StatusCode != System.Net.HttpStatusCode.NotModified)
                throw new InvalidOperationException($"{address}: {(int)answer.StatusCode}");
            (requests, bytes) = (requests + 1, bytes + body.Length);
            if (answer.IsSuccessStatusCode && address != path)
                now[address] = answer.Headers.CacheControl is { MaxAge: { } age, NoCache: false } && age > TimeSpan.Zero ? null : answer.Headers.ETag?.ToString() ?? "";
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType is not ("text/html" or "text/css") and not null)
                continue;
            var css = answer.Content.Headers.ContentType?.MediaType == "text/css";
            // A page's own base is the root.
            var from = css ? new Uri(customer.Http.BaseAddress!, address) : customer.Http.BaseAddress!;
            foreach (var found in References(await PlainAsync(answer, body), css))
                open.Enqueue(new Uri(from, found).PathAndQuery);
        }

        return ((requests, bytes), now);
    }

    private static async Task<string> PlainAsync(HttpResponseMessage answer, byte[] body)
    {
        Stream stream = new MemoryStream(body);
        if (answer.Content.Headers.ContentEncoding.Contains("br"))
            stream = new System.IO.Compression.BrotliStream(stream, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static IEnumerable<string> References(string text, bool css) => (css ? InStyle() : InPage()).Matches(text).Select(match => match.Groups[1].Value)
        .Where(found => !found.StartsWith("data:", StringComparison.Ordinal) && !found.StartsWith('#')).Select(found => System.Net.WebUtility.HtmlDecode(found.Split('#')[0])).Distinct();

    [GeneratedRegex("(?:href|src)=\"(/?[^\"?#:]+\\.(?:css|js|mjs|svg|png|woff2|webmanifest)[^\"]*)\"")]
    private static partial Regex InPage();

    // Of a face's formats a browser takes the first.
    [GeneratedRegex("url\\([\"']?([^\"')]+\\.(?:woff2|svg|png|css)[^\"')]*)[\"']?\\)")]
    private static partial Regex InStyle();
}
