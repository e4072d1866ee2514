using Portal.Orders;
using Shouldly;

namespace Portal.Tests.Orders;

public sealed class OrderTotalsTests
{
    [Fact]
    public void Vat_is_on_the_sum_not_on_each_line()
    {
        var totals = OrderTotals.Of(Enumerable.Repeat((1.11m, 23m), 100));

        totals.Net.ShouldBe(111.00m);
        totals.Vat.Single().Vat.ShouldBe(25.53m);
        totals.Gross.ShouldBe(136.53m);
    }

    [Fact]
    public void Halves_go_away_from_zero() => OrderTotals.Of([(0.50m, 5m)]).Vat.Single().Vat.ShouldBe(0.03m);

    [Fact]
    public void Each_rate_is_summed_by_itself()
    {
        var totals = OrderTotals.Of([(100m, 5m), (200m, 23m), (50m, 5m), (10m, 0m)]);

        totals.Vat.ShouldBe([new(23m, 200m, 46m), new(5m, 150m, 7.50m), new(0m, 10m, 0m)]);
        totals.Gross.ShouldBe(413.50m);
    }

    [Fact]
    public void Gross_is_net_and_vat_in_whole_cents_for_any_lines()
    {
        var random = new Random(20260304);
        decimal[] rates = [0m, 5m, 8m, 12m, 19m, 21m, 23m];
        for (var round = 0; round < 2000; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 40)).Select(_ => (random.Next(1, 5_000_000) / 10_000m * random.Next(1, 2000), rates[random.Next(rates.Length)])).ToList();
            var totals = OrderTotals.Of(lines);

            totals.Gross.ShouldBe(totals.Net + totals.Vat.Sum(rate => rate.Vat));
            totals.Net.ShouldBe(totals.Vat.Sum(rate => rate.Net));
            decimal.Round(totals.Gross, 2).ShouldBe(totals.Gross);

            // Rounding once per rate leaves at most half a cent of it.
            Math.Abs(totals.Net - lines.Sum(line => line.Item1)).ShouldBeLessThanOrEqualTo(0.005m * totals.Vat.Count);
        }
    }
}
