using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Kernel.Documents;

/// <summary>A column of an export.</summary>
/// <param name="NumberFormat">Excel's format of its values ("#,##0.00", "0.0%"), or null for what fits the type. Numbers are shown in the reader's own signs.</param>
/// <param name="Width">Width in characters; ignored in CSV.</param>
public sealed record SheetColumn(string Title, string? NumberFormat = null, double Width = 16);

/// <summary>
/// Lists as XLSX. Numbers, dates and truth values keep their types, so that they can be summed and sorted; text stays text, so nothing in it is
/// taken for a formula. Written as it is read, row by row, so a list of any length takes the same memory.
/// </summary>
/// <remarks>
/// Written here rather than by MiniExcel, which reads imports: it keys cells by title, so that two columns of one title become one, shows a date with
/// its time as a date only, and refuses sheet names instead of mending them.
/// </remarks>
public static partial class Spreadsheet
{
    /// <summary>Rows below the header that a sheet can hold.</summary>
    public const int MaxRows = 1_048_575;

    private const int MaxText = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Declaration = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>""";

    /// <summary>Writes a workbook of one sheet with a bold header that stays in view and a filter.</summary>
    /// <param name="output">Only written to, without waiting (so not a response's body itself); left open.</param>
    /// <param name="rows">A value per column: null, text, bool, whole or decimal number, DateOnly, DateTime or DateTimeOffset (shown as the local time it carries). Others become text.</param>
    /// <param name="sheetName">Shortened and cleaned to what Excel allows.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="InvalidOperationException">More rows than a sheet can hold.</exception>
    public static void Write(Stream output, IReadOnlyList<SheetColumn> columns, IEnumerable<object?[]> rows, string sheetName)
    {
        if (columns.Count == 0)
            throw new ArgumentException("A sheet needs a column. Give it at least one.", nameof(columns));
        var styles = new SheetStyles(columns);
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "[Content_Types].xml", $"""
            {Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        Add(archive, "_rels/.rels", $"""
            {Declaration}<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Add(archive, "xl/_rels/workbook.xml.rels", $"""
            {Declaration}<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        Add(archive, "xl/workbook.xml", $"""
            {Declaration}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{System.Security.SecurityElement.Escape(SheetName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        Add(archive, "xl/styles.xml", Declaration + styles.Xml(Main));

        using var sheet = XmlWriter.Create(Open(archive, "xl/worksheets/sheet1.xml"), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true });
        WriteSheet(sheet, columns, rows, styles);
    }

    private static void WriteSheet(XmlWriter sheet, IReadOnlyList<SheetColumn> columns, IEnumerable<object?[]> rows, SheetStyles styles)
    {
        sheet.WriteStartDocument(standalone: true);
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var at = 0; at < columns.Count; at++)
            sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{at + 1}" max="{at + 1}" width="{columns[at].Width}" customWidth="1"/>"""));
        sheet.WriteRaw("</cols>");
        sheet.WriteStartElement("sheetData");
        WriteRow(sheet, [.. columns.Select(column => column.Title)], _ => SheetStyles.Header);
        var count = 0;
        foreach (var row in rows)
        {
            if (++count > MaxRows)
                throw new InvalidOperationException($"A sheet holds {MaxRows} rows and the list is longer. Narrow the filter or export as CSV.");
            WriteRow(sheet, row, at => styles.Of(at, row[at]));
        }

        sheet.WriteEndElement();
        sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<autoFilter ref="A1:{ColumnName(columns.Count)}{count + 1}"/>"""));
        sheet.WriteEndElement();
    }

    private static void WriteRow(XmlWriter sheet, object?[] cells, Func<int, int> style)
    {
        sheet.WriteStartElement("row");
        for (var at = 0; at < cells.Length; at++)
        {
            sheet.WriteStartElement("c");
            sheet.WriteAttributeString("s", style(at).ToString(CultureInfo.InvariantCulture));
            WriteValue(sheet, cells[at]);
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    private static void WriteValue(XmlWriter sheet, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool truth:
                sheet.WriteAttributeString("t", "b");
                sheet.WriteElementString("v", truth ? "1" : "0");
                break;
            case decimal or int or long or short or byte:
            case float and (> float.NegativeInfinity and < float.PositiveInfinity):
            case double and (> double.NegativeInfinity and < double.PositiveInfinity):
                sheet.WriteElementString("v", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            // Before that, Excel's calendar has a day that never was.
            case DateOnly { Year: > 1900 } day:
                WriteDate(sheet, day.ToDateTime(TimeOnly.MinValue));
                break;
            case DateTime { Year: > 1900 } moment:
                WriteDate(sheet, moment);
                break;
            case DateTimeOffset { Year: > 1900 } moment:
                WriteDate(sheet, moment.DateTime);
                break;
            default:
                sheet.WriteAttributeString("t", "inlineStr");
                sheet.WriteStartElement("is");
                sheet.WriteStartElement("t");
                sheet.WriteAttributeString("xml", "space", null, "preserve");
                sheet.WriteString(Text(value));
                sheet.WriteEndElement();
                sheet.WriteEndElement();
                break;
        }
    }

    private static void WriteDate(XmlWriter sheet, DateTime moment) =>
        sheet.WriteElementString("v", moment.ToOADate().ToString("R", CultureInfo.InvariantCulture));

    // XML can't carry control characters or half a surrogate pair, and Excel refuses a file with a longer text.
    private static string Text(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var clean = new StringBuilder(Math.Min(text.Length, MaxText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxText)
                break;
            if (rune.Value is '\t' or '\n' || (rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF)))
                clean.Append(rune);
        }

        // "_x0041_" stands for a letter by its number; an underscore written so keeps such text as it is.
        return EscapedLetter().Replace(clean.ToString(), "_x005F$0");
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex EscapedLetter();

    private static string SheetName(string name)
    {
        var clean = string.Concat(name.Where(character => !char.IsControl(character) && !char.IsSurrogate(character) && !@"[]:*?/\".Contains(character))).Trim('\'', ' ');
        return clean.Length switch { 0 => "1", > 31 => clean[..31].TrimEnd('\'', ' '), _ => clean };
    }

    private static string ColumnName(int number)
    {
        var name = "";
        for (; number > 0; number = (number - 1) / 26)
            name = (char)('A' + ((number - 1) % 26)) + name;
        return name.Length == 0 ? "A" : name;
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(Open(archive, name), new UTF8Encoding(false));
        writer.Write(content);
    }

    private static Stream Open(ZipArchive archive, string name) => archive.CreateEntry(name, CompressionLevel.Fastest).Open();
}
