using System.Collections.Concurrent;

namespace Portal.Workflow;

/// <summary>Public holidays by rule, each with the years it is law in. Only those of a whole country.</summary>
internal static class Holidays
{
    private static readonly Dictionary<string, Rule[]> Rules = new()
    {
        ["PL"] =
        [
            Fixed(1, 1), Fixed(1, 6, since: 2011), Easter(0), Easter(1), Fixed(5, 1), Fixed(5, 3), Easter(49), Easter(60), Fixed(8, 15), Fixed(11, 1), Fixed(11, 11),
            Fixed(11, 12, since: 2018, until: 2018), Fixed(12, 24, since: 2025), Fixed(12, 25), Fixed(12, 26),
        ],
        ["CZ"] =
        [
            Fixed(1, 1), Easter(-2, since: 2016), Easter(0), Easter(1), Fixed(5, 1), Fixed(5, 8), Fixed(7, 5), Fixed(7, 6), Fixed(9, 28), Fixed(10, 28), Fixed(11, 17),
            Fixed(12, 24), Fixed(12, 25), Fixed(12, 26),
        ],
        ["DE"] =
        [
            Fixed(1, 1), Easter(-2), Easter(1), Fixed(5, 1), Easter(39), Easter(50), Fixed(10, 3), Fixed(10, 31, since: 2017, until: 2017), Fixed(12, 25), Fixed(12, 26),
        ],
    };

    private static readonly ConcurrentDictionary<(string, int), IReadOnlySet<DateOnly>> Known = new();

    public static IReadOnlyCollection<string> Countries => Rules.Keys;

    public static IReadOnlySet<DateOnly> In(string country, int year) => Known.GetOrAdd((country, year), _ => Rules.TryGetValue(country, out var rules)
        ? rules.Where(rule => year >= rule.Since && year <= rule.Until).Select(rule => rule.Day(year)).ToHashSet()
        : []);

    /// <summary>Gregorian, after Meeus.</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var days = h + l - (7 * m) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    private static Rule Fixed(int month, int day, int since = 0, int until = int.MaxValue) => new(year => new DateOnly(year, month, day), since, until);

    private static Rule Easter(int after, int since = 0) => new(year => EasterSunday(year).AddDays(after), since, int.MaxValue);

    private sealed record Rule(Func<int, DateOnly> Day, int Since, int Until);
}
