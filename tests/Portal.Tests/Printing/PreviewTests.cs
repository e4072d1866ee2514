using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class PreviewTests
{
    [Fact]
    public void Spine_and_mass_are_there_before_a_price_is() =>
        PrintHouse.Books.Preview(PrintHouse.Book.Sample).Where(fact => fact.Audience == Audience.Customer).Select(fact => fact.Key).ShouldBe(["spine", "mass"]);

    [Fact]
    public void What_a_half_filled_spec_says_is_shown_and_nothing_thrown()
    {
        PrintHouse.Books.Preview(Spec.Empty).ShouldBeEmpty();
        var pages = Spec.Parse("""{ "block": [{ "pages": 160, "paper": "offset-80", "colours": "1/1" }] }""");
        PrintHouse.Books.Preview(pages).Select(fact => fact.Key).ShouldBe(["block"]);
        PrintHouse.Books.Preview(pages.With("binding/kind", "pur").With("cover/paper", "gc1-250")).Fact("spine").ShouldBe(9);
        // 8 mm of leaves, 0.672 of endpapers, 4 of boards.
        PrintHouse.Books.Preview(pages.With("binding/kind", "flat-case").With("cover/paper", "matt-135")).Fact("spine").ShouldBe(13);
    }

    [Fact]
    public void Preview_and_calculation_agree()
    {
        var preview = PrintHouse.Books.Preview(PrintHouse.HardBook);
        var calculation = PrintHouse.Books.Calculate(PrintHouse.HardBook, 300);
        foreach (var fact in preview)
            calculation.Fact(fact.Key).ShouldBe(fact.Value);
    }
}
