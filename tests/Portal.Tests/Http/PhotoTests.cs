using System.Net;
using Portal.Tests.Leaks;
using Shouldly;
using SkiaSharp;

namespace Portal.Tests.Http;

/// <summary>Faces: a photo is taken by its content, cut square, and seen by whoever may see the person.</summary>
public sealed class PhotoTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task A_photo_is_cut_square_kept_under_its_content_and_goes_again()
    {
        var jonas = Host.Api("jonas");
        var id = (await jonas.ReadAsync("me")).Text("personId");
        var visitor = await Visitor.OfAsync(Host, Host.Person("jonas"));
        (await jonas.PostAsync($"people/{id}/photo", new { content = Pictures.Png(400, 240) })).Ok();
        var page = await Eventually.GetAsync("the face with its photo", async () => await visitor.PageAsync("/company") is var shown && shown.Contains($"/people/{id}/photo?v=") ? shown : null);
        var address = page[page.IndexOf($"/people/{id}/photo?v=", StringComparison.Ordinal)..].Split('"')[0];
        using var answer = await visitor.Pages.GetAsync(address, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        using var picture = SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        (picture.Width, picture.Height).ShouldBe((192, 192));

        foreach (var (who, status) in new[] { ("anna", 200), ("ewa", 404), (null, 302) })
        {
            var other = await Visitor.OfAsync(Host, who is null ? null : Host.Person(who));
            ((int)(await other.Pages.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode).ShouldBe(status, who);
        }

        (await jonas.PostAsync($"people/{id}/photo", new { content = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() })).Problems().Keys.ShouldBe(["content"]);
        (await jonas.PostAsync($"people/{id}/photo", new { content = (byte[])[0xFF, 0xD8, 0xFF, 1, 2, 3] })).Problems().Keys.ShouldBe(["content"]);
        (await Host.Api("ewa").PostAsync($"people/{id}/photo", new { content = Pictures.Png(40, 40) })).Status.ShouldBe(404);
        (await Host.Api("piotr").PostAsync($"people/{id}/photo", new { content = Pictures.Png(40, 40) })).Status.ShouldBe(403);
        (await jonas.PostAsync($"people/{id}/photo", new { content = Array.Empty<byte>() })).Ok();
        await Eventually.GetAsync("initials again", async () => (await visitor.PageAsync("/company")).Contains($"/people/{id}/photo") ? null : id);
        ((int)(await visitor.Pages.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode).ShouldBe(404);
    }
}
