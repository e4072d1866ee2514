using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>
/// One layout printed for a number of pieces. Every amount is rounded to 0.01 here, for one run, so that the lines shown are exact multiples of it,
/// the optimum is the optimum of what is shown, and the total never falls by a rounding when the quantity grows.
/// </summary>
internal sealed class Run
{
    public Run(Layout layout, decimal pieces, Operation? cutting = null)
    {
        var press = layout.Press;
        Layout = layout;
        Pieces = pieces;
        Cutting = cutting;
        Net = decimal.Ceiling(pieces / layout.Ups);
        // Setup waste is a count that ignores the run length, running waste a share of it, for each pass.
        Gross = Net + press.WasteBase.OrZero + (press.WastePerPlate.OrZero * layout.Plates)
            + decimal.Ceiling(Net * press.RunWaste.OrZero / 100 * layout.Passes);
        PaperKg = Gross * layout.Sheet.Area * layout.Paper.Gsm / 1000;
        PaperCost = Money.Round(PaperKg * layout.Paper.PricePerKg.OrZero);
        PlateCost = Money.Round(layout.Plates * press.PlatePrice.OrZero);
        MakeReadyCost = Money.Round(layout.Plates * press.MinPerPlate.OrZero / 60 * press.Rate.OrZero);
        PressHours = layout.Inks == Inks.None ? 0 : layout.Passes * Gross / press.Speed;
        PressCost = Money.Round(PressHours * press.Rate.OrZero);
        ClickCost = press.IsDigital ? Money.Round(Gross * ClickPrice(layout)) : 0;
        CuttingCost = cutting is null ? 0 : Work.Amount(cutting.SetupMin, cutting.Speed, cutting.Rate, Net);
        Total = PaperCost + PlateCost + MakeReadyCost + PressCost + ClickCost + CuttingCost;
    }

    public Layout Layout { get; }

    public decimal Pieces { get; }

    public Operation? Cutting { get; }

    /// <summary>Good sheets needed.</summary>
    public decimal Net { get; }

    /// <summary>Sheets with make-ready and running waste.</summary>
    public decimal Gross { get; }

    public decimal PaperKg { get; }

    public decimal PressHours { get; }

    public decimal PaperCost { get; }

    public decimal PlateCost { get; }

    public decimal MakeReadyCost { get; }

    public decimal PressCost { get; }

    public decimal ClickCost { get; }

    public decimal CuttingCost { get; }

    public decimal Total { get; }

    private static decimal ClickPrice(Layout layout) =>
        layout.Press.Click(layout.Inks.Front).OrZero + (layout.Inks.Back > 0 ? layout.Press.Click(layout.Inks.Back).OrZero : 0);
}
