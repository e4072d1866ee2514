using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>How the second side gets onto the sheet.</summary>
internal enum Turning
{
    /// <summary>One side only.</summary>
    OneSide,

    /// <summary>Two forms, two passes.</summary>
    Sheetwise,

    /// <summary>Both sides in one form; the sheet is turned over its side and keeps its gripper edge.</summary>
    WorkAndTurn,

    /// <summary>Both sides in one form; the sheet is tumbled and takes a second gripper edge.</summary>
    WorkAndTumble,

    /// <summary>Both sides in one pass of a press that turns the sheet.</summary>
    Perfecting,

    /// <summary>Both sides on a digital press.</summary>
    Duplex,
}

internal static class Turnings
{
    public static Phrase Label(this Turning turning) => turning switch
    {
        Turning.OneSide => "printing.turning.one-side",
        Turning.Sheetwise => "printing.turning.sheetwise",
        Turning.WorkAndTurn => "printing.turning.work-and-turn",
        Turning.WorkAndTumble => "printing.turning.work-and-tumble",
        Turning.Perfecting => "printing.turning.perfecting",
        _ => "printing.turning.duplex",
    };

    public static IEnumerable<Turning> Of(Press press, Inks inks)
    {
        if (inks.Back == 0)
        {
            yield return Turning.OneSide;
            yield break;
        }

        if (press.IsDigital)
        {
            yield return Turning.Duplex;
            yield break;
        }

        yield return Turning.Sheetwise;
        yield return Turning.WorkAndTurn;
        yield return Turning.WorkAndTumble;
        if (press.Perfects(inks))
            yield return Turning.Perfecting;
    }
}
