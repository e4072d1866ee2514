using System.Globalization;
using System.IO.Compression;
using System.Text;
using MiniExcelLibs;

namespace Portal.Kernel.Documents;

/// <summary>The rows of a list that somebody brings, as text: the first sheet of an XLSX, or CSV with its separator and encoding guessed.</summary>
public static class SheetReader
{
    private const long MostUnpacked = 300_000_000;
    private const int MostText = 2_000, MostColumns = 100;

    static SheetReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>Rows that hold something, the head first; null where the file is neither or can't be read.</returns>
    /// <exception cref="InvalidDataException">More rows than <paramref name="most"/>.</exception>
    public static IReadOnlyList<string[]>? Read(byte[] content, int most)
    {
        try
        {
            var rows = new List<string[]>();
            foreach (var row in IsZip(content) ? Sheet(content) : Csv(Decoded(content)))
            {
                if (row.All(cell => cell.Length == 0))
                    continue;
                if (rows.Count > most)
                    throw new InvalidDataException("There are too many rows.");
                rows.Add([.. row.Take(MostColumns).Select(cell => cell.Length > MostText ? cell[..MostText] : cell)]);
            }

            return rows;
        }
        catch (Exception exception) when (exception is not InvalidDataException { Message: "There are too many rows." } and not OutOfMemoryException)
        {
            // Whatever a broken workbook makes the reader stumble over.
            return null;
        }
    }

    private static bool IsZip(byte[] content) => content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]);

    private static IEnumerable<string[]> Sheet(byte[] content)
    {
        using (var archive = new ZipArchive(new MemoryStream(content)))
        {
            // What its head claims is judged before anything is unpacked.
            if (archive.Entries.Sum(entry => entry.Length) > MostUnpacked)
                throw new NotSupportedException();
        }

        using var stream = new MemoryStream(content);
        foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX))
            yield return [.. row.Values.Select(Text)];
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "1" : "0",
        _ => Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Clean(string text) => string.Concat(text.Where(sign => !char.IsControl(sign) || sign is '\n')).Trim();

    /// <summary>UTF-8 where it is that, else the Windows encoding of Central Europe, which other programs save by.</summary>
    private static string Decoded(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1250).GetString(content);
        }
    }

    private static IEnumerable<string[]> Csv(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new NotSupportedException();
        var head = text.Split('\n', 2)[0];
        var separator = ";,\t|".MaxBy(sign => head.Count(it => it == sign));
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (quoted)
            {
                if (sign != '"')
                    cell.Append(sign);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else
                    quoted = false;
            }
            else if (sign == '"' && cell.ToString().AsSpan().Trim().IsEmpty)
            {
                cell.Clear();
                quoted = true;
            }
            else if (sign == separator || sign == '\n')
            {
                cells.Add(Clean(cell.ToString()));
                cell.Clear();
                if (sign == separator)
                    continue;
                yield return [.. cells];
                cells.Clear();
            }
            else
            {
                cell.Append(sign);
            }
        }

        cells.Add(Clean(cell.ToString()));
        yield return [.. cells];
    }
}
