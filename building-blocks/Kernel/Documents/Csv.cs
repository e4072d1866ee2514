using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Kernel.Documents;

/// <summary>
/// Lists as CSV after RFC 4180, in UTF-8 with a byte order mark so that Excel reads the letters. Values are separated by ";" where the culture's
/// decimal sign is a comma, else by ","; numbers are written with that sign and without groups, dates as 2026-03-04, which every program reads alike.
/// </summary>
public static class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\t\r\n");

    /// <summary>The separator that programs of a culture expect.</summary>
    public static char Separator(CultureInfo culture) => culture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',';

    /// <summary>Writes a header and the rows.</summary>
    /// <param name="output">Only written to, without waiting (so not a response's body itself); left open.</param>
    /// <param name="rows">A value per column, of the types that <see cref="Spreadsheet.Write"/> takes.</param>
    /// <param name="culture">The reader's.</param>
    public static void Write(Stream output, IReadOnlyList<SheetColumn> columns, IEnumerable<object?[]> rows, CultureInfo culture)
    {
        // Some cultures write minus as a sign that only they read back.
        var numbers = new NumberFormatInfo { NumberDecimalSeparator = culture.NumberFormat.NumberDecimalSeparator };
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        var separator = Separator(culture);
        writer.WriteLine(string.Join(separator, columns.Select(column => Field(column.Title, numbers))));
        foreach (var row in rows)
            writer.WriteLine(string.Join(separator, row.Select(value => Field(value, numbers))));
    }

    private static string Field(object? value, NumberFormatInfo numbers)
    {
        return value switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            bool truth => truth ? "1" : "0",
            decimal or double or float or int or long or short or byte => ((IFormattable)value).ToString(null, numbers),
            _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
        };
    }

    // Quoted for either separator, in case the file is opened under another culture than it was made for.
    private static string Text(string text)
    {
        var guarded = Guarded(text);
        return guarded.AsSpan().ContainsAny(Quoted) ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }

    // Spreadsheets run text that begins like a formula, with the rights of whoever opens the file; the wide forms are read as the narrow ones.
    private static string Guarded(string text) =>
        text.Length > 0 && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
