using System.Globalization;
using System.Text.Json;
using CsCheck;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class DeterminismTests
{
    [Theory]
    [InlineData("pl-PL")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_same_tree_in_any_culture_and_from_any_prepared_calculator(string culture)
    {
        var expected = Answers(CultureInfo.InvariantCulture, PrintHouse.Books);
        Answers(CultureInfo.GetCultureInfo(culture), PrintHouse.Book.Prepare(PrintHouse.Dictionaries)).ShouldBe(expected);
    }

    /// <summary>What a calculator remembers never changes what it answers: asked in another order, by several threads, it says the same.</summary>
    [Fact]
    public void Remembering_parts_changes_no_answer()
    {
        var specs = new[] { PrintHouse.Book.Sample, PrintHouse.HardBook, PrintHouse.Book.Sample.With("cover/lamination", "gloss") };
        var quantities = Enumerable.Range(1, 40).Select(i => i * 25m).ToList();
        var shared = PrintHouse.Book.Prepare(PrintHouse.Dictionaries);
        var together = specs.SelectMany(spec => quantities.Select(quantity => (spec, quantity))).Reverse().AsParallel().AsOrdered().WithDegreeOfParallelism(2)
            .Select(cell => shared.Calculate(cell.spec, cell.quantity).Cost.Amount).Reverse().ToList();
        specs.SelectMany(spec => quantities.Select(quantity => PrintHouse.Book.Prepare(PrintHouse.Dictionaries).Calculate(spec, quantity).Cost.Amount))
            .ShouldBe(together);
    }

    [Fact]
    public void A_whole_number_is_the_same_typed_as_1000_or_1000_point_0() => Gen.Int[1, 5000].Sample(quantity =>
        PrintHouse.Books.Calculate(PrintHouse.Book.Sample, quantity).Cost.Amount
            .ShouldBe(PrintHouse.Books.Calculate(PrintHouse.Book.Sample, quantity + 0.0m).Cost.Amount), iter: 20, threads: 1);

    private static string Answers(CultureInfo culture, ICalculator books)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return JsonSerializer.Serialize(new[] { PrintHouse.Book.Sample, PrintHouse.HardBook }.Select(spec => new
            {
                books.Calculate(spec, 777).Cost,
                books.Calculate(spec, 777).Plans,
                Facts = books.Calculate(spec, 777).Facts,
                Problems = books.Check(spec.With("block/0/pages", 61.5m)),
            }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
