using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>PostgreSQL dies under a host that works. Nothing is lost, nothing is done twice, and everything goes on without anybody's help.</summary>
public sealed partial class OutageTests
{
    private const int Clients = 12;
    private static readonly string[] Customers = ["ewa", "jonas", "petra", "oliver"];

    [Fact]
    public async Task Under_load_each_story_comes_to_one_inquiry_one_quote_one_order_and_its_mails()
    {
        await using var host = await RunningHost.StartAsync(settings: "--Portal:Jobs:Every=00:00:01");
        var visitor = await Visitor.OfAsync(host, host.Person("ewa"));
        var followed = await host.Api("ewa").SubmitAsync("Śledzone");
        var live = LivePart().Matches(await visitor.PageAsync($"/inquiries/{followed}"))[^1];
        using var stream = new StreamReader(await visitor.Pages.GetStreamAsync(WebUtility.HtmlDecode(live.Groups[1].Value), Cancelled));

        var heard = Channel.CreateUnbounded<string>();
        _ = HearAsync(stream, heard.Writer);

        using var enough = new CancellationTokenSource();
        var done = new StrongBox<int>();
        var work = Enumerable.Range(0, Clients).Select(client => WorkAsync(host, Customers[client % Customers.Length], client, done, enough.Token)).ToList();
        foreach (var signal in new[] { "QUIT", "KILL" })
        {
            // In full swing: a story more for each client since the last blow.
            await MoreAsync(done, Clients);
            await host.StopDatabaseAsync(signal);
            await ReadyAsync(host, HttpStatusCode.ServiceUnavailable);
            await ReadyAsync(host, HttpStatusCode.OK);
        }

        await MoreAsync(done, Clients);
        await enough.CancelAsync();
        var stories = (await Task.WhenAll(work)).SelectMany(played => played).ToList();
        stories.Count.ShouldBeGreaterThan(2 * Clients);
        stories.Sum(story => story.Repeats).ShouldBeGreaterThan(0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{stories.Count} stories, {stories.Sum(story => story.Repeats)} requests repeated");
        var numbers = new List<string>();
        foreach (var story in stories)
            numbers.AddRange(await ShouldBeDoneOnceAsync(host, story));
        var subjects = await Eventually.GetAsync("a mail of each quote and order", () =>
        {
            var sent = host.Mails().Select(mail => mail.Subject).ToList();
            return Task.FromResult(numbers.TrueForAll(number => sent.Exists(subject => subject.Contains(number))) ? sent : null);
        });
        foreach (var number in numbers)
            subjects.Where(subject => subject.Contains(number)).ShouldHaveSingleItem();

        // The page that was open all along is told, and the household goes on.
        while (heard.Reader.TryRead(out _))
        {
        }

        await host.Api("katarzyna").WriteAsync($"notes/inquiry/{followed}", new { text = "Po przerwie" });
        await heard.Reader.ReadAllAsync(Cancelled).FirstAsync(line => line.StartsWith("data: inquiry:", StringComparison.Ordinal), Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await host.Api("katarzyna").WriteAsync($"inquiries/{followed}/quotes", new { validUntil = Days.In(2) });
        await Eventually.GetAsync("the reminder, which a job sends", async () => (await host.Api("ewa").ReadAsync("notices")).List("rows").FirstOrDefault(row => row["subject"]!.ToJsonString().Contains("inquiries.reminder.subject")));
    }

    [Fact]
    public async Task While_the_database_is_away_people_and_programs_are_told_so_and_what_was_typed_is_not_lost()
    {
        await using var host = await RunningHost.StartAsync();
        var ewa = host.Api("ewa");
        var id = await ewa.SubmitAsync("Z rozmową");
        var visitor = await Visitor.OfAsync(host, host.Person("ewa"));
        var form = Fields(await visitor.PageAsync($"/inquiries/{id}"), "data-name=\"AddNote");
        form["Text"] = "Proszę o „miękką” oprawę & próbny arkusz";

        var back = await host.TakeDatabaseAwayAsync();
        await ReadyAsync(host, HttpStatusCode.ServiceUnavailable);
        using (var told = await ewa.Http.GetAsync($"/api/v1/inquiries/{id}", Cancelled))
        {
            told.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            told.Headers.RetryAfter.ShouldNotBeNull();
            told.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            (await told.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Portal chwilowo nie ma dostępu do swoich danych");
        }

        (await host.Api("oliver").GetAsync("inquiries")).Text.ShouldContain("can't reach its data");
        using (var page = await visitor.Pages.GetAsync($"/inquiries/{id}?view=a", Cancelled))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain($"href=\"/inquiries/{id}?view=a\"");
        }

        using var sent = await visitor.Pages.PostAsync($"/inquiries/{id}", new FormUrlEncodedContent(form), Cancelled);
        sent.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var kept = await sent.Content.ReadAsStringAsync(Cancelled);
        kept.ShouldContain("Wpisane dane są nadal na tej stronie");
        kept.ShouldContain("lang=\"pl\"");
        var again = Fields(kept, "class=\"error-page\"");
        again.ShouldBe(form, ignoreOrder: true);

        back();
        await ReadyAsync(host, HttpStatusCode.OK);
        for (var time = 0; time < 2; time++)
        {
            using var done = await visitor.Pages.PostAsync($"/inquiries/{id}", new FormUrlEncodedContent(again), Cancelled);
            done.StatusCode.ShouldBe(HttpStatusCode.Found);
        }

        (await ewa.ReadAsync($"notes/inquiry/{id}")).List("rows").ShouldHaveSingleItem().Text("text").ShouldBe(form["Text"]);
    }

    [Fact]
    public async Task A_host_whose_folder_was_replaced_stops_in_order_and_its_database_with_it()
    {
        // As an update does that puts the new program where the old one was.
        var folder = Path.Combine(Repository.Folder, "artifacts", $"host-{Guid.NewGuid():N}");
        await CopyAsync(Path.Combine(Repository.Folder, "artifacts", "host"), folder);
        try
        {
            await using var host = await RunningHost.StartInAsync(start => start.WorkingDirectory = folder);
            Directory.Delete(folder, recursive: true);
            (await host.Api("ewa").GetAsync("inquiries")).Status.ShouldBe(200);
            await host.StopDatabaseAsync("QUIT");
            await ReadyAsync(host, HttpStatusCode.ServiceUnavailable);
            await ReadyAsync(host, HttpStatusCode.OK);

            (await host.EndAsync()).ShouldBe(0, host.Said);
            host.DatabaseProcess.ShouldBeNull(host.Said);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private sealed record Story(string Customer, string Title, string Inquiry, string QuoteNumber, int Repeats);

    private static async Task MoreAsync(StrongBox<int> done, int more)
    {
        var goal = Volatile.Read(ref done.Value) + more;
        await Eventually.GetAsync($"{more} stories more", () => Task.FromResult(Volatile.Read(ref done.Value) >= goal ? done : null));
    }

    private static async Task<List<Story>> WorkAsync(RunningHost host, string customer, int client, StrongBox<int> done, CancellationToken enough)
    {
        var stories = new List<Story>();
        while (!enough.IsCancellationRequested)
        {
            stories.Add(await PlayAsync(host, customer, $"Awaria {client}-{stories.Count}-{Guid.NewGuid():N}"));
            Interlocked.Increment(ref done.Value);
        }

        return stories;
    }

    /// <summary>As a careful program does it: each write under a key of its own, repeated until it is answered.</summary>
    private static async Task<Story> PlayAsync(RunningHost host, string customer, string title)
    {
        var (api, staff, repeats) = (host.Api(customer), host.Api("katarzyna"), 0);
        var draft = await StubbornAsync(_ => api.GetAsync("product-types"));
        var spec = draft.List("items").First(item => item.Text("id") == Stories.Book)["sample"]!.DeepClone();
        var inquiry = (await StubbornAsync(key => api.PostAsync("inquiries", new { productType = Stories.Book, title, customerNumber = "PO-77", items = new[] { new { spec, quantities = new[] { 20m } } } }, key))).Text("id");
        await StubbornAsync(key => api.UploadAsync("inquiry", inquiry, "okładka.txt", "okładka"u8.ToArray(), key));
        await StubbornAsync(key => api.PostAsync($"inquiries/{inquiry}/submit", null, key));
        await StubbornAsync(key => staff.PostAsync($"inquiries/{inquiry}/quotes", new { validUntil = Days.In(30), message = "" }, key));
        var quoted = await StubbornAsync(_ => api.GetAsync($"inquiries/{inquiry}"));
        await StubbornAsync(key => api.AcceptAsync(quoted, 0, key));
        return new Story(customer, title, inquiry, quoted.List("quotes")[0].Text("number"), repeats);

        async Task<JsonNode> StubbornAsync(Func<string, Task<Answer>> send)
        {
            var key = Guid.NewGuid().ToString();
            return await Eventually.GetAsync("an answer", async () =>
            {
                var answer = await send(key);
                if (answer.Status != 503)
                    return answer.Ok();
                answer.MediaType.ShouldBe("application/problem+json");
                repeats++;
                return null;
            });
        }
    }

    /// <returns>The numbers of quote and order, each of which one mail tells of.</returns>
    private static async Task<string[]> ShouldBeDoneOnceAsync(RunningHost host, Story story)
    {
        var api = host.Api(story.Customer);
        var order = (await api.OrdersOfAsync(story.Inquiry)).ShouldHaveSingleItem(story.Title);
        (await api.ReadAsync($"inquiries?q={story.Title}")).List("rows").ShouldHaveSingleItem(story.Title);
        var inquiry = await api.ReadAsync($"inquiries/{story.Inquiry}");
        inquiry.List("quotes").ShouldHaveSingleItem(story.Title);
        inquiry.List("acceptances").ShouldHaveSingleItem(story.Title);
        (await api.ReadAsync($"orders?q={story.Title}")).List("rows").ShouldHaveSingleItem(story.Title);
        (await api.ReadAsync($"files/inquiry/{story.Inquiry}")).List("rows").Count(row => row.Text("name") == "okładka.txt").ShouldBe(1, story.Title);
        (await host.Api("anna").ReadAsync($"tasks?show=done&q={Uri.EscapeDataString(inquiry.Text("number"))}")).List("rows").Count.ShouldBe(1, story.Title);
        return [story.QuoteNumber, (await api.ReadAsync($"orders/{order}")).Text("number")];
    }

    /// <summary>Once the host answers so, which it must within a moment.</summary>
    private static async Task ReadyAsync(RunningHost host, HttpStatusCode status) => await Eventually.GetAsync($"the host to be {status}", async () =>
    {
        using var answer = await host.Api().Http.GetAsync("/health/ready", Cancelled);
        return answer.StatusCode == status ? host : null;
    });

    private static async Task HearAsync(StreamReader stream, ChannelWriter<string> heard)
    {
        while (await stream.ReadLineAsync(Cancelled) is { } line)
            await heard.WriteAsync(line, Cancelled);
    }

    private static Dictionary<string, string> Fields(string page, string mark)
    {
        var at = page.IndexOf(mark, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, page);
        return Hidden().Matches(page[at..].Split("</form>")[0]).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
    }

    private static async Task CopyAsync(string from, string to)
    {
        using var copy = System.Diagnostics.Process.Start("cp", ["-a", from, to]);
        await copy.WaitForExitAsync(Cancelled);
    }

    [GeneratedRegex("data-address=\"(/live[^\"]+)\"")]
    private static partial Regex LivePart();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/>""")]
    private static partial Regex Hidden();
}
