using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MimeKit;
using Portal.Tests.Leaks;
using Portal.Tests.Mail;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A mail server that refuses, hangs, cuts the line or says never: work goes on, each mail arrives once, and what can't is the administrator's to decide.</summary>
public sealed class MailOutageTests
{
    private const string Customer = "ewa";

    [Fact]
    public async Task Work_goes_on_while_the_mail_server_is_away_and_each_mail_arrives_once()
    {
        var files = Directory.CreateTempSubdirectory("portal-tls-");
        var (certificate, key) = SmtpServer.SelfSigned(files);
        var port = SmtpServer.FreePort();
        string[] server = ["--port", $"{port}", "--tlscert", certificate, "--tlskey", key, "--user", "portal", "--password", "tajne hasło"];
        await using var host = await RunningHost.StartInAsync(
            start => start.Environment["SSL_CERT_FILE"] = certificate,
            "--Portal:Mail:Transport=smtp", "--Portal:Mail:Host=localhost", $"--Portal:Mail:Port={port}", "--Portal:Mail:User=portal", "--Portal:Mail:Password=tajne hasło", "--Portal:Mail:TimeoutSeconds=30");
        var numbers = new List<string>();

        // Nobody listens. The mail waits, and longer from time to time.
        numbers.AddRange(await BuyAsync(host, "Odmowa"));
        var first = await FailedAsync(host, numbers[0], attempts: 1);
        first.Text("to").ShouldBe(host.Person(Customer).Email);
        first.Text("reason").ShouldContain($"localhost:{port}");
        host.MoveClock(TimeSpan.FromHours(1));
        var second = await FailedAsync(host, numbers[0], attempts: first["attempts"]!.GetValue<int>() + 1);
        var pause = DateTimeOffset.Parse(second.Text("nextAttemptAt"), CultureInfo.InvariantCulture) - (Days.Machine.GetUtcNow() + TimeSpan.FromHours(1));
        pause.ShouldBeGreaterThan(TimeSpan.FromSeconds(Math.Pow(2, second["attempts"]!.GetValue<int>()) / 2));

        // It hangs: orders are made within a fraction of the time that a single mail waits.
        await using (var hanging = await SmtpServer.StartAsync(server))
        {
            await hanging.FreezeAsync();
            var watch = Stopwatch.StartNew();
            for (var time = 0; time < 3; time++)
                numbers.AddRange(await BuyAsync(host, $"Milczenie {time}"));
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25));
        }

        // It cuts the line when all was said. Then it is as it should be.
        await using var back = await SmtpServer.StartAsync(server);
        back.Rule("drop");
        numbers.AddRange(await BuyAsync(host, "Zerwanie"));
        (await FailedAsync(host, numbers[^2], attempts: 1)).ShouldNotBeNull();
        back.Rule("");
        host.MoveClock(TimeSpan.FromHours(3));
        await Eventually.GetAsync("all mails", () => Task.FromResult(numbers.TrueForAll(number => Subjects(back).Exists(subject => subject.Contains(number))) ? numbers : null));

        // Never again: given up at once, and the administrator decides.
        back.Rule($"never {host.Person(Customer).Email}");
        var (mended, dropped) = ((await BuyAsync(host, "Skrzynka zamknięta"))[0], (await BuyAsync(host, "Skrzynka usunięta"))[0]);
        var (closed, gone) = (await GivenUpAsync(host, mended), await GivenUpAsync(host, dropped));
        closed.Text("reason").ShouldContain("550 5.1.1 no such mailbox");
        (await host.Api(Customer).GetAsync("deliveries")).Status.ShouldBe(403);
        (await host.Api(Customer).PostAsync("deliveries/again", new { id = closed.Text("id") })).Status.ShouldBe(403);
        var page = await (await Visitor.OfAsync(host, host.Person("anna"))).PageAsync("/administration/deliveries");
        page.ShouldContain(mended);
        page.ShouldContain("550 5.1.1 no such mailbox");
        (await host.Api("anna").DeleteAsync($"deliveries/{gone.Text("id")}")).Ok();
        (await host.Api("anna").DeleteAsync($"deliveries/{gone.Text("id")}")).Status.ShouldBe(404);
        back.Rule("");
        (await host.Api("anna").PostAsync("deliveries/again", new { id = closed.Text("id") })).Ok().GetValue<int>().ShouldBe(1);
        await Eventually.GetAsync("the mail sent again", () => Task.FromResult(Subjects(back).Find(subject => subject.Contains(mended))));
        await Eventually.GetAsync("the others sent again", async () => (await host.Api("anna").PostAsync("deliveries/again")).Ok() is not null && (await host.Api("anna").ReadAsync("deliveries")).List("rows").Count == 0 ? back : null);

        var subjects = Subjects(back);
        foreach (var number in numbers.Append(mended))
            subjects.Where(subject => subject.Contains(number)).ShouldHaveSingleItem();
        subjects.ShouldNotContain(subject => subject.Contains(dropped));
        (await host.CountAsync($"select count(*) from portal.audit where entity = 'portal.outbox' and person_id is not null and entity_id in ('{closed.Text("id")}', '{gone.Text("id")}')")).ShouldBe(2);
        files.Delete(recursive: true);
    }

    /// <returns>The numbers of the quote and of the order, each of which a mail tells of.</returns>
    private static async Task<string[]> BuyAsync(RunningHost host, string title)
    {
        var quoted = await host.QuotedAsync(Customer, title);
        (await host.Api(Customer).AcceptAsync(quoted, 0)).Ok();
        var order = (await host.Api(Customer).OrdersOfAsync(quoted.Text("id")))[0];
        return [quoted.List("quotes")[0].Text("number"), (await host.Api(Customer).ReadAsync($"orders/{order}")).Text("number")];
    }

    private static Task<JsonNode> FailedAsync(RunningHost host, string number, int attempts) => Eventually.GetAsync($"attempt {attempts} at the mail about {number}", async () =>
        await FindAsync(host, number) is { } row && row["attempts"]!.GetValue<int>() >= attempts ? row : null);

    private static Task<JsonNode> GivenUpAsync(RunningHost host, string number) => Eventually.GetAsync($"the end of attempts at the mail about {number}", async () =>
        await FindAsync(host, number) is { } row && row["nextAttemptAt"] is null ? row : null);

    private static async Task<JsonNode?> FindAsync(RunningHost host, string number)
    {
        for (string? after = null; ;)
        {
            var list = await host.Api("anna").ReadAsync(after is null ? "deliveries" : $"deliveries?after={after}");
            if (list.List("rows").FirstOrDefault(row => row["subject"]?.ToJsonString().Contains(number, StringComparison.Ordinal) == true) is { } found)
                return found;
            after = list["next"]?.ToString();
            if (after is null)
                return null;
        }
    }

    private static List<string> Subjects(SmtpServer server) => [.. server.Taken.Select(file =>
    {
        using var message = MimeMessage.Load(file.FullName);
        return message.Subject ?? "";
    })];
}
