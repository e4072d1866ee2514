using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class MissingPriceTests
{
    [Theory]
    [InlineData("papers", "offset-90", "pricePerKg", "paper")]
    [InlineData("folding", "f32", "rate", "fold-f32")]
    [InlineData("bindings", "flat-case", "rate", "run")]
    [InlineData("bindings", "flat-case", "material", "material")]
    [InlineData("finishing", "matt", "perM2", "matt")]
    [InlineData("finishing", "hot-stamp", "setupPrice", "hot-stamp")]
    [InlineData("finishing", "sewing", "rate", "sewing")]
    [InlineData("finishing", "sewing", "speed", "sewing")]
    [InlineData("finishing", "casemaking", "rate", "casemaking")]
    [InlineData("boards", "grey-2.0", "pricePerKg", "boards")]
    [InlineData("packing", "carton", "price", "cartons")]
    [InlineData("transport", "pl", "perPallet", "zone")]
    [InlineData("commercial", "overhead", "value", "overhead")]
    public void An_unknown_price_leaves_its_line_to_staff_and_the_rest_priced(string table, string row, string field, string line)
    {
        var cost = PrintHouse.Book.Prepare(PrintHouse.With(table, row, field, null)).Calculate(PrintHouse.HardBook, 1000).Cost;
        cost.IsComplete.ShouldBeFalse();
        var incomplete = cost.Leaves().Where(leaf => leaf.ToComplete is not null).ToList();
        incomplete.ShouldContain(leaf => leaf.Key == line);
        incomplete.ShouldAllBe(leaf => leaf.Amount == 0 && leaf.ToComplete!.Key == "printing.missing");
        var known = PrintHouse.Books.Calculate(PrintHouse.HardBook, 1000).Cost;
        cost.Amount.ShouldBeGreaterThan(known.Amount / 4);
        cost.Amount.ShouldBeLessThan(known.Amount);
        cost.Leaves().Count(leaf => leaf.ToComplete is null && leaf.Amount > 0).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("b1-2c", "rate")]
    [InlineData("b1-2c", "platePrice")]
    [InlineData("b1-2c", "minPerPlate")]
    public void A_press_without_a_price_gives_way_to_one_that_has_it(string press, string field)
    {
        var cost = PrintHouse.Book.Prepare(PrintHouse.With("presses", press, field, null)).Calculate(PrintHouse.Book.Sample, 1000).Cost;
        cost.IsComplete.ShouldBeTrue();
        cost.All().ShouldNotContain(node => node.Key.EndsWith(press, StringComparison.Ordinal));
        cost.Amount.ShouldBeGreaterThan(PrintHouse.Books.Calculate(PrintHouse.Book.Sample, 1000).Cost.Amount);
    }

    [Fact]
    public void Where_only_a_press_without_a_rate_can_print_it_is_used_and_left_to_staff()
    {
        // Five colours on both sides go on the eight-colour press only.
        var spec = PrintHouse.Book.Sample.With("block/0/colours", "5/5");
        var cost = PrintHouse.Book.Prepare(PrintHouse.With("presses", "b1-8c", "rate", null)).Calculate(spec, 1000).Cost;
        cost.IsComplete.ShouldBeFalse();
        cost.Leaves().Where(leaf => leaf.ToComplete is not null).Select(leaf => leaf.Key).ShouldBe(["setup-b1-8c", "make-ready", "press"], ignoreOrder: true);
        cost.At("cover").IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("papers", "offset-80", "gsm")]
    [InlineData("papers", "offset-80", "bulk")]
    [InlineData("papers", "offset-80", "sheets")]
    [InlineData("presses", "b1-4c", "units")]
    [InlineData("presses", "b1-4c", "runWaste")]
    [InlineData("digital", "sra3-mono", "speed")]
    [InlineData("folding", "f16", "pages")]
    [InlineData("bindings", "pur", "maxSpine")]
    [InlineData("finishing", "matt", "waste")]
    [InlineData("packing", "carton", "maxKg")]
    [InlineData("commercial", "margin", "value")]
    [InlineData("formats", "a5", "width")]
    [InlineData("boards", "grey-2.0", "thickness")]
    public void What_no_calculation_can_do_without_is_refused_by_table_row_and_field(string table, string row, string field)
    {
        var refused = Should.Throw<InvalidDictionariesException>(() => PrintHouse.Book.Prepare(PrintHouse.With(table, row, field, null)));
        refused.Message.ShouldContain($"'{table}'");
        refused.Message.ShouldContain($"'{row}'");
        refused.Message.ShouldContain($"'{field}'");
    }

    [Fact]
    public void A_missing_table_and_a_negative_price_are_refused()
    {
        var tables = PrintHouse.Dictionaries.Tables.Where(table => table.Key != "folding").ToDictionary();
        Should.Throw<InvalidDictionariesException>(() => PrintHouse.Book.Prepare(PrintHouse.Dictionaries with { Tables = tables })).Message
            .ShouldContain("folding");
        Should.Throw<InvalidDictionariesException>(() => PrintHouse.Book.Prepare(PrintHouse.With("papers", "offset-80", "pricePerKg", -1))).Message
            .ShouldContain("negative");
    }
}
