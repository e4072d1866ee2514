using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>What machine time costs: hours = make-ready ÷ 60 + pieces ÷ speed, times the rate. Hours are not rounded, the amount is.</summary>
internal static class Work
{
    public static decimal Setup(Figure minutes, Figure rate) => Money.Round(minutes.OrZero / 60 * rate.OrZero);

    public static decimal Running(decimal pieces, decimal speed, Figure rate) => Money.Round(pieces / speed * rate.OrZero);

    public static decimal Amount(Figure minutes, Figure speed, Figure rate, decimal pieces) =>
        Money.Round(((minutes.OrZero / 60) + (speed.Value is { } s ? pieces / s : 0)) * rate.OrZero);

    /// <summary>Getting a press ready, paid once for a component whatever is printed on it.</summary>
    public static decimal Setup(Press press) => Setup(press.SetupMin, press.Rate);

    public static bool HasKnownPrices(this Press press) =>
        press.Rate.IsKnown && press.SetupMin.IsKnown && press.PlatePrice.IsKnown && press.MinPerPlate.IsKnown
        && press.ClickMono is not { IsKnown: false } && press.ClickColour is not { IsKnown: false };
}
