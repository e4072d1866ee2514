using Portal.Accounts;
using Shouldly;

namespace Portal.Tests.Accounts;

/// <summary>Numbers that tax offices gave pass; the same with one digit mistyped does not.</summary>
public sealed class TaxIdTests
{
    private static readonly (string Country, string Number)[] Good =
    [
        ("AT", "U13585627"), ("BE", "0428759497"), ("BG", "175074752"), ("BG", "7523169263"), ("CY", "10259033P"), ("CZ", "25123891"), ("CZ", "7103192745"), ("DE", "136695976"), ("DK", "13585628"), ("EE", "100931558"), ("GR", "094259216"),
        ("ES", "B58378431"), ("ES", "54362315K"), ("ES", "X5253868R"), ("ES", "J99216582"), ("FI", "20774740"), ("FR", "40303265045"), ("HR", "33392005961"), ("HU", "12892312"), ("IE", "6433435F"), ("IE", "6433435OA"), ("IE", "8D79739I"),
        ("IT", "00743110157"), ("LT", "119511515"), ("LT", "100001919017"), ("LU", "15027442"), ("LV", "40003521600"), ("LV", "16117519997"), ("MT", "11679112"), ("NL", "004495445B01"), ("PL", "8567346215"), ("PL", "5252248481"),
        ("PT", "501964843"), ("RO", "18547290"), ("SE", "123456789701"), ("SI", "50223054"), ("SK", "2022749619"), ("XI", "980780684"),
    ];

    public static TheoryData<string, string> Numbers() => [.. Good.Select(it => (it.Country, it.Number))];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_passes_however_it_is_written(string country, string number)
    {
        var prefix = country == "GR" ? "EL" : country;
        foreach (var typed in new[] { number, prefix + number, $" {prefix} {number[..3]} {number[3..5]}-{number[5..]} ".ToLowerInvariant() })
        {
            var (read, problem) = TaxIds.Read(typed, country);
            problem.ShouldBeNull($"{typed}: {problem?.Key}");
            read.ShouldBe(country == "PL" ? number : prefix + number);
            TaxIds.Key(typed, country).ShouldBe(prefix + number);
        }
    }

    /// <summary>Every check digit there is finds one mistyped digit; those of Latvia's, Spain's and Ireland's letters likewise. Of two kinds of number in a country the other may pass by chance, of ten changes not all.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_mistyped_digit_is_found(string country, string number)
    {
        var slips = Enumerable.Range(0, number.Length).Where(at => char.IsAsciiDigit(number[at])).Select(at => $"{number[..at]}{(number[at] - '0' + 1) % 10}{number[(at + 1)..]}").ToList();
        var missed = slips.Count(slip => TaxIds.Read(slip, country).Problem is null);
        missed.ShouldBeLessThan(country is "BG" or "NL" or "LT" or "FR" or "SE" or "XI" ? 4 : 2, string.Join(", ", slips.Where(slip => TaxIds.Read(slip, country).Problem is null)));
    }

    [Theory]
    [InlineData("0000000000", "PL")]
    [InlineData("1234567890", "PL")]
    [InlineData("525224848", "PL")]
    [InlineData("DE136695976", "PL")]
    public void What_is_no_number_is_refused_with_one_that_is(string typed, string country) => TaxIds.Read(typed, country).Problem.ShouldNotBeNull();

    [Fact]
    public void A_number_of_another_country_says_so() => TaxIds.Read("DE136695976", "PL").Problem!.Key.ShouldBe("taxId.otherCountry");

    [Theory]
    [InlineData("123456785", "PL", "123456785")]
    [InlineData("123-456-785", "PL", "123456785")]
    [InlineData("12345678512347", "PL", "12345678512347")]
    [InlineData("25596641", "CZ", "25596641")]
    [InlineData("6947", "CZ", "00006947")]
    [InlineData("HRB 1234", "DE", "HRB 1234")]
    public void A_register_number_passes(string typed, string country, string number)
    {
        var (read, problem) = TaxIds.ReadRegister(typed, country);
        problem.ShouldBeNull();
        read.ShouldBe(number);
    }

    [Theory]
    [InlineData("123456786", "PL")]
    [InlineData("12345678512348", "PL")]
    [InlineData("1234567851234", "PL")]
    [InlineData("25596642", "CZ")]
    public void A_wrong_register_number_is_refused(string typed, string country) => TaxIds.ReadRegister(typed, country).Problem.ShouldNotBeNull();
}
