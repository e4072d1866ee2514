using System.Net;
using System.Text;
using Portal.Kernel.Documents;

namespace Portal.Kernel.Mail;

/// <summary>A link of a mail, shown as a button.</summary>
/// <param name="Url">An absolute http or https address.</param>
public sealed record MailButton(string Text, string Url);

/// <summary>
/// The look of the portal's mails: one column that reads on a phone, styles in the elements since many programs drop all others, light and dark.
/// All arguments are plain text and are encoded.
/// </summary>
public static class MailLayout
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private const string DarkStyles =
        "<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.page{background:#14181d !important}.card{background:#1f252c !important}" +
        ".ink{color:#e8ebef !important}.faint{color:#a3adb8 !important}}</style>";

    /// <summary>The body as HTML.</summary>
    /// <param name="paragraphs">Line feeds in them are kept.</param>
    /// <param name="button">What the reader is to do next, or null.</param>
    /// <param name="accentColour">The company's colour, #rgb or #rrggbb.</param>
    /// <exception cref="ArgumentException">The colour or the button's address can't be used.</exception>
    public static string Html(string title, IReadOnlyList<string> paragraphs, MailButton? button, IReadOnlyList<string> footerLines, string accentColour, string language)
    {
        var accent = HexColour.Parse(accentColour);
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="{Encode(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>{Encode(title)}</title>
            {DarkStyles}</head>
            <body class="page" style="margin:0;padding:0;background:#f3f4f6">
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-top:4px solid {accent}"><tr><td style="padding:28px 28px 24px">
            <h1 class="ink" style="margin:0 0 16px;{Font};font-size:20px;line-height:28px;color:#1b2430">{Encode(title)}</h1>

            """);
        foreach (var paragraph in paragraphs)
            html.Append($"""<p class="ink" style="margin:0 0 16px;{Font};font-size:15px;line-height:23px;color:#1b2430">{Encode(paragraph)}</p>""").Append('\n');
        if (button is not null)
        {
            html.Append($"""
                <table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 16px"><tr><td style="background:{accent};border-radius:4px"><a href="{Encode(Address(button.Url))}" style="display:inline-block;padding:12px 24px;{Font};font-size:15px;font-weight:600;color:{(accent.CarriesWhite ? "#ffffff" : "#000000")};text-decoration:none">{Encode(button.Text)}</a></td></tr></table>

                """);
        }

        html.Append("</td></tr></table>\n");
        foreach (var line in footerLines)
            html.Append($"""<p class="faint" style="margin:8px 0 0;{Font};font-size:12px;line-height:18px;color:#55606e">{Encode(line)}</p>""").Append('\n');
        return html.Append("</td></tr></table></body></html>\n").ToString();
    }

    /// <summary>The same body as plain text.</summary>
    /// <exception cref="ArgumentException">The button's address can't be used.</exception>
    public static string Text(string title, IReadOnlyList<string> paragraphs, MailButton? button, IReadOnlyList<string> footerLines)
    {
        IEnumerable<string> parts = [title, .. paragraphs];
        if (button is not null)
            parts = parts.Append($"{button.Text}:\n{Address(button.Url)}");
        // "-- " is what mail programs take for the start of a signature.
        if (footerLines.Count > 0)
            parts = parts.Append("-- \n" + string.Join('\n', footerLines));
        return string.Join("\n\n", parts) + "\n";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.AbsoluteUri
            : throw new ArgumentException($"'{url}' can't be the address of a button. Give an absolute address that begins with https:// or http://.", nameof(url));
}
