using Portal.Plugin.Printing;
using Portal.PluginSdk;
using Shouldly;
using Spec = Portal.PluginSdk.Spec;

namespace Portal.Tests.Printing;

/// <summary>More pages are advised exactly where they cost less, and then the cheapest of them.</summary>
public class PageAdviceTests
{
    [Theory]
    [InlineData("sewn", "matt-135", "4/4", 300)]
    [InlineData("saddle", "gloss-130", "4/4", 28)]
    [InlineData("pur", "offset-80", "1/1", 158)]
    public void The_count_advised_is_the_cheapest_of_all_within_reach(string binding, string paper, string colours, int pages)
    {
        var advised = 0;
        foreach (var quantity in new[] { 100m, 300m, 1000m, 3000m, 10_000m })
        {
            for (var more = 0; more <= 24; more += 2)
            {
                var spec = Book(binding, paper, colours, pages + more);
                if (PrintHouse.Books.Check(spec).Any(problem => problem.IsError))
                    continue;
                var best = Enumerable.Range(0, PageAdvice.MostMore + 1).Select(extra => pages + more + extra).Where(count => Cost(binding, paper, colours, count, quantity) is not null)
                    .MinBy(count => (Cost(binding, paper, colours, count, quantity), count));

                var advice = PrintHouse.Books.Advise(spec, quantity);

                if (best == pages + more)
                {
                    advice.ShouldBeEmpty();
                    continue;
                }

                advised++;
                var hint = advice.ShouldHaveSingleItem();
                (hint.Path, hint.IsError, hint.Suggestion!.GetValue<decimal>()).ShouldBe(("block/0/pages", false, best));
                hint.Message.Arguments.ShouldBe([quantity, best, pages + more]);
                PrintHouse.Books.Calculate(spec.Taking(hint), quantity).Cost.Amount.ShouldBeLessThan(PrintHouse.Books.Calculate(spec, quantity).Cost.Amount);
            }
        }

        advised.ShouldBeGreaterThan(0, "The advice must be met to be tested.");
    }

    [Fact]
    public void The_block_advised_is_cheaper_by_plain_enumeration_too()
    {
        var found = (from pages in Enumerable.Range(4, 10).Select(quads => quads * 4)
                     from quantity in new[] { 200m, 500m, 2000m }
                     from binding in new[] { "sewn", "saddle" }
                     from hint in PrintHouse.Books.Advise(Book(binding, "matt-135", "4/4", pages), quantity)
                     select (Pages: pages, Quantity: quantity, Binding: binding, Better: (int)hint.Suggestion!.GetValue<decimal>())).ToList();
        found.ShouldNotBeEmpty();
        foreach (var (pages, quantity, binding, better) in found)
        {
            var block = new BruteForce(PrintHouse.Dictionaries, "matt-135", 4, 4, 148, 210, binding, quantity);
            block.Block(better).ShouldBeLessThan(block.Block(pages), $"{pages} pages in {quantity}, {binding}");
        }
    }

    [Fact]
    public void A_spec_with_a_slip_and_a_run_that_is_none_get_no_advice()
    {
        PrintHouse.Books.Advise(Book("saddle", "gloss-130", "4/4", 30), 1000).ShouldBeEmpty();
        PrintHouse.Books.Advise(Spec.Empty, 1000).ShouldBeEmpty();
        PrintHouse.Books.Advise(Book("sewn", "matt-135", "4/4", 28), 0.5m).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(161, 160)]
    [InlineData(163, 164)]
    [InlineData(162, 164)]
    [InlineData(3, 4)]
    public void Pages_that_stitching_does_not_take_are_answered_with_the_nearer_neighbour(int pages, int nearest) =>
        PrintHouse.Books.Check(Book("saddle", "offset-80", "1/1", pages)).Single(problem => problem.Path == "block/0/pages").Suggestion!.GetValue<decimal>().ShouldBe(nearest);

    private static decimal? Cost(string binding, string paper, string colours, int pages, decimal quantity) =>
        Book(binding, paper, colours, pages) is var spec && PrintHouse.Books.Check(spec).Any(problem => problem.IsError) ? null : PrintHouse.Books.Calculate(spec, quantity).Cost.Amount;

    private static Spec Book(string binding, string paper, string colours, int pages) => PrintHouse.Book.Sample.With(new Dictionary<string, System.Text.Json.Nodes.JsonNode?>
    {
        ["binding/kind"] = binding,
        ["block/0/paper"] = paper,
        ["block/0/colours"] = colours,
        ["block/0/pages"] = (decimal)pages,
    });
}
