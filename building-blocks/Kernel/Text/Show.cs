using System.Globalization;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>Numbers, money and times as the reader's culture writes them.</summary>
public static class Show
{
    public static string Number(decimal number, CultureInfo? culture = null) => number.ToString("#,##0.####", culture ?? CultureInfo.CurrentCulture);

    /// <summary>Two decimals, or four where the amount has more (unit prices below one), then the currency's code after a no-break space.</summary>
    public static string Money(Money money, CultureInfo? culture = null) => $"{Amount(money.Amount, culture)}\u00a0{money.Currency}";

    public static string Amount(decimal amount, CultureInfo? culture = null) =>
        amount.ToString(decimal.Round(amount, 2) == amount ? "N2" : "#,##0.00##", culture ?? CultureInfo.CurrentCulture);

    public static string Percent(decimal percent, CultureInfo? culture = null) => $"{Number(percent, culture)}\u00a0%";

    public static string Day(DateOnly day, CultureInfo? culture = null) => day.ToString("d", culture ?? CultureInfo.CurrentCulture);

    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes}\u00a0B",
        < 1_000_000 => $"{Number(decimal.Round(bytes / 1_000m))}\u00a0kB",
        _ => $"{Number(decimal.Round(bytes / 1_000_000m, 1))}\u00a0MB",
    };
}

/// <summary>The operator's clock: instants are UTC in data and local to the operator on screen and in "the end of the day".</summary>
public sealed class OperatorClock(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeZoneInfo Zone { get; } = zone;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The exclusive end of the day: the first instant of the next one, also where midnight is skipped by summer time or comes twice.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    public string Show(DateTimeOffset instant, string format = "g") => Local(instant).ToString(format, CultureInfo.CurrentCulture);
}
