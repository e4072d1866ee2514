using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Kernel.Documents;

namespace Portal.Kernel;

/// <summary>A list as a download, in the format asked for: xlsx, else csv in the reader's culture.</summary>
public static class ListExport
{
    public static IResult File(string? format, string name, IReadOnlyList<SheetColumn> columns, IEnumerable<object?[]> rows)
    {
        var stream = new MemoryStream();
        if (format == "xlsx")
            Spreadsheet.Write(stream, columns, rows, name);
        else
            Csv.Write(stream, columns, rows, CultureInfo.CurrentCulture);
        stream.Position = 0;
        return format == "xlsx"
            ? Results.File(stream, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{name}.xlsx")
            : Results.File(stream, "text/csv", $"{name}.csv");
    }
}
