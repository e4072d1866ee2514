using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class LeafletTests
{
    private static readonly ICalculator Leaflets = PrintHouse.Leaflet.Prepare(PrintHouse.Dictionaries);
    private static readonly Spec Sample = PrintHouse.Leaflet.Sample;

    [Fact]
    public void Cost_grows_with_the_quantity_and_its_leaves_sum_to_it()
    {
        var before = 0m;
        for (var quantity = 50; quantity < 20_000; quantity += 137)
        {
            var cost = Leaflets.Calculate(Sample, quantity).Cost;
            cost.Leaves().Sum(leaf => leaf.Amount).ShouldBe(cost.Amount);
            cost.Amount.ShouldBeGreaterThanOrEqualTo(before);
            before = cost.Amount;
        }
    }

    [Fact]
    public void A_folded_leaflet_is_as_heavy_as_its_panels() =>
        Leaflets.Preview(Sample).Fact("mass").ShouldBe(decimal.Round(3 * 0.099m * 0.210m * 135, 1));

    /// <summary>A flat leaflet may lie either way on the sheet, so it never takes more sheets than one bound to the grain.</summary>
    [Fact]
    public void A_flat_leaflet_is_not_folded_and_not_bound_to_the_grain()
    {
        var flat = Leaflets.Calculate(Sample.With("sheet/panels", "1"), 1000);
        flat.Cost.All().ShouldNotContain(node => node.Key == "leaflet-fold");
        Leaflets.Calculate(Sample, 1000).Cost.At("finishing/leaflet-fold").Amount.ShouldBeGreaterThan(0);
        var upright = Custom(150, 340);
        var lying = Custom(340, 150);
        Leaflets.Calculate(upright, 1000).Cost.At("sheet").Amount.ShouldBe(Leaflets.Calculate(lying, 1000).Cost.At("sheet").Amount);
    }

    [Fact]
    public void Short_runs_are_digital_and_plans_are_ranked()
    {
        var few = Leaflets.Calculate(Sample, 100);
        few.Cost.At("sheet").Children.ShouldContain(line => line.Key == "clicks");
        few.Plans.Count.ShouldBeGreaterThan(1);
        few.Plans.Select(plan => plan.Cost).ShouldBeInOrder();
        few.Plans[0].Cost.ShouldBe(few.Cost.Amount);
        Leaflets.Calculate(Sample, 20_000).Cost.At("sheet").Children.ShouldContain(line => line.Key == "plates");
    }

    [Fact]
    public void A_leaflet_too_wide_names_the_width_that_fits()
    {
        var spec = Custom(400, 400).With("sheet/panels", "4");
        var problem = Leaflets.Check(spec).ShouldHaveSingleItem();
        problem.Path.ShouldBe("format/width");
        Leaflets.Check(spec.With(problem.Path, problem.Suggestion)).ShouldBeEmpty();
    }

    [Fact]
    public void Foil_needs_paper_that_bears_it()
    {
        var spec = Sample.With("sheet/paper", "offset-80").With("sheet/lamination", "matt");
        var problem = Leaflets.Check(spec).ShouldHaveSingleItem();
        Leaflets.Check(spec.With(problem.Path, problem.Suggestion)).ShouldBeEmpty();
    }

    [Fact]
    public void Missing_values_are_problems_and_not_exceptions()
    {
        Leaflets.Check(Spec.Empty).Select(problem => problem.Path).ShouldBe(["format/size", "sheet/paper", "sheet/colours"], ignoreOrder: true);
        Should.Throw<InfeasibleException>(() => Leaflets.Calculate(Spec.Empty, 10));
        Leaflets.Preview(Spec.Empty).ShouldBeEmpty();
        Leaflets.Check(Sample, 0).ShouldHaveSingleItem().Path.ShouldBe("quantity");
    }

    private static Spec Custom(decimal width, decimal height) => Sample.With("format/size", "custom").With("format/width", width)
        .With("format/height", height).With("sheet/panels", "1");
}
