using CsCheck;
using Portal.Plugin.Printing;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class OptimumTests
{
    private static readonly (string Key, decimal Width, decimal Height)[] Formats = [("a5", 148, 210), ("a6", 105, 148), ("165x240", 165, 240),
        ("a4", 210, 297), ("200x200", 200, 200)];

    /// <summary>On every small job the plan costs exactly what the best of all multisets of sections and presses costs.</summary>
    [Fact]
    public void The_plan_equals_the_best_of_every_multiset_of_sections_and_presses()
    {
        Gen.Select(Gen.OneOf(Formats), Gen.OneOf("offset-80", "offset-100", "volume-90", "cream-60", "matt-135", "matt-170", "gloss-150"),
                Gen.OneOf("1/1", "2/2", "4/4", "4/1"), Gen.OneOf("saddle", "sewn", "pur"), Gen.Int[2, 16], Gen.Int[20, 20_000])
            .Sample((format, paper, colours, binding, halves, quantity) =>
            {
                var pages = binding == "pur" ? halves * 2 : halves / 2 * 4;
                var inks = Inks.TryParse(colours)!.Value;
                var expected = new BruteForce(PrintHouse.Dictionaries, paper, inks.Front, inks.Back, format.Width, format.Height, binding,
                    quantity).Block(pages);
                Planned(format.Key, paper, colours, binding, pages, quantity).ShouldBe(expected);
            }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_greedy_split_can_be_dearer()
    {
        // 20 pages from sizes 16, 8 and 4: greedy takes 16 + 4. The optimum never costs more, whatever the quantity.
        foreach (var quantity in new[] { 100, 500, 2000, 10_000 })
        {
            var job = Job("a5", "matt-150", "4/4", "sewn", 20, quantity);
            var options = new PartPlanner(PrintHouse.Shop).Options(job, _ => true);
            var greedy = from press in PrintHouse.Shop.Presses
                         let sixteen = At(options, "f16", press)
                         let four = At(options, "f4", press)
                         where sixteen is not null && four is not null
                         select new PartPlan([new SectionGroup(sixteen, 1), new SectionGroup(four, 1)]).Cost;
            new PartPlanner(PrintHouse.Shop).Plan(job)[0].Cost.ShouldBeLessThanOrEqualTo(greedy.Min());
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(304)]
    [InlineData(312)]
    [InlineData(1996)]
    public void Sections_make_up_the_pages(int pages)
    {
        foreach (var plan in new PartPlanner(PrintHouse.Shop).Plan(Job("a5", "matt-135", "4/4", "sewn", pages, 1000)))
            plan.Groups.Sum(group => group.Count * group.Section.Scheme!.Pages).ShouldBe(pages);
    }

    /// <summary>printIQ's published splits from {16, 8, 4}: 304 = 19 × 16, 312 = 19 × 16 + 8. Long runs on paper that folds to 16 pages agree.</summary>
    [Theory]
    [InlineData(304, "19*f16")]
    [InlineData(312, "19*f16 1*f8")]
    public void Long_runs_split_as_published(int pages, string split)
    {
        var plan = new PartPlanner(PrintHouse.Shop).Plan(Job("a5", "matt-135", "4/4", "sewn", pages, 5000))[0];
        string.Join(' ', plan.Groups.OrderByDescending(group => group.Section.Scheme!.Pages).Select(group => $"{group.Count}*{group.Section.Scheme!.Key}"))
            .ShouldBe(split);
    }

    [Fact]
    public void Two_odd_pages_of_a_glued_book_are_a_tipped_in_leaf()
    {
        var spec = PrintHouse.Book.Sample.With("block/0/pages", 162m);
        PrintHouse.Books.Check(spec).ShouldBeEmpty();
        var cost = PrintHouse.Books.Calculate(spec, 1000).Cost;
        cost.At("binding/tip-in").Amount.ShouldBeGreaterThan(0);
        cost.Amount.ShouldBeGreaterThan(PrintHouse.Books.Calculate(PrintHouse.Book.Sample, 1000).Cost.Amount);
    }

    [Fact]
    public void Short_runs_are_printed_digitally_and_long_ones_offset()
    {
        DigitalShare(30).ShouldBeTrue();
        DigitalShare(5000).ShouldBeFalse();

        static bool DigitalShare(int quantity) =>
            PrintHouse.Books.Calculate(PrintHouse.Book.Sample, quantity).Cost.At("block-1").All().Any(node => node.Key == "clicks");
    }

    [Fact]
    public void The_chosen_plan_is_the_cheapest_shown_and_costs_what_the_tree_says()
    {
        foreach (var spec in new[] { PrintHouse.Book.Sample, PrintHouse.HardBook })
        {
            var calculation = PrintHouse.Books.Calculate(spec, 800);
            calculation.Plans.Count.ShouldBeGreaterThan(1);
            calculation.Plans[0].Cost.ShouldBe(calculation.Cost.Amount);
            calculation.Plans.Select(plan => plan.Cost).ShouldBeInOrder();
            calculation.Plans.Select(plan =>
                string.Join('|', plan.Steps.Select(step => step.Key
                + string.Join(',', step.Arguments.Select(argument => argument is LocalText text ? text.In("en") : argument))))).ShouldBeUnique();
        }
    }

    private static SectionRun? At(PartOptions options, string scheme, Press press) =>
        options.Sections[options.Schemes.ToList().FindIndex(other => other.Key == scheme)].GetValueOrDefault(press);

    private static PartJob Job(string format, string paper, string colours, string binding, int pages, decimal quantity)
    {
        var (_, width, height) = Formats.Single(other => other.Key == format);
        var bound = PrintHouse.Shop.FindBinding(binding)!;
        var waste = PrintHouse.Shop.Schemes.Max(scheme => scheme.Waste.OrZero) + (bound.IsSewn ? PrintHouse.Shop.Operation("sewing").Waste.OrZero : 0)
            + bound.Waste.OrZero;
        return new PartJob(pages, PrintHouse.Shop.Papers[paper], Inks.TryParse(colours)!.Value, Cell.Page(width, height, bound.MillOff), bound,
            decimal.Ceiling(quantity * (1 + (waste / 100))));
    }

    private static decimal Planned(string format, string paper, string colours, string binding, int pages, decimal quantity)
    {
        var sewing = PrintHouse.Shop.Operation("sewing");
        return new PartPlanner(PrintHouse.Shop).Plan(Job(format, paper, colours, binding, pages, quantity))[0].Cost
            + (binding == "sewn" ? Work.Setup(sewing.SetupMin, sewing.Rate) : 0);
    }
}
