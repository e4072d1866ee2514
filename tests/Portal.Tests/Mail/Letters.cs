using Portal.Kernel.Mail;

namespace Portal.Tests.Mail;

/// <summary>Mails to send in tests.</summary>
internal static class Letters
{
    public static OutgoingMail Offer(string to = "anna.nowak@klient.example") => new(
        "oferta-123@portal.example",
        to,
        "Żaneta Wójcik, zakupy",
        "Oferta ZO/2026/000123 – książka „Źdźbło”",
        "Dzień dobry,\noferta w załączniku.\n",
        "<p>Dzień dobry,<br>oferta w&nbsp;załączniku.</p>",
        "opiekun@portal.example",
        "pytanie-7@klient.example",
        [new MailAttachment("Oferta żółta.pdf", "application/pdf", [.. Enumerable.Range(0, 3000).Select(at => (byte)at)])],
        "pl");
}
