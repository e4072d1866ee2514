namespace Portal.Orders;

/// <summary>The VAT of one rate.</summary>
/// <param name="Net">The sum of the lines at this rate.</param>
public sealed record VatLine(decimal Percent, decimal Net, decimal Vat);

/// <summary>What an order comes to. Lines are summed per rate first and rounded then, so that a hundred small lines lose nothing.</summary>
internal sealed record OrderTotals(decimal Net, IReadOnlyList<VatLine> Vat, decimal Gross)
{
    public static OrderTotals Of(IEnumerable<(decimal Total, decimal VatPercent)> lines)
    {
        var rates = lines.GroupBy(line => line.VatPercent).OrderByDescending(rate => rate.Key)
            .Select(rate => (Percent: rate.Key, Net: Money.Round(rate.Sum(line => line.Total))))
            .Select(rate => new VatLine(rate.Percent, rate.Net, Money.Round(rate.Net * rate.Percent / 100m))).ToList();
        var net = rates.Sum(rate => rate.Net);
        return new(net, rates, net + rates.Sum(rate => rate.Vat));
    }
}
