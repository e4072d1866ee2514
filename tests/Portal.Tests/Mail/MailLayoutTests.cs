using Portal.Kernel.Mail;
using Shouldly;

namespace Portal.Tests.Mail;

public sealed class MailLayoutTests
{
    private static readonly MailButton Button = new("Zobacz <ofertę>", "https://portal.example/oferty/1?a=1&b=2");

    [Fact]
    public void Everything_in_the_html_is_encoded()
    {
        var html = MailLayout.Html("<b>Tytuł", ["a & b\nc", "<script>alert(1)</script>"], Button, ["stopka \"x\""], "#0b6e4f", "pl\"><x");

        html.ShouldContain("&lt;b&gt;Tytuł");
        html.ShouldContain("a &amp; b<br>c");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("\"><x");
        html.ShouldContain("href=\"https://portal.example/oferty/1?a=1&amp;b=2\"");
        html.ShouldContain("Zobacz &lt;ofertę&gt;");
        html.ShouldContain("prefers-color-scheme:dark");
    }

    [Fact]
    public void The_text_says_the_same() =>
        MailLayout.Text("Tytuł", ["Pierwszy.", "Drugi."], Button, ["Drukarnia", "Kraków"])
            .ShouldBe("Tytuł\n\nPierwszy.\n\nDrugi.\n\nZobacz <ofertę>:\nhttps://portal.example/oferty/1?a=1&b=2\n\n-- \nDrukarnia\nKraków\n");

    [Theory]
    [InlineData("#0b6e4f", "#ffffff")]
    [InlineData("#ffd400", "#000000")]
    [InlineData("#fff", "#000000")]
    public void Letters_on_the_button_can_be_read(string accent, string letters) =>
        MailLayout.Html("t", [], Button, [], accent, "pl").ShouldContain($"font-weight:600;color:{letters}");

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/oferty/1")]
    [InlineData("")]
    public void A_button_leads_to_a_web_address_only(string url)
    {
        Should.Throw<ArgumentException>(() => MailLayout.Html("t", [], new MailButton("x", url), [], "#000", "pl"));
        Should.Throw<ArgumentException>(() => MailLayout.Text("t", [], new MailButton("x", url), []));
    }
}
