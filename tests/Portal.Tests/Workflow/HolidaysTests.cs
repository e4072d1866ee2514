using Portal.Workflow;
using Shouldly;

namespace Portal.Tests.Workflow;

public sealed class HolidaysTests
{
    [Theory]
    [InlineData(1961, 4, 2)]
    [InlineData(1981, 4, 19)]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2011, 4, 24)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    public void Easter(int year, int month, int day) => Holidays.EasterSunday(year).ShouldBe(new DateOnly(year, month, day));

    [Fact]
    public void Poland_2026() => Of("PL", 2026).ShouldBe("1.1 6.1 5.4 6.4 1.5 3.5 24.5 4.6 15.8 1.11 11.11 24.12 25.12 26.12");

    [Fact]
    public void Czechia_2026() => Of("CZ", 2026).ShouldBe("1.1 3.4 5.4 6.4 1.5 8.5 5.7 6.7 28.9 28.10 17.11 24.12 25.12 26.12");

    [Fact]
    public void Germany_2026() => Of("DE", 2026).ShouldBe("1.1 3.4 6.4 1.5 14.5 25.5 3.10 25.12 26.12");

    [Theory]
    [InlineData("PL", "2024-12-24", false)]
    [InlineData("PL", "2025-12-24", true)]
    [InlineData("PL", "2010-01-06", false)]
    [InlineData("PL", "2018-11-12", true)]
    [InlineData("PL", "2019-11-12", false)]
    [InlineData("CZ", "2015-04-03", false)]
    [InlineData("CZ", "2016-03-25", true)]
    [InlineData("DE", "2017-10-31", true)]
    [InlineData("DE", "2018-10-31", false)]
    public void Laws_begin_and_end(string country, string day, bool isFree)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Holidays.In(country, date.Year).Contains(date).ShouldBe(isFree);
    }

    [Fact]
    public void A_country_without_rules_has_no_holidays() => Holidays.In("XX", 2026).ShouldBeEmpty();

    private static string Of(string country, int year) => string.Join(' ', Holidays.In(country, year).Order().Select(day => $"{day.Day}.{day.Month}"));
}
