using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class SampleTests
{
    [Fact]
    public void The_sample_book_is_valid_and_priced()
    {
        PrintHouse.Books.Check(PrintHouse.Book.Sample).ShouldBeEmpty();
        var calculation = PrintHouse.Books.Calculate(PrintHouse.Book.Sample, 1000);
        calculation.Cost.IsComplete.ShouldBeTrue();
        calculation.Cost.Amount.ShouldBeInRange(2000, 12000);
        Print(calculation.Cost, 0);
        var hard = PrintHouse.Books.Calculate(PrintHouse.HardBook, 1000);
        Print(hard.Cost, 0);
        foreach (var plan in calculation.Plans.Concat(hard.Plans))
            TestContext.Current.TestOutputHelper!.WriteLine(plan.Cost + "\n  " + string.Join("\n  ", plan.Steps.Select(step => step.Key + ": " + string.Join(", ", step.Arguments.Select(a => a is LocalText t ? t.In("en") : a is Phrase p ? p.Key : a)))));
        foreach (var fact in hard.Facts)
            TestContext.Current.TestOutputHelper!.WriteLine(fact.Key + " " + fact.Value);
    }

    private static void Print(CostNode node, int depth)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{new string(' ', depth * 2)}{node.Key} {node.Amount} {string.Join("; ", node.Inputs.Select(i => i.Name.Key.Replace("printing.input.", "", StringComparison.Ordinal) + "=" + i.Value))}");
        foreach (var child in node.Children)
            Print(child, depth + 1);
    }
}
