using System.Security.Cryptography;
using Shouldly;
using UglyToad.PdfPig;

namespace Portal.Tests.Http;

/// <summary>From the quote to the customer's decision: INQ-04 and INQ-06.</summary>
public sealed class QuoteStoryTests(SharedHost shared) : HttpTest(shared)
{
    [Fact]
    public async Task The_customer_downloads_the_very_paper_that_was_published()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Słownik rzek");
        var quote = inquiry.List("quotes").ShouldHaveSingleItem();

        var pdf = await Host.Api("ewa").DownloadAsync($"files/{quote.Text("pdfFileId")}");

        System.Text.Encoding.ASCII.GetString(pdf, 0, 4).ShouldBe("%PDF");
        Convert.ToHexStringLower(SHA256.HashData(pdf)).ShouldBe(quote.Text("pdfSha256"));
        using var paper = PdfDocument.Open(pdf);
        var text = string.Concat(paper.GetPages().Select(page => page.Text));
        text.ShouldContain(quote.Text("number"));
        text.ShouldContain(inquiry.Text("number"));
    }

    [Theory]
    [InlineData("ewa", "Oferta")]
    [InlineData("oliver", "Quote")]
    [InlineData("jonas", "Angebot")]
    [InlineData("petra", "Nabídka")]
    public async Task The_author_gets_the_quote_by_mail_in_their_language_with_the_paper_attached_once(string customer, string word)
    {
        var title = $"Poczta dla {customer} {Guid.NewGuid():N}";
        var inquiry = await Host.QuotedAsync(customer, title);
        var quote = inquiry.List("quotes")[0];

        var mail = (await Host.MailsToAsync(customer, title)).ShouldHaveSingleItem();

        mail.Subject.ShouldStartWith($"{word} {quote.Text("number")}");
        mail.Text.ShouldContain(inquiry.Text("number"));
        mail.Text.ShouldContain($"/inquiries/{inquiry.Text("id")}");
        Convert.ToHexStringLower(SHA256.HashData(mail.Attachments.ShouldHaveSingleItem())).ShouldBe(quote.Text("pdfSha256"));
    }

    [Fact]
    public async Task A_quote_in_euro_is_converted_and_rounded_once()
    {
        var api = Host.Api("jonas");
        var id = await api.SubmitAsync("Nordseeküste", [120m, 350m, 900m]);
        var staff = Host.Api("katarzyna");
        var works = (await staff.ReadAsync($"inquiries/{id}")).List("items")[0].List("cells").ToDictionary(cell => cell.Text("id"), cell => cell["work"]!);
        var rate = (await Host.Api("anna").ReadAsync("rates")).List("rows").First(row => row.Text("base") == "EUR" && row.Text("quote") == "PLN").Amount("value");
        await staff.PublishAsync(id);

        var quote = (await api.ReadAsync($"inquiries/{id}")).List("quotes")[0];

        quote.Text("currency").ShouldBe("EUR");
        var lines = quote.List("lines");
        lines.Count.ShouldBe(3);
        foreach (var line in lines)
        {
            var work = works[line.Text("cellId")];
            line.Amount("unitPrice").ShouldBe(InquiryStoryTests.Unit(work.Amount("cost"), work.Amount("marginPercent"), rate, line.Amount("quantity")));
            line.Amount("total").ShouldBe(line.Amount("unitPrice") * line.Amount("quantity"));
        }
    }

    [Fact]
    public async Task What_was_published_stays_whatever_staff_change_until_a_new_version_takes_its_place()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Dwie wersje");
        var (ewa, staff, id) = (Host.Api("ewa"), Host.Api("katarzyna"), inquiry.Text("id"));
        var first = inquiry.List("quotes")[0];

        await staff.WriteAsync($"inquiries/{id}/margin", new { marginPercent = 60m });
        (await ewa.ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines")[0].Amount("unitPrice").ShouldBe(first.List("lines")[0].Amount("unitPrice"));
        await staff.PublishAsync(id);

        var quotes = (await ewa.ReadAsync($"inquiries/{id}")).List("quotes");
        quotes.Select(quote => (quote.Amount("version"), quote.Text("state"))).ShouldBe([(2m, "published"), (1m, "superseded")]);
        quotes[0].List("lines")[0].Amount("unitPrice").ShouldBeGreaterThan(first.List("lines")[0].Amount("unitPrice"));
        (await ewa.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
        (await ewa.ReadAsync($"inquiries/{id}")).List("acceptances").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_quote_can_neither_end_in_the_past_nor_be_made_by_a_customer()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.SubmitAsync("Za późno");
        var yesterday = Days.In(-2);

        (await Host.Api("katarzyna").PostAsync($"inquiries/{id}/quotes", new { validUntil = yesterday })).Problems().ShouldContainKey("validUntil");
        (await ewa.PostAsync($"inquiries/{id}/quotes", new { validUntil = yesterday.AddDays(20) })).Status.ShouldBe(403);
        (await ewa.ReadAsync($"inquiries/{id}")).List("quotes").ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusing_takes_a_reason_and_tells_the_keeper()
    {
        var inquiry = await Host.QuotedAsync("oliver", "Turned down");
        var (oliver, id) = (Host.Api("oliver"), inquiry.Text("id"));

        (await oliver.PostAsync($"inquiries/{id}/refuse", new { reason = "" })).Problems()["reason"].ShouldContain("The reason is missing.");
        (await oliver.ReadAsync($"inquiries/{id}")).Text("state").ShouldBe("quoted");
        await oliver.WriteAsync($"inquiries/{id}/refuse", new { reason = "Too dear by a third" });

        var refused = await oliver.ReadAsync($"inquiries/{id}");
        refused.Text("state").ShouldBe("refused");
        (await Host.Api("katarzyna").ReadAsync($"inquiries/{id}")).Text("refusalReason").ShouldBe("Too dear by a third");
        (await oliver.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
        var task = (await Host.Api("piotr").ReadAsync($"tasks?q={Uri.EscapeDataString(inquiry.Text("number"))}")).List("rows").ShouldHaveSingleItem();
        task.Text("kind").ShouldBe("quote.refused");
    }
}
