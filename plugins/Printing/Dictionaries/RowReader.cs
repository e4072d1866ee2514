using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Reads one dictionary row and refuses, naming table, row and field, what no calculation can work with.</summary>
internal sealed class RowReader(string dictionary, DictionaryTable table, DictionaryRow row)
{
    /// <summary>Keeps the cost of the largest job far from what a whole number of hundredths can hold.</summary>
    private const decimal MostOfAFigure = 1_000_000;

    public string Key => row.Key;

    public LocalText Name => row.Name;

    public IReadOnlyList<string> Uses => row.Texts("use");

    /// <summary>A price or rate: it may be unknown, but never negative, or a longer run could cost less.</summary>
    public Figure Figure(string field)
    {
        var value = Number(field);
        if (value < 0)
            throw Invalid(field, "is negative");
        if (value > MostOfAFigure)
            throw Invalid(field, "is above 1,000,000");
        var column = table.Columns.FirstOrDefault(column => column.Field == field)?.Label ?? LocalText.Same(field);
        return new Figure(value, new DictionaryRef(dictionary, row.Key, field), table.Name, row.Name, column);
    }

    /// <summary>A figure no quantity can do without, such as waste: guessing 0 would underprice silently.</summary>
    public Figure NeedFigure(string field, decimal most)
    {
        Need(field, 0, most);
        return Figure(field);
    }

    public decimal Need(string field, decimal least, decimal most) => Number(field) switch
    {
        null => throw Invalid(field, "is missing"),
        { } value when value < least || value > most => throw Invalid(field, $"is outside {least} to {most}"),
        { } value => value,
    };

    public int NeedWhole(string field, int least, int most) => Need(field, least, most) is var value && value == decimal.Truncate(value)
        ? (int)value
        : throw Invalid(field, "is not a whole number");

    public decimal? Optional(string field) => Number(field);

    public string NeedText(string field, params string[] allowed) => row.Text(field) is { } text && (allowed.Length == 0 || allowed.Contains(text))
        ? text
        : throw Invalid(field, "is none of " + string.Join(", ", allowed));

    public bool Flag(string field) => row.Flag(field);

    public IReadOnlyList<StockSheet> NeedSheets(string field)
    {
        var sheets = row.Texts(field).Select(text => StockSheet.TryParse(text) ?? throw Invalid(field, $"holds '{text}', which is no sheet")).ToList();
        return sheets.Count > 0 ? sheets : throw Invalid(field, "names no sheet");
    }

    public InvalidDictionariesException Invalid(string field, string why) => new($"Dictionary '{dictionary}', row '{row.Key}', field '{field}' {why}.");

    private decimal? Number(string field)
    {
        try
        {
            return row.Number(field);
        }
        catch (FormatException)
        {
            throw Invalid(field, "is not a decimal number");
        }
    }
}
