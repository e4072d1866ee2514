using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A press, offset or digital; a digital one has no plates and pays a click for every printed side. Lengths in mm.</summary>
/// <param name="Speed">Sheets an hour in one pass, net of stops; for a digital press sides an hour.</param>
/// <param name="ClickColour">Null for a press that prints black only.</param>
internal sealed record Press(
    string Key,
    LocalText Name,
    decimal MaxFeed,
    decimal MaxAcross,
    decimal MinFeed,
    decimal MinAcross,
    decimal Gripper,
    decimal Tail,
    decimal Side,
    int Units,
    bool Perfecting,
    decimal MinGsm,
    decimal MaxGsm,
    Figure SetupMin,
    Figure MinPerPlate,
    decimal Speed,
    Figure SpeedFigure,
    Figure Rate,
    Figure PlatePrice,
    Figure WasteBase,
    Figure WastePerPlate,
    Figure RunWaste,
    bool IsDigital = false,
    Figure? ClickMono = null,
    Figure? ClickColour = null)
{
    private const string UnprintedKey = "unprinted";

    public bool IsUnprinted => Key == UnprintedKey;

    /// <summary>Stands in where a sheet is only cut: no margins, no waste, no cost.</summary>
    public static Press Unprinted(Paper paper, LocalText name)
    {
        var zero = paper.GsmFigure with { Value = 0 };
        return new Press(UnprintedKey, name, 10_000, 10_000, 0, 0, 0, 0, 0, 0, false, 0, 10_000, zero, zero, 1, zero, zero, zero, zero, zero, zero);
    }

    public static Press Read(RowReader row) => Common(row) with
    {
        Units = row.NeedWhole("units", 1, 16),
        Perfecting = row.Flag("perfecting"),
        MinPerPlate = row.Figure("minPerPlate"),
        PlatePrice = row.Figure("platePrice"),
        WastePerPlate = row.NeedFigure("wastePerPlate", 10_000),
    };

    public static Press ReadDigital(RowReader row) => Common(row) with
    {
        Units = row.Flag("colour") ? 4 : 1,
        IsDigital = true,
        ClickMono = row.Figure("clickMono"),
        ClickColour = row.Flag("colour") ? row.Figure("clickColour") : null,
    };

    /// <summary>True if a side with so many inks can be printed in one pass. Two and five inks hold a spot colour, which a toner press lacks.</summary>
    public bool Prints(int inks) => inks <= Units && (!IsDigital || inks is 0 or 1 or 4);

    /// <summary>The turning unit stands in the middle of the press, so either side has half of the units (4/4 on eight, 1/1 on two).</summary>
    public bool Perfects(Inks inks) => Perfecting && inks.Front * 2 <= Units && inks.Back * 2 <= Units;

    public bool Takes(Paper paper) => paper.Gsm >= MinGsm && paper.Gsm <= MaxGsm;

    public Figure Click(int inks) => (inks > 1 ? ClickColour : ClickMono)!;

    private static Press Common(RowReader row)
    {
        var speed = row.Need("speed", 1, 1_000_000);
        var zero = row.Figure("setupMin") with { Value = 0 };
        return new Press(row.Key, row.Name, row.Need("maxFeed", 100, 3000), row.Need("maxAcross", 100, 3000),
            row.Need("minFeed", 0, 3000), row.Need("minAcross", 0, 3000), row.Need("gripper", 0, 50), row.Need("tail", 0, 50), row.Need("side", 0, 50),
            1, false, row.Need("minGsm", 0, 1000), row.Need("maxGsm", 0, 2000), row.Figure("setupMin"), zero, speed, row.Figure("speed"),
            row.Figure("rate"), zero, row.NeedFigure("wasteBase", 10_000), zero, row.NeedFigure("runWaste", 100));
    }

    public bool Equals(Press? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
