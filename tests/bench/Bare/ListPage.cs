using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Portal.Bench;

/// <summary>The list of inquiries as staff see it: one query, fifty rows.</summary>
internal sealed partial class ListPage
{
    private const int Rows = 50;
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    // Assembled by hand, as the fewest queries are: the page needs a name of each company and person, and whether there is more.
    private const string Sql = """
        select i.id, i.number, i.title, i.state, c.name, p.name, i.changed_at from inquiries.inquiry i
        join accounts.company c on c.id = i.company_id left join accounts.person p on p.id = i.assignee_id
        where i.state <> 'Draft' order by i.changed_at desc, i.id desc limit 51
        """;

    private readonly NpgsqlDataSource _source;
    private readonly string _before, _after;
    private readonly List<string> _badgesInOrder;
    private readonly Dictionary<string, string> _badges = [];

    public ListPage(NpgsqlDataSource source, string captured)
    {
        _source = source;
        var (begin, end) = Table(captured);
        (_before, _after) = (captured[..begin], captured[end..]);
        _badgesInOrder = [.. Badge().Matches(captured[begin..end]).Select(match => match.Value)];
    }

    /// <summary>Where the rows begin and end.</summary>
    public static (int Begin, int End) Table(string html)
    {
        var begin = html.IndexOf("<tbody>", StringComparison.Ordinal) + "<tbody>".Length;
        return (begin, html.IndexOf("</tbody>", begin, StringComparison.Ordinal));
    }

    /// <summary>Learns how each state is shown from the captured rows, which are those of the database now.</summary>
    public async Task LearnAsync()
    {
        foreach (var (row, place) in (await ReadAsync(CancellationToken.None)).Take(Rows).Select((row, place) => (row, place)))
            _badges[row.State] = _badgesInOrder[place];
    }

    public async Task WriteAsync(HttpContext http)
    {
        var rows = await ReadAsync(http.RequestAborted);
        var html = new HtmlWriter(64 * 1024).Raw(_before);
        foreach (var row in rows.Take(Rows))
        {
            var local = TimeZoneInfo.ConvertTime(row.ChangedAt, Zone);
            html.Raw("<tr><td class=\"tick\"><label class=\"tick-box\"><input class=\"form-check-input\" type=\"checkbox\" name=\"Ids\" value=\"").Raw(row.Id.ToString())
                .Raw("\" form=\"bulk\" data-tick aria-label=\"Select: ").Text(row.Number).Raw(" ").Text(row.Title)
                .Raw("\" /></label></td><td><a class=\"row-link\" href=\"/inquiries/").Raw(row.Id.ToString()).Raw("\">").Text(row.Number).Raw("</a></td><td>")
                .Text(row.Title).Raw("</td><td>").Text(row.Company).Raw("</td><td>").Raw(_badges.GetValueOrDefault(row.State, "")).Raw("</td><td>")
                .Text(row.Assignee).Raw("</td><td><time datetime=\"").Raw(row.ChangedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).Raw("\" title=\"")
                .Text(local.ToString("F", Culture)).Raw("\">").Text(local.ToString("g", Culture)).Raw("</time></td></tr>");
        }

        await html.Raw(_after).SendAsync(http);
    }

    private async Task<List<Row>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var select = new NpgsqlCommand(Sql, connection);
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var rows = new List<Row>(Rows + 1);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return rows;
    }

    [GeneratedRegex("<span class=\"badge status.*?</span>")]
    private static partial Regex Badge();

    private sealed record Row(Guid Id, string? Number, string Title, string State, string Company, string? Assignee, DateTimeOffset ChangedAt);
}
