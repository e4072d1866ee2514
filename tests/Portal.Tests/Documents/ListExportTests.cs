using System.Globalization;
using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using Portal.Kernel.Documents;
using Shouldly;

namespace Portal.Tests.Documents;

public sealed class ListExportTests
{
    private static readonly SheetColumn[] Columns = [new("Numer"), new("Kwota", "#,##0.00"), new("Dzień"), new("Chwila"), new("Pilne"), new("Szt.")];

    private static readonly object?[][] Rows =
    [
        ["ZO/1 <&> \"żółw\"", 1234.5678m, new DateOnly(2026, 3, 4), new DateTime(2026, 3, 4, 10, 30, 0), true, 7],
        ["=1+1", -0.01m, null, new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2)), false, 8_000_000_000L],
        ["a\u0001b\nc_x0041_", null, new DateOnly(1850, 1, 1), null, null, 0.5],
    ];

    [Fact]
    public void A_workbook_opens_again_with_the_types_of_its_values()
    {
        var rows = Open(Columns, Rows);

        rows.Count.ShouldBe(3);
        rows[0].Keys.ShouldBe(["Numer", "Kwota", "Dzień", "Chwila", "Pilne", "Szt."]);
        rows[0]["Numer"].ShouldBe("ZO/1 <&> \"żółw\"");
        Convert.ToDecimal(rows[0]["Kwota"].ShouldBeOfType<double>()).ShouldBe(1234.5678m);
        rows[0]["Dzień"].ShouldBe(new DateTime(2026, 3, 4));
        rows[0]["Chwila"].ShouldBe(new DateTime(2026, 3, 4, 10, 30, 0));
        rows[0]["Pilne"].ShouldBe(true);
        rows[0]["Szt."].ShouldBe(7d);
        rows[1]["Numer"].ShouldBe("=1+1");
        rows[1]["Dzień"].ShouldBeNull();
        rows[1]["Chwila"].ShouldBe(new DateTime(2026, 7, 1, 12, 0, 0));
        rows[1]["Szt."].ShouldBe(8_000_000_000d);
        rows[2]["Numer"].ShouldBe("ab\nc_x0041_");
        rows[2]["Kwota"].ShouldBeNull();
    }

    [Fact]
    public void Text_is_never_a_formula_and_a_sheet_name_is_what_Excel_allows()
    {
        using var output = new MemoryStream();
        Spreadsheet.Write(output, Columns, Rows, "Oferty [2026]: a/b & 'c' o nazwie dłuższej niż wolno");
        using var archive = new ZipArchive(output, ZipArchiveMode.Read);

        Part(archive, "xl/worksheets/sheet1.xml").ShouldNotContain("<f>");
        var name = System.Xml.Linq.XDocument.Parse(Part(archive, "xl/workbook.xml")).Descendants().Single(element => element.Name.LocalName == "sheet").Attribute("name")!.Value;
        name.ShouldBe("Oferty 2026 ab & 'c' o nazwie d");
        Part(archive, "xl/styles.xml").ShouldContain("formatCode=\"#,##0.00\"");
    }

    [Fact]
    public void A_list_without_rows_is_a_workbook_too() => Open(Columns, []).ShouldBeEmpty();

    [Theory]
    [InlineData("pl-PL", ';')]
    [InlineData("cs-CZ", ';')]
    [InlineData("de-DE", ';')]
    [InlineData("en-GB", ',')]
    public void Csv_is_separated_as_programs_of_the_culture_expect(string culture, char separator)
    {
        var text = Text(culture, [[1234.5m, new DateOnly(2026, 3, 4), -2m]]);
        text.ShouldBe(separator == ';' ? "\uFEFFA;B;C\r\n1234,5;2026-03-04;-2\r\n" : "\uFEFFA,B,C\r\n1234.5,2026-03-04,-2\r\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+48 12", "'+48 12")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=1;=2", "\"'=1;=2\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a\"b;c,d", "\"a\"\"b;c,d\"")]
    [InlineData("dwie\r\nlinie", "\"dwie\r\nlinie\"")]
    public void Csv_text_is_quoted_and_never_a_formula(string value, string written) =>
        Text("pl-PL", [[value, null, null]]).ShouldBe($"\uFEFFA;B;C\r\n{written};;\r\n");

    private static string Text(string culture, object?[][] rows)
    {
        using var output = new MemoryStream();
        Csv.Write(output, [new("A"), new("B"), new("C")], rows, CultureInfo.GetCultureInfo(culture));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static List<IDictionary<string, object?>> Open(SheetColumn[] columns, object?[][] rows)
    {
        using var output = new MemoryStream();
        Spreadsheet.Write(output, columns, rows, "Oferty");
        return [.. output.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()];
    }

    private static string Part(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
