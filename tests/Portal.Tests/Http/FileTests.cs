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
    public async Task What_staff_add_for_themselves_is_not_there_for_the_customer()
    {
        var id = await Host.Api("ewa").SubmitAsync("Notatki biura");
        var staff = Host.Api("katarzyna");

        var own = (await staff.UploadAsync("inquiry", id, "marża.txt", "wewnętrzne"u8.ToArray())).Ok();

        (await Host.Api("ewa").GetAsync($"files/{own.Text("id")}")).Status.ShouldBe(404);
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
