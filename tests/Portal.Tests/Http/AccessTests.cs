using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Who is let in, and what they may not know of: 401, 403 and 404.</summary>
public sealed class AccessTests(SharedHost shared) : HttpTest(shared)
{
    [Theory]
    [InlineData("inquiries")]
    [InlineData("me")]
    [InlineData("product-types")]
    [InlineData("tasks")]
    public async Task Without_a_token_and_with_a_wrong_one_nothing_is_answered(string path)
    {
        (await Host.Api().GetAsync(path)).Status.ShouldBe(401);
        (await Host.Api(token: "ptl_0123456789abcdef0123456789abcdef0123456789abcdef").GetAsync(path)).Status.ShouldBe(401);
        (await Host.Api(token: "x").GetAsync(path)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("inquiries/{0}")]
    [InlineData("orders/{0}")]
    [InlineData("files/{0}")]
    [InlineData("companies/{0}")]
    [InlineData("tasks/{0}")]
    [InlineData("calculations/{0}")]
    [InlineData("nothing/{0}")]
    public async Task What_does_not_exist_is_not_found(string path) => (await Host.Api("anna").GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Guid.NewGuid()))).Status.ShouldBe(404);

    [Fact]
    public async Task Another_companys_rows_do_not_exist()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Nie dla obcych");
        var (jonas, id) = (Host.Api("jonas"), inquiry.Text("id"));
        (await Host.Api("ewa").AcceptAsync(inquiry, 0)).Ok();
        var order = (await Host.Api("ewa").OrdersOfAsync(id))[0];

        (await jonas.GetAsync($"inquiries/{id}")).Status.ShouldBe(404);
        (await jonas.GetAsync($"orders/{order}")).Status.ShouldBe(404);
        (await jonas.GetAsync($"files/{inquiry.List("quotes")[0].Text("pdfFileId")}")).Status.ShouldBe(404);
        (await jonas.GetAsync($"companies/{inquiry.Text("companyId")}")).Status.ShouldBe(404);
        (await jonas.AcceptAsync(inquiry, 0)).Status.ShouldBe(404);
        (await jonas.PostAsync($"inquiries/{id}/submit")).Status.ShouldBe(404);
        (await jonas.PostAsync($"inquiries/{id}/refuse", new { reason = "nie" })).Status.ShouldBe(404);
        (await jonas.PutAsync($"inquiries/{id}", new { title = "moje", items = new[] { new { } } })).Status.ShouldBe(404);
        (await jonas.UploadAsync("inquiry", id, "a.txt", "text"u8.ToArray())).Status.ShouldBe(404);
        (await jonas.UploadAsync("order", order, "a.txt", "text"u8.ToArray())).Status.ShouldBe(404);
        (await jonas.ReadAsync("inquiries?q=Nie%20dla%20obcych")).List("rows").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_forbidden()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Bez prawa");
        var id = inquiry.Text("id");
        var cell = inquiry.List("items")[0].List("cells")[0].Text("id");

        (await Host.Api("ewa").GetAsync($"inquiries/{id}/cells/{cell}")).Status.ShouldBe(403);
        (await Host.Api("ewa").PostAsync($"inquiries/{id}/margin", new { marginPercent = 0 })).Status.ShouldBe(403);
        (await Host.Api("ewa").GetAsync("dictionaries")).Status.ShouldBe(403);
        (await Host.Api("ewa").GetAsync("companies")).Status.ShouldBe(403);
        (await Host.Api("marek").PostAsync($"inquiries/{id}/quotes", new { })).Status.ShouldBe(403);
        (await Host.Api("katarzyna").AcceptAsync(inquiry, 0)).Status.ShouldBe(403);
        (await Host.Api("katarzyna").PostAsync("rates", new { @base = "EUR", quote = "PLN", value = 1 })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Whoever_is_not_to_see_prices_finds_none()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Bez cen");
        (await Host.Api("ewa").AcceptAsync(inquiry, 0)).Ok();
        var order = (await Host.Api("ewa").OrdersOfAsync(inquiry.Text("id")))[0];

        var seen = await Host.Api("marek").ReadAsync($"inquiries/{inquiry.Text("id")}");
        seen.List("quotes")[0].List("lines")[0]["unitPrice"].ShouldBeNull();
        seen.List("quotes")[0].List("lines")[0]["total"].ShouldBeNull();
        seen.List("acceptances")[0]["net"].ShouldBeNull();
        seen.List("items")[0].List("cells")[0]["work"].ShouldBeNull();
        var ordered = await Host.Api("marek").ReadAsync($"orders/{order}");
        ordered["net"].ShouldBeNull();
        ordered["gross"].ShouldBeNull();
        ordered.List("lines")[0]["unitPrice"].ShouldBeNull();
        (await Host.Api("marek").GetAsync($"files/{seen.List("quotes")[0].Text("pdfFileId")}")).Status.ShouldBe(403, "The paper has the prices on it.");
    }
}
