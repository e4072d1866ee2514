using Portal.Plugin.Printing;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class PublishedFormulaTests
{
    private static readonly Press Wide = PrintHouse.Shop.Presses.Single(press => press.Key == "b1-4c");
    private static readonly PressSheet B1 = StockSheet.TryParse("700x1000")!.Cuts.First();

    [Fact]
    public void A_thousand_sheets_700_by_1000_of_135_gsm_weigh_94_5_kg()
    {
        var matt = PrintHouse.Shop.Papers["matt-135"];
        var run = new Run(new Layout(Wide, B1, matt, new Inks(4, 0), Turning.OneSide, 1), 1000);
        (run.PaperKg / run.Gross * 1000).ShouldBe(94.5m);
        run.PaperCost.ShouldBe(Money.Round(run.PaperKg * 4.90m));
    }

    /// <summary>Published mm per page of a Polish book printer: 0.05, 0.0675; the cream paper's 0.0685 is a bulk of 1.96, sold as 2.0.</summary>
    [Theory]
    [InlineData("offset-80", 0.05)]
    [InlineData("volume-90", 0.0675)]
    [InlineData("cream-70", 0.07)]
    public void A_page_adds_its_published_thickness(string paper, double perPage)
    {
        var spec = PrintHouse.Book.Sample.With("block/0/pages", 400m).With("block/0/paper", paper);
        PrintHouse.Books.Preview(spec).Fact("block").ShouldBe(400 * (decimal)perPage);
    }

    [Fact]
    public void A_soft_spine_is_the_block_and_two_cover_leaves_rounded_up()
    {
        // 160 pages of 0.05 mm and two leaves of 250 g × 1.4: 8 + 0.7 = 8.7, to the next half millimetre.
        PrintHouse.Books.Preview(PrintHouse.Book.Sample).Fact("spine").ShouldBe(9);
    }

    [Fact]
    public void A_flat_case_adds_its_two_boards_and_a_round_one_3_mm_more()
    {
        var facts = PrintHouse.Books.Preview(PrintHouse.HardBook);
        var block = facts.Fact("block");
        block.ShouldBe((120 * 0.1125m) + (8 * 0.13095m) + (4 * 0.168m), 0.001m);
        facts.Fact("spine").ShouldBe(Up(block + 4));
        PrintHouse.Books.Preview(PrintHouse.HardBook.With("binding/kind", "round-case")).Fact("spine").ShouldBe(Up(block + 4 + 3));

        static decimal Up(decimal millimetres) => decimal.Ceiling(millimetres * 2) / 2;
    }

    [Fact]
    public void A_copy_weighs_its_leaves_cover_and_a_share_of_ink_and_glue()
    {
        // 80 leaves A5 of 80 g and a cover of 305 × 210 mm of 250 g, plus 2 %.
        var expected = ((80 * 0.148m * 0.210m * 80) + (0.305m * 0.210m * 250)) * 1.02m;
        PrintHouse.Books.Preview(PrintHouse.Book.Sample).Fact("mass").ShouldBe(decimal.Round(expected, 1));
    }

    [Fact]
    public void Covers_of_317_9_by_216_go_8_up_with_the_grain_and_would_go_9_up_across_it()
    {
        Layout.Count(Wide, B1, Turning.OneSide, 317.9m, 216).ShouldBe(8);
        Layout.Count(Wide, B1, Turning.OneSide, 216, 317.9m).ShouldBe(9);
        Layout.Of([Wide], PrintHouse.Shop.Papers["gc1-250"], new Inks(4, 0), 317.9m, 216).Where(layout => layout.Sheet == B1).ShouldHaveSingleItem().Ups
            .ShouldBe(8);
    }

    /// <summary>u = 2n ÷ s: a sheet of 32 pages takes one section of 32, two of 16, four of 8, eight of 4.</summary>
    [Theory]
    [InlineData("f32", 1)]
    [InlineData("f16", 2)]
    [InlineData("f8", 4)]
    [InlineData("f4", 8)]
    public void Sections_share_the_sheet_as_u_equals_2n_by_s(string scheme, int ups)
    {
        var cell = Cell.Page(148, 210, 3).Times(PrintHouse.Shop.Schemes.Single(other => other.Key == scheme));
        Layout.Count(Wide, B1, Turning.Sheetwise, cell.Width, cell.Height).ShouldBe(ups);
    }

    [Fact]
    public void Work_and_turn_halves_the_plates_and_needs_two_halves()
    {
        var matt = PrintHouse.Shop.Papers["matt-135"];
        var cell = Cell.Page(148, 210, 3).Times(PrintHouse.Shop.Schemes.Single(scheme => scheme.Key == "f16"));
        var layouts = Layout.Of([Wide], matt, new Inks(4, 4), cell.Width, cell.Height).Where(layout => layout.Sheet == B1).ToList();
        layouts.Single(layout => layout.Turning == Turning.Sheetwise).Plates.ShouldBe(8);
        layouts.Single(layout => layout.Turning == Turning.WorkAndTurn).Plates.ShouldBe(4);
        var single = Cell.Page(148, 210, 3).Times(PrintHouse.Shop.Schemes.Single(scheme => scheme.Key == "f32"));
        Layout.Of([Wide], matt, new Inks(4, 4), single.Width, single.Height).Select(layout => layout.Turning).Distinct().ShouldBe([Turning.Sheetwise]);
    }

    [Fact]
    public void Perfecting_takes_one_pass_where_each_half_of_the_press_has_the_units()
    {
        var press = PrintHouse.Shop.Presses.Single(other => other.Key == "b1-8c");
        Turnings.Of(press, new Inks(4, 4)).ShouldContain(Turning.Perfecting);
        Turnings.Of(press, new Inks(5, 5)).ShouldNotContain(Turning.Perfecting);
        new Layout(press, B1, PrintHouse.Shop.Papers["matt-135"], new Inks(4, 4), Turning.Perfecting, 1).Passes.ShouldBe(1);
    }

    [Fact]
    public void Halving_a_long_grain_sheet_turns_its_grain_and_quartering_turns_it_back()
    {
        var cuts = StockSheet.TryParse("700x1000")!.Cuts.ToList();
        cuts.Select(cut => (cut.Feed, cut.Across, cut.GrainAcross)).ShouldBe([(700, 1000, true), (500, 700, false), (350, 500, true)]);
        StockSheet.TryParse("700x1000SG")!.Cuts.Select(cut => cut.GrainAcross).ShouldBe([false, true, false]);
    }

    [Fact]
    public void Make_ready_waste_is_a_count_and_running_waste_a_share_of_each_pass()
    {
        var run = new Run(new Layout(Wide, B1, PrintHouse.Shop.Papers["matt-135"], new Inks(4, 4), Turning.Sheetwise, 2), 2001);
        run.Net.ShouldBe(1001);
        run.Gross.ShouldBe(1001 + 30 + (8 * 40) + 23); // 1.1 % of 1001 in two passes is 22.02
        run.PressHours.ShouldBe(2 * run.Gross / 9000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(65941)]
    [InlineData(0.25)]
    public void The_decimal_square_root_is_right_to_six_places(double value)
    {
        var root = BookGeometry.SquareRoot((decimal)value);
        Math.Abs((root * root) - (decimal)value).ShouldBeLessThan(0.001m);
    }

    [Fact]
    public void A_ribbon_is_the_diagonal_and_50_mm()
    {
        var metres = PrintHouse.Books.Calculate(PrintHouse.HardBook, 100).Cost.At("case/ribbon").Inputs.Single(input =>
            input.Name.Key == "printing.input.length").Value;
        metres.ShouldBe(0.3412m); // √(165² + 240²) = 291.2
    }

    [Fact]
    public void Boards_stand_out_and_the_covering_paper_turns_in()
    {
        var calculation = PrintHouse.Books.Calculate(PrintHouse.HardBook, 100);
        // Boards 162 × 246, joint 8, turn-in 16, spine 19.5.
        calculation.Fact("cover-width").ShouldBe((2 * (162 + 8)) + 19.5m + (2 * 16));
        calculation.Fact("cover-height").ShouldBe(246 + (2 * 16));
    }
}
