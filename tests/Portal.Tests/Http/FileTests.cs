using System.Security.Cryptography;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Files as people send and fetch them: what arrives is what was sent, and nothing passes for what it is not.</summary>
public sealed class FileTests(SharedHost shared) : HttpTest(shared)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static readonly byte[] Program = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, .. "This program cannot be run in DOS mode."u8];

    [Fact]
    public async Task A_picture_comes_back_as_it_was_sent()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Z okładką");

        var sent = (await ewa.UploadAsync("inquiry", id, "okładka.png", Png)).Ok();

        sent.Text("name").ShouldBe("okładka.png");
        sent.Text("mediaType").ShouldBe("image/png");
        sent.Amount("size").ShouldBe(Png.Length);
        sent.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Png)));
        (await ewa.DownloadAsync($"files/{sent.Text("id")}")).ShouldBe(Png);
        (await Host.Api("oliver").DownloadAsync($"files/{sent.Text("id")}")).ShouldBe(Png);
        (await Host.Api("jonas").GetAsync($"files/{sent.Text("id")}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_file_of_many_chunks_comes_back_whole()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Duży plik");
        var content = new byte[(3 * 256 * 1024) + 17];
        new Random(7).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);

        var sent = (await ewa.UploadAsync("inquiry", id, "wkład.pdf", content)).Ok();

        (await ewa.DownloadAsync($"files/{sent.Text("id")}")).ShouldBe(content);
    }

    [Fact]
    public async Task Content_that_belies_its_name_is_refused()
    {
        var oliver = Host.Api("oliver");
        var id = await oliver.StartAsync("False names");
        foreach (var (name, content) in new[] { ("paper.pdf", "not a paper"u8.ToArray()), ("picture.png", Program), ("setup.exe", Program), ("notes.txt", Program), ("page.html", "<script>alert(1)</script>"u8.ToArray()), ("picture.jpg", Png) })
        {
            var problems = (await oliver.UploadAsync("inquiry", id, name, content)).Problems();
            problems["file"].ShouldHaveSingleItem().ShouldContain(name);
        }
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var oliver = Host.Api("oliver");
        var id = await oliver.StartAsync("Empty");

        (await oliver.UploadAsync("inquiry", id, "empty.pdf", [])).Problems()["file"].ShouldHaveSingleItem().ShouldContain("empty.pdf");
        (await oliver.UploadAsync("inquiry", id, "empty.txt", [])).Problems();
    }

    [Fact]
    public async Task Pictures_and_papers_have_a_preview_and_what_only_pretends_has_none()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.StartAsync("Podglądy");
        var picture = (await ewa.UploadAsync("inquiry", id, "okładka.png", Pictures.Png(1200, 800))).Ok().Text("id");
        // A head that claims 3.6 thousand million pixels, a paper that is none, a text.
        foreach (var (name, content) in new[] { ("bomba.png", Pictures.Png(60_000, 60_000, rows: 10)), ("zepsuty.pdf", "%PDF-1.7 to nie jest dokument"u8.ToArray()), ("opis.txt", "opis"u8.ToArray()) })
        {
            var file = (await ewa.UploadAsync("inquiry", id, name, content)).Ok().Text("id");
            for (var time = 0; time < 2; time++)
                (await ewa.GetAsync($"files/{file}/preview")).Status.ShouldBe(204, name);
        }

        for (var time = 0; time < 2; time++)
            (await ewa.DownloadAsync($"files/{picture}/preview")).Skip(8).Take(4).ShouldBe("WEBP"u8.ToArray());
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/files/{picture}/preview");
        again.Headers.TryAddWithoutValidation("If-None-Match", $"\"{picture.Replace("-", "", StringComparison.Ordinal)}\"");
        using var unchanged = await ewa.Http.SendAsync(again, TestContext.Current.CancellationToken);
        unchanged.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotModified);
        (await Host.Api("jonas").GetAsync($"files/{picture}/preview")).Status.ShouldBe(404);
        (await Host.Api().GetAsync($"files/{picture}/preview")).Status.ShouldBe(401);
        (await ewa.ReadAsync($"files/inquiry/{id}")).List("rows").Select(row => row["hasPreview"]!.GetValue<bool>()).ShouldBe([true, true, true, false]);
        (await Host.Api("jonas").GetAsync($"files/inquiry/{id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_first_page_of_a_quote_is_shown_where_pages_can_be_drawn()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "pdftoppm"))), "Poppler is not installed.");
        var ewa = Host.Api("ewa");
        var quoted = await Host.QuotedAsync("ewa", "Z papierem");

        (await ewa.DownloadAsync($"files/{quoted.List("quotes")[0].Text("pdfFileId")}/preview")).Skip(8).Take(4).ShouldBe("WEBP"u8.ToArray());
    }

    [Fact]
    public async Task What_staff_add_for_themselves_is_not_there_for_the_customer()
    {
        var id = await Host.Api("ewa").SubmitAsync("Notatki biura");
        var staff = Host.Api("katarzyna");

        var own = (await staff.UploadAsync("inquiry", id, "marża.txt", "wewnętrzne"u8.ToArray())).Ok();

        (await Host.Api("ewa").GetAsync($"files/{own.Text("id")}")).Status.ShouldBe(404);
        (await Host.Api("ewa").ReadAsync($"files/inquiry/{id}")).List("rows").ShouldBeEmpty();
        (await staff.GetAsync($"files/{own.Text("id")}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Files_go_only_to_matters_that_take_them()
    {
        var ewa = Host.Api("ewa");

        (await ewa.UploadAsync("spaceship", Guid.NewGuid().ToString(), "a.txt", "a"u8.ToArray())).Status.ShouldBe(404);
        (await ewa.UploadAsync("inquiry", Guid.NewGuid().ToString(), "a.txt", "a"u8.ToArray())).Status.ShouldBe(404);
        (await Host.Api().UploadAsync("inquiry", Guid.NewGuid().ToString(), "a.txt", "a"u8.ToArray())).Status.ShouldBe(401);
    }
}
