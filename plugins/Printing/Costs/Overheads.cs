using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The share of general costs, a line like any other so that lines sum to the total.</summary>
internal static class Overheads
{
    public static decimal Amount(PrintShop shop, decimal cost) => Money.Round(cost * shop.Overhead.OrZero / 100);

    public static CostNode Line(PrintShop shop, decimal cost) => Lines.Of("overhead", "printing.line.overhead", Amount(shop, cost), "printing.formula.overhead",
        [new("printing.input.cost", cost, $"unit.{shop.Currency}"), shop.Overhead.As("printing.input.overhead", "unit.percent")], shop.Overhead) with
    { SharePercent = shop.Overhead.IsKnown ? shop.Overhead.OrZero : null };
}
