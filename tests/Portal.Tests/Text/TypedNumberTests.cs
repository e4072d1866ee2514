using CsCheck;
using Portal.Kernel;
using Shouldly;

namespace Portal.Tests.Text;

/// <summary>Numbers as people of four languages type them.</summary>
public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("12,50", 12.50)]
    [InlineData("12.50", 12.50)]
    [InlineData("1.250,00", 1250)]
    [InlineData("1,250.00", 1250)]
    [InlineData("1 250", 1250)]
    [InlineData("1\u00a0250,5", 1250.5)]
    [InlineData("1'250", 1250)]
    [InlineData("1.250.000", 1250000)]
    [InlineData("1,250,000", 1250000)]
    [InlineData("0,125", 0.125)]
    [InlineData("0.125", 0.125)]
    [InlineData("1250,125", 1250.125)]
    [InlineData("-3,5", -3.5)]
    [InlineData("\u22123,5", -3.5)]
    [InlineData(" 7 ", 7)]
    public void Is_read_the_same_in_every_language(string typed, double number)
    {
        foreach (var language in Languages.All)
            TypedNumber.Read(typed, Languages.Culture(language), out _).ShouldBe((decimal)number, $"{typed} in {language}");
    }

    [Theory]
    [InlineData("1.250")]
    [InlineData("1,250")]
    [InlineData("12,500")]
    [InlineData("999.999")]
    public void A_sole_separator_before_three_digits_is_refused_with_both_readings(string typed)
    {
        foreach (var language in Languages.All)
        {
            var culture = Languages.Culture(language);
            TypedNumber.Read(typed, culture, out var problem).ShouldBeNull($"{typed} in {language}");
            problem.ShouldNotBeNull().Key.ShouldBe("number.ambiguous");
            var readings = problem.Arguments.Skip(1).Select(reading => TypedNumber.Read((string)reading, culture, out _).ShouldNotBeNull($"{reading} must not be refused again")).ToList();
            readings.ShouldBe([readings[1] * 1000m, readings[1]]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("dwa")]
    [InlineData("1,2,3")]
    [InlineData("1.2.3")]
    [InlineData("12.34,56.78")]
    [InlineData("--1")]
    [InlineData("1-2")]
    [InlineData(",")]
    [InlineData("1e5")]
    [InlineData("0x10")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_number_is_refused(string typed)
    {
        foreach (var language in Languages.All)
        {
            TypedNumber.Read(typed, Languages.Culture(language), out var problem).ShouldBeNull($"{typed} in {language}");
            problem.ShouldNotBeNull();
        }
    }

    [Fact]
    public void What_the_portal_shows_can_be_typed_back() =>
        Gen.Decimal[-9_999_999m, 9_999_999m].Select(Gen.Int[0, 4], Gen.Int[0, 3]).Sample((number, decimals, language) =>
        {
            var culture = Languages.Culture(Languages.All[language]);
            var rounded = decimal.Round(number, decimals);
            var read = TypedNumber.Read(Show.Number(rounded, culture), culture, out var problem);
            return read == rounded || (read is null && problem?.Key == "number.ambiguous");
        }, iter: 2_000);
}
