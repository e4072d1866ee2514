using System.Globalization;
using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Colours of front and back: 1 is black, 2 black and a spot colour, 4 process colours, 5 process colours and a spot colour.</summary>
internal readonly record struct Inks(int Front, int Back)
{
    public static Inks None { get; } = new(0, 0);

    public int Sides => (Front > 0 ? 1 : 0) + (Back > 0 ? 1 : 0);

    /// <summary>The sets are nested (black is in all), so the distinct inks of both sides are those of the richer side.</summary>
    public int Distinct => Math.Max(Front, Back);

    public Phrase Label => new("printing.colours", Front, Back);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Front}/{Back}");

    public static Inks? TryParse(string? text) =>
        text?.Split('/') is [var front, var back]
        && int.TryParse(front, NumberStyles.None, CultureInfo.InvariantCulture, out var f) && f <= 8
        && int.TryParse(back, NumberStyles.None, CultureInfo.InvariantCulture, out var b) && b <= 8
            ? new Inks(f, b)
            : null;
}
