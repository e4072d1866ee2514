using System.Diagnostics;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class SpeedTests
{
    /// <summary>Ten quantities × three papers × two bindings. A generous bound: it is there to catch an algorithm gone wrong, not to measure.</summary>
    [Fact]
    public void Sixty_cells_of_a_large_book_take_well_under_a_second()
    {
        var cells = (from quantity in new decimal[] { 100, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000 }
                     from paper in new[] { "offset-80", "offset-90", "volume-90" }
                     from binding in new[] { "pur", "sewn" }
                     select (Spec: PrintHouse.Book.Sample.With("block/0/pages", 640m).With("block/0/paper", paper).With("block/0/colours", "4/4")
                         .With("binding/kind", binding), quantity)).ToList();
        Price(PrintHouse.Book.Prepare(PrintHouse.Dictionaries), cells);

        var books = PrintHouse.Book.Prepare(PrintHouse.Dictionaries);
        var clock = Stopwatch.StartNew();
        Price(books, cells);
        clock.ElapsedMilliseconds.ShouldBeLessThan(1000);
        TestContext.Current.TestOutputHelper!.WriteLine($"{cells.Count} cells in {clock.Elapsed.TotalMilliseconds:0} ms");
    }

    private static void Price(ICalculator books, List<(Spec Spec, decimal Quantity)> cells)
    {
        foreach (var (spec, quantity) in cells)
            books.Calculate(spec, quantity).Cost.Amount.ShouldBeGreaterThan(0);
    }
}
