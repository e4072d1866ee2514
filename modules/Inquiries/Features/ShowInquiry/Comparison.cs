namespace Portal.Inquiries;

/// <summary>What the prices of a quote are compared with, and whether by the unit or in total: part of the page's address, so that a view can be shared.</summary>
/// <param name="Base">An alternative's letter, a cell's id, or nothing for the cheapest of each run length.</param>
public sealed record Comparison(string Base, bool ByUnit)
{
    public static Comparison Of(IQueryCollection query) => new(query["base"].ToString(), query["show"] == "unit");

    /// <summary>The line that one is compared with; null where there is none or it is that line itself and nothing else differs from it.</summary>
    public ShowInquiry.LineView? BaseOf(ShowInquiry.QuoteView quote, ShowInquiry.LineView line)
    {
        var row = quote.Lines.Where(it => it.Quantity == line.Quantity).ToList();
        if (Base.Length == 0)
            return row.Select(it => it.Total).Distinct().Count() > 1 ? row.MinBy(it => it.Total) : null;
        return Guid.TryParse(Base, out var cell) ? quote.Lines.FirstOrDefault(it => it.CellId == cell) : row.FirstOrDefault(it => it.Alternative == Base);
    }

    public Difference? Between(ShowInquiry.LineView line, ShowInquiry.LineView other) =>
        (ByUnit ? (line.UnitPrice, other.UnitPrice) : (line.Total, other.Total)) is ({ } own, { } theirs) && theirs != 0 ? new(own - theirs, Math.Round((own - theirs) / theirs * 100m, 1)) : null;

    public sealed record Difference(decimal Amount, decimal Percent)
    {
        public string Class => Amount < 0 ? "less" : Amount > 0 ? "more" : "";

        public override string ToString() => $"{Signed(Amount, Show.Amount(Math.Abs(Amount)))} ({Signed(Percent, Show.Percent(Math.Abs(Percent)))})";

        private static string Signed(decimal number, string written) => (number < 0 ? "−" : number > 0 ? "+" : "±") + written;
    }
}
