using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Portal.Bench;

/// <summary>A page put together from fixed parts and encoded values.</summary>
internal sealed class HtmlWriter(int capacity)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(capacity);

    public HtmlWriter Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    public HtmlWriter Raw(ReadOnlySpan<char> html)
    {
        _text.Append(html);
        return this;
    }

    public HtmlWriter Text(string? value)
    {
        if (value is { Length: > 0 })
            _text.Append(Encoder.Encode(value));
        return this;
    }

    public async Task SendAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        var body = Encoding.UTF8.GetBytes(_text.ToString());
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }
}
