using System.Security;
using System.Text;

namespace Portal.Kernel.Documents;

/// <summary>Cell formats of a sheet: the header's, those fitting a value's type, and one for each column that asks for its own.</summary>
internal sealed class SheetStyles(IReadOnlyList<SheetColumn> columns)
{
    public const int Header = 1;

    private const int Plain = 0;
    private const int Date = 2;
    private const int Moment = 3;
    private const int FirstOwn = 4;
    private const int FirstFormatId = 164;

    public int Of(int column, object? value) => value switch
    {
        null or string or bool => Plain,
        _ when column < columns.Count && columns[column].NumberFormat is not null => FirstOwn + column,
        DateOnly => Date,
        DateTime or DateTimeOffset => Moment,
        _ => Plain,
    };

    public string Xml(string space)
    {
        var (formats, cells) = (new StringBuilder(), new StringBuilder());
        for (var at = 0; at < columns.Count; at++)
        {
            formats.Append($"""<numFmt numFmtId="{FirstFormatId + at}" formatCode="{SecurityElement.Escape(columns[at].NumberFormat ?? "General")}"/>""");
            cells.Append($"""<xf numFmtId="{FirstFormatId + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>""");
        }

        // 14 and 22 are the reader's own short date, and date with time.
        return $"""
            <styleSheet xmlns="{space}"><numFmts count="{columns.Count}">{formats}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{FirstOwn + columns.Count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>{cells}</cellXfs></styleSheet>
            """;
    }
}
