using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Kernel.Documents;

/// <summary>
/// Adds to a finished PDF what the drawing library can't write: the language, dates in UTC (it writes the machine's time zone, which would make
/// the bytes differ between hosts) and a file id made from the content. Done the way the format provides: an update at the end of the file.
/// </summary>
internal static partial class PdfProperties
{
    public static void Append(MemoryStream file, PdfDocument document, DateTimeOffset issuedAt)
    {
        var content = file.GetBuffer().AsSpan(0, (int)file.Length);
        var text = Encoding.Latin1.GetString(content);
        var trailer = Last(Trailer(), text);
        var (size, root, info, start) = (trailer.Groups["size"].Value, Number(trailer, "root"), Number(trailer, "info"), trailer.Groups["start"].Value);
        var catalogue = Last(Catalogue(), text);
        var id = Convert.ToHexString(SHA256.HashData(content)[..16]);
        var date = issuedAt.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);

        file.Position = file.Length;
        Span<long> places = stackalloc long[2];
        places[0] = file.Length;
        Write(file, $"{root} 0 obj\n<</Type /Catalog\n/Pages {catalogue.Groups["pages"].Value} 0 R\n/Lang {Hex(document.Language)}\n" +
            "/ViewerPreferences <</Type /ViewerPreferences\n/DisplayDocTitle true>>>>\nendobj\n");
        places[1] = file.Length;
        Write(file, $"{info} 0 obj\n<</Title {Hex(document.Title)}\n/Author {Hex(document.Author ?? document.Header.CompanyName)}\n" +
            $"/CreationDate ({date})\n/ModDate ({date})>>\nendobj\n");
        var table = file.Length;
        Write(file, string.Create(CultureInfo.InvariantCulture, $"xref\n{root} 1\n{places[0]:D10} 00000 n \n{info} 1\n{places[1]:D10} 00000 n \n"));
        Write(file, $"trailer\n<</Size {size}\n/Root {root} 0 R\n/Info {info} 0 R\n/Prev {start}\n/ID [<{id}> <{id}>]>>\n");
        Write(file, string.Create(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n"));
    }

    private static Match Last(Regex pattern, string text) =>
        pattern.Matches(text) is { Count: > 0 } matches
            ? matches[^1]
            : throw new InvalidOperationException("The drawing library wrote a PDF of another shape than expected. Adapt PdfProperties to its new version.");

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));

    private static string Hex(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    [GeneratedRegex(@"trailer\s*<</Size (?<size>\d+)\s*/Root (?<root>\d+) 0 R\s*/Info (?<info>\d+) 0 R>>\s*startxref\s*(?<start>\d+)", RegexOptions.RightToLeft)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"/Type /Catalog\s*/Pages (?<pages>\d+) 0 R")]
    private static partial Regex Catalogue();
}
