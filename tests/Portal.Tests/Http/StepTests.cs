using System.Net;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Customers follow an inquiry as far as the company shows it, in its words (INQ-07).</summary>
public sealed class StepTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task A_customer_follows_the_line_and_staff_see_what_is_hidden()
    {
        var (ewa, katarzyna) = (Host.Api("ewa"), Host.Api("katarzyna"));
        var id = await ewa.SubmitAsync("Linia", [300m]);
        (await PlacesAsync(ewa, id)).ShouldBe(["submitted current", "inCalculation ahead", "quoted ahead", "decided ahead"]);

        // A margin below the floor goes to approval, of which customers are not told unless the company says so.
        await katarzyna.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 9 });
        await katarzyna.PublishAsync(id);
        (await PlacesAsync(ewa, id)).ShouldBe(["submitted done", "inCalculation current", "quoted ahead", "decided ahead"]);
        (await PlacesAsync(katarzyna, id)).ShouldBe(["submitted done", "inCalculation done", "inApproval current", "quoted ahead", "decided ahead"]);
        var staff = await katarzyna.ReadAsync($"inquiries/{id}");
        staff.List("line").Where(step => step["isHidden"]!.GetValue<bool>()).ShouldHaveSingleItem().Text("step").ShouldBe("inApproval");

        await Host.Api("piotr").WriteAsync($"inquiries/{id}/margin-decision", new { approvalId = (await katarzyna.ReadAsync($"inquiries/{id}/desk")).List("approvals")[0].Text("id"), isApproved = true });
        await katarzyna.PublishAsync(id);
        var shown = await ewa.ReadAsync($"inquiries/{id}");
        shown.List("line").Select(step => step["at"] is not null).ShouldBe([true, true, true, false]);
        (await ewa.AcceptAsync(shown, 0)).Ok();
        (await PlacesAsync(ewa, id)).ShouldBe(["submitted done", "inCalculation done", "quoted done", "decided done"]);
        (await ewa.ReadAsync($"inquiries/{id}"))["status"]!.Text("words").ShouldBe("przyjęte");
    }

    [Fact]
    public async Task A_hidden_step_is_told_nowhere_and_the_company_s_words_everywhere()
    {
        var (petra, jonas, anna, katarzyna) = (Host.Api("petra"), Host.Api("jonas"), Host.Api("anna"), Host.Api("katarzyna"));
        var company = (await petra.ReadAsync("me")).Text("companyId");
        (await Host.Api("piotr").PutAsync("inquiry-steps", new { step = "inCalculation", isShown = false })).Status.ShouldBe(403);
        (await petra.PutAsync($"companies/{company}/inquiry-steps", new { inCalculation = "shown" })).Status.ShouldBe(403);
        (await anna.PutAsync("inquiry-steps", new { step = "quoted", isShown = false })).Problems().ShouldContainKey("isShown");
        try
        {
            (await anna.PutAsync("inquiry-steps", new { step = "waitsForCustomer", isShown = true, wordsCs = "čekáme na vás", wordsDe = "Ihr Zug" })).Ok();
            (await anna.PutAsync($"companies/{company}/inquiry-steps", new { inCalculation = "hidden", waitsForCustomer = "hidden" })).Ok();
            (await anna.ReadAsync("inquiry-steps")).List("exceptions").Count(row => row.Text("companyId") == company).ShouldBe(2);

            var (hers, his) = (await petra.SubmitAsync("Skryté"), await jonas.SubmitAsync("Sichtbar"));
            foreach (var id in new[] { hers, his })
                await WaitAsync(id);
            await Eventually.GetAsync("the step", async () => (await katarzyna.ReadAsync($"inquiries/{hers}"))["status"]!.Text("step") == "waitsForCustomer" ? "there" : null);

            // Jonas reads what is missing in the company's words; Petra still has a matter that was sent.
            await Eventually.GetAsync("the words", async () => (await jonas.ReadAsync($"inquiries/{his}"))["status"]!.Text("words") == "Ihr Zug" ? "there" : null);
            (await jonas.ReadAsync("inquiries?show=waiting")).List("rows").ShouldContain(row => row.Text("id") == his);
            (await jonas.ReadAsync($"inquiries/{his}/promise"))["paused"].ShouldNotBeNull();
            (await petra.ReadAsync("inquiries?show=waiting")).List("rows").ShouldNotContain(row => row.Text("id") == hers);
            (await petra.ReadAsync($"inquiries/{hers}/promise"))["paused"].ShouldBeNull();
            (await PlacesAsync(petra, hers)).ShouldBe(["submitted current", "quoted ahead", "decided ahead"]);
            var visitor = await Visitor.OfAsync(Host, Host.Person("petra"));
            foreach (var (path, isPage) in new[]
            {
                ($"/api/v1/inquiries/{hers}", false), ("/api/v1/inquiries", false), ("/api/v1/inquiries/matters", false), ($"/inquiries/{hers}", true), ("/inquiries", true),
                ("/", true), ("/company", true), ("/inquiries/export?format=csv", true),
            })
            {
                var body = isPage ? WebUtility.HtmlDecode(await visitor.PageAsync(path)) : System.Text.RegularExpressions.Regex.Unescape((await petra.GetAsync(path["/api/v1/".Length..])).Text);
                body.ShouldContain("Skryté", Case.Sensitive, path);
                var matter = body.Contains("\"rows\"", StringComparison.Ordinal) ? body.Split("{\"id\"").First(row => row.Contains("Skryté", StringComparison.Ordinal)) : body;
                foreach (var secret in new[] { "inCalculation", "waitsForCustomer", "čekáme na vás", "v kalkulaci", "WaitsForCustomer", "InCalculation" })
                    matter.ShouldNotContain(secret, Case.Sensitive, $"{path} tells");
            }

            // The refusal of what is not possible now does not tell either.
            (await petra.PostAsync($"inquiries/{hers}/refuse", new { reason = "ne" })).Problems()[""][0].ShouldNotContain("kalkulac");

            // When the work goes on and the company shows it again, so does the line.
            var task = await TaskAsync(hers);
            await (await DoerAsync(task)).WriteAsync($"tasks/{task}/start");
            (await anna.PutAsync($"companies/{company}/inquiry-steps", new { })).Ok();
            await Eventually.GetAsync("the step shown", async () => (await PlacesAsync(petra, hers)).Contains("inCalculation current") ? "there" : null);
        }
        finally
        {
            (await anna.PutAsync("inquiry-steps", new { step = "waitsForCustomer", isShown = true })).Ok();
            (await anna.PutAsync($"companies/{company}/inquiry-steps", new { })).Ok();
        }
    }

    private static async Task<IEnumerable<string>> PlacesAsync(Api reader, string inquiry) =>
        (await reader.ReadAsync($"inquiries/{inquiry}")).List("line").Select(step => $"{step.Text("step")} {step.Text("place")}");

    private async Task WaitAsync(string inquiry)
    {
        var task = await TaskAsync(inquiry);
        var doer = await DoerAsync(task);
        await doer.WriteAsync($"tasks/{task}/start");
        await doer.WriteAsync($"tasks/{task}/wait", new { note = "Brakuje okładki" });
    }

    private async Task<string> TaskAsync(string inquiry)
    {
        var number = (await Host.Api("anna").ReadAsync($"inquiries/{inquiry}")).Text("number");
        return (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows")[0].Text("id");
    }

    private async Task<Api> DoerAsync(string task) =>
        (await Host.Api("anna").ReadAsync($"tasks/{task}"))["assignee"]!.Text("name").StartsWith("Katarzyna", StringComparison.Ordinal) ? Host.Api("katarzyna") : Host.Api("tomasz");
}
