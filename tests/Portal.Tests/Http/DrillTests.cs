using Portal.Kernel;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The host dies, as by a power cut, at every step between a customer's acceptance and the mail about the order: nothing is lost, nothing is done twice.</summary>
public sealed class DrillTests
{
    private const string Customer = "ewa.kaminska";

    [Fact]
    public async Task An_acceptance_becomes_one_order_and_one_mail_wherever_the_host_dies()
    {
        await using var host = await RunningHost.StartAsync();
        string[] steps = [.. Drill.Steps.Take(2).Select(step => $"{step} AcceptQuote"), .. Drill.Steps.Skip(2).Take(3).SelectMany(step => new[] { $"{step} MakeOrder", $"{step} MailOrderReceived", $"{step} SendLetter" }), "mail.send order.received", "mail.sent order.received"];
        foreach (var step in steps)
        {
            var quoted = await host.QuotedAsync(Customer, $"Drill {step}");
            var key = Guid.NewGuid().ToString();
            var died = host.DieAtAsync(step);
            await AttemptAsync(host, quoted, key);
            await died.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await host.RestartAsync();

            // What a person or a program does that got no answer: the same again.
            (await host.Api(Customer).AcceptAsync(quoted, 0, key)).Ok();
            var order = (await host.Api(Customer).OrdersOfAsync(quoted.Text("id"))).ShouldHaveSingleItem(step);
            var number = (await host.Api(Customer).ReadAsync($"orders/{order}")).Text("number");
            (await host.MailsToAsync(Customer, number)).Where(mail => mail.Subject.Contains(number)).Select(mail => mail.Subject).ShouldHaveSingleItem(step);
            (await host.Api(Customer).ReadAsync("orders?q=" + Uri.EscapeDataString($"Drill {step}"))).List("rows").Count.ShouldBe(1, step);
        }
    }

    /// <summary>The answer may never come: that is the point.</summary>
    private static async Task AttemptAsync(RunningHost host, System.Text.Json.Nodes.JsonNode quoted, string key)
    {
        try
        {
            await host.Api(Customer).AcceptAsync(quoted, 0, key);
        }
        catch (HttpRequestException)
        {
        }
    }
}
