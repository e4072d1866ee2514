using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.Leaks;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A task shows the files of its matter to those who may read them; what people are told of is said in words.</summary>
public sealed partial class TaskPageTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task A_task_shows_the_files_of_its_matter_and_no_paper_with_prices_to_who_may_not_see_prices()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Pliki zadania");
        var picture = (await Host.Api("ewa").UploadAsync("inquiry", inquiry.Text("id"), "okładka zadania.png", Pictures.Png(40, 30))).Ok().Text("id");
        var paper = inquiry.List("quotes")[0].Text("pdfFileId");
        var task = (await Host.Api("anna").ReadAsync($"tasks?show=done&q={Uri.EscapeDataString(inquiry.Text("number"))}")).List("rows")[0].Text("id");

        var full = await PageAsync("katarzyna", task);
        full.ShouldContain($"/files/{picture}/preview");
        full.ShouldContain("okładka zadania.png");
        full.ShouldContain($"/files/{paper}");

        // Production works on tasks and sees no amounts.
        var bare = await PageAsync("marek", task);
        bare.ShouldContain($"/files/{picture}/preview");
        bare.ShouldNotContain(paper);
        (await Host.Api("marek").GetAsync($"files/{paper}")).Status.ShouldBe(403);
        (await Host.Api("marek").ReadAsync($"files/inquiry/{inquiry.Text("id")}")).List("rows").ShouldHaveSingleItem().Text("id").ShouldBe(picture);
    }

    [Fact]
    public async Task Every_kind_of_notice_has_words_and_so_has_every_notice()
    {
        foreach (var person in new[] { "anna", "tomasz", "halina", "jonas", "petra" })
        {
            var visitor = await Visitor.OfAsync(Host, Host.Person(person));
            var kinds = (await Host.Api(person).ReadAsync("me/notices")).List("rows").Select(row => row.Text("kind")).ToList();
            kinds.Count.ShouldBeGreaterThan(5);
            var profile = WebUtility.HtmlDecode(await visitor.PageAsync("/profile"));
            foreach (var kind in kinds)
            {
                profile.ShouldContain($"value=\"{kind}:");
                profile.ShouldNotContain($"notice.{kind}");
            }

            BareKey().Match(WebUtility.HtmlDecode(await visitor.PageAsync("/notices"))).Value.ShouldBeEmpty();
        }
    }

    private async Task<string> PageAsync(string person, string task) => WebUtility.HtmlDecode(await (await Visitor.OfAsync(Host, Host.Person(person))).PageAsync($"/tasks/{task}"));

    /// <summary>A key of the texts that stands where words should.</summary>
    [GeneratedRegex(@">\s*(inquiries|inquiry|quote|order|orders|task|absence|asks?|notices)\.[A-Za-z.]+")]
    private static partial Regex BareKey();
}
