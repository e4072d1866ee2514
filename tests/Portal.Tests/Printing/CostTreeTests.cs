using CsCheck;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class CostTreeTests
{
    [Fact]
    public void Leaves_are_rounded_and_sum_to_the_total() => Gen.Select(Specs.Valid, Specs.Quantity).Sample((spec, quantity) =>
    {
        var cost = PrintHouse.Books.Calculate(spec, quantity).Cost;
        cost.Leaves().Sum(leaf => leaf.Amount).ShouldBe(cost.Amount);
        cost.Leaves().ShouldAllBe(leaf => leaf.Amount == decimal.Round(leaf.Amount, 2) && leaf.Amount >= 0);
        cost.IsComplete.ShouldBeTrue();
    }, iter: 150, threads: 1);

    [Fact]
    public void Keys_are_unique_among_siblings_and_every_line_says_how_it_came_about() => Gen.Select(Specs.Valid, Specs.Quantity).Sample((spec, quantity) =>
    {
        foreach (var node in PrintHouse.Books.Calculate(spec, quantity).Cost.All())
        {
            node.Children.Select(child => child.Key).ShouldBeUnique();
            if (node.Children.Count > 0)
                continue;
            node.Formula.ShouldNotBeNull(node.Key);
            node.Inputs.ShouldNotBeEmpty(node.Key);
            node.Inputs.ShouldContain(input => input.Source != null, node.Key);
        }
    }, iter: 100, threads: 1);

    [Fact]
    public void Every_figure_stands_in_the_dictionary_it_names() => Gen.Select(Specs.Valid, Specs.Quantity).Sample((spec, quantity) =>
    {
        foreach (var input in PrintHouse.Books.Calculate(spec, quantity).Cost.Leaves().SelectMany(leaf => leaf.Inputs).Where(input => input.Source is not null))
        {
            var table = PrintHouse.Dictionaries[input.Source!.Dictionary];
            table.Columns.ShouldContain(column => column.Field == input.Source.Field);
            table.Find(input.Source.Row).ShouldNotBeNull().Number(input.Source.Field).ShouldBe(input.Value, input.Source.ToString());
        }
    }, iter: 100, threads: 1);

    [Fact]
    public void Cost_never_falls_when_the_quantity_grows() => Gen.Select(Specs.Valid, Specs.Quantity, Gen.Int[1, 500]).Sample((spec, quantity, more) =>
        PrintHouse.Books.Calculate(spec, quantity).Cost.Amount.ShouldBeLessThanOrEqualTo(PrintHouse.Books.Calculate(spec, quantity + more).Cost.Amount),
            iter: 300, threads: 1);

    /// <summary>Copy by copy, through every change of plan, carton and pallet.</summary>
    [Fact]
    public void Cost_never_falls_from_one_copy_to_the_next()
    {
        foreach (var spec in new[] { PrintHouse.Book.Sample, PrintHouse.HardBook })
        {
            var before = 0m;
            for (var quantity = 1; quantity <= 600; quantity++)
            {
                var cost = PrintHouse.Books.Calculate(spec, quantity).Cost.Amount;
                cost.ShouldBeGreaterThanOrEqualTo(before, $"{quantity} copies");
                before = cost;
            }
        }
    }

    [Theory]
    [InlineData("block-1/f32-b1-2c/paper")]
    [InlineData("cover/plates")]
    [InlineData("binding/run")]
    [InlineData("finishing/matt")]
    [InlineData("packing/cartons")]
    [InlineData("overhead")]
    public void The_parts_of_a_book_are_where_one_looks_for_them(string path) =>
        PrintHouse.Books.Calculate(PrintHouse.Book.Sample, 1000).Cost.At(path).Amount.ShouldBeGreaterThan(0);

    [Fact]
    public void Overhead_is_a_share_of_all_other_lines()
    {
        var cost = PrintHouse.Books.Calculate(PrintHouse.HardBook, 700).Cost;
        var overhead = cost.At("overhead").Amount;
        overhead.ShouldBe(Money.Round((cost.Amount - overhead) * 0.08m));
    }
}
