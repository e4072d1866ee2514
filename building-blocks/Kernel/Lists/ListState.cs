using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Kernel;

/// <summary>What a reader made of a list, as the address has it: search, filters, order, columns. The same words on the page, in a saved view and in the export.</summary>
/// <param name="Show">The one chosen filter of the list's first group.</param>
/// <param name="Only">Filters that add up.</param>
/// <param name="Sort">The key of a column, with a minus for the other way round; null for the list's own order.</param>
/// <param name="Columns">Keys of the chosen columns; none for those usually shown.</param>
public sealed record ListState(string? Search, string? Show, IReadOnlyList<string> Only, string? Sort, IReadOnlyList<string> Columns)
{
    /// <summary>The id of the form that does something with ticked rows.</summary>
    public const string BulkForm = "bulk";

    public static ListState Of(HttpRequest request) => Of(name => request.Query[name]);

    /// <summary>Reads a stored query; what is none of a list's own words is dropped.</summary>
    public static ListState Of(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return Of(name => parts.GetValueOrDefault(name));
    }

    private static ListState Of(Func<string, Microsoft.Extensions.Primitives.StringValues> read)
    {
        return new(Text("q"), Text("show"), Words(read("only")), Text("sort"), Words(read("cols")));
        string? Text(string name) => read(name).FirstOrDefault()?.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Words of a parameter that may be repeated (boxes of a form) or hold several, parted by commas (a link).</summary>
    public static IReadOnlyList<string> Words(IEnumerable<string?> values) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    /// <summary>In one order whichever way it came, so that two of the same meaning are the same text.</summary>
    public string Query => string.Join('&', new[]
    {
        Part("q", Search), Part("show", Show), Part("only", string.Join(',', Only.Order(StringComparer.Ordinal))), Part("sort", Sort), Part("cols", string.Join(',', Columns)),
    }.OfType<string>());

    /// <summary>With the filter where it is not set, without it where it is.</summary>
    public ListState Toggle(string filter) => this with { Only = Only.Contains(filter) ? [.. Only.Where(it => it != filter)] : [.. Only, filter] };

    /// <summary>By the column; a second time the other way round.</summary>
    public ListState By(string column, string? usual) => this with { Sort = (Sort ?? usual) == column ? "-" + column : column };

    public string Address(string path, string? after = null) =>
        string.Join('&', new[] { Query, Part("after", after) }.Where(part => part is { Length: > 0 })) is { Length: > 0 } query ? $"{path}?{query}" : path;

    private static string? Part(string name, string? value) => value is { Length: > 0 } ? $"{name}={Uri.EscapeDataString(value)}" : null;
}

/// <summary>A column of a list.</summary>
/// <param name="IsUsual">Shown where nothing was chosen.</param>
/// <param name="Sorts">Whether an index serves this order.</param>
public sealed record ListColumn(string Key, string Label, bool IsUsual = true, bool Sorts = false, bool IsNumber = false);

/// <summary>The columns a list has and those the reader chose of them. The first is what names the row and always there.</summary>
public sealed class ListColumns(ListState state, params IReadOnlyList<ListColumn> all)
{
    private readonly HashSet<string> _shown = all.Any(column => state.Columns.Contains(column.Key))
        ? [all[0].Key, .. state.Columns]
        : [all[0].Key, .. all.Where(column => column.IsUsual).Select(column => column.Key)];

    public IReadOnlyList<ListColumn> All { get; } = all;

    public bool Shows(string key) => _shown.Contains(key);
}
