namespace Portal.Plugin.Printing;

/// <summary>
/// A way to put equal pieces (sections, covers, leaves) on a press sheet, with the grain along their height.
/// It does not depend on the run length, so it is made once and costed for each.
/// </summary>
internal sealed record Layout(Press Press, PressSheet Sheet, Paper Paper, Inks Inks, Turning Turning, int Ups)
{
    /// <summary>Work-and-turn and work-and-tumble print both sides from one form, so each ink is plated once.</summary>
    public int Plates { get; } = Press.IsDigital ? 0 : Turning is Turning.WorkAndTurn or Turning.WorkAndTumble ? Inks.Distinct : Inks.Front + Inks.Back;

    public int Passes { get; } = Turning is Turning.OneSide or Turning.Perfecting ? 1 : 2;

    /// <summary>All layouts of a piece: press × stock sheet × cut × turning. The grain leaves one orientation; the other is forbidden.</summary>
    public static IEnumerable<Layout> Of(IEnumerable<Press> presses, Paper paper, Inks inks, decimal width, decimal height)
    {
        foreach (var press in presses)
        {
            if (!press.Takes(paper) || !press.Prints(inks.Front) || !press.Prints(inks.Back))
                continue;
            foreach (var sheet in paper.Sheets.SelectMany(stock => stock.Cuts))
            {
                if (!sheet.Fits(press))
                    continue;
                foreach (var turning in Turnings.Of(press, inks))
                {
                    if (Count(press, sheet, turning, width, height) is > 0 and var ups)
                        yield return new Layout(press, sheet, paper, inks, turning, ups);
                }
            }
        }
    }

    /// <summary>How many pieces go on a sheet; 0 where the turning is not possible.</summary>
    public static int Count(Press press, PressSheet sheet, Turning turning, decimal width, decimal height)
    {
        var tail = turning == Turning.WorkAndTumble ? Math.Max(press.Gripper, press.Tail) : press.Tail;
        var feed = sheet.Feed - press.Gripper - tail;
        var across = sheet.Across - (2 * press.Side);
        var (alongFeed, alongAcross) = sheet.GrainAcross ? (width, height) : (height, width);
        var inFeed = (int)decimal.Floor(Math.Max(feed, 0) / alongFeed);
        var inAcross = (int)decimal.Floor(Math.Max(across, 0) / alongAcross);
        // The form holds fronts in one half and backs in the other, so the halves must be equal: an odd row is left empty.
        if (turning == Turning.WorkAndTurn)
            inAcross -= inAcross % 2;
        if (turning == Turning.WorkAndTumble)
            inFeed -= inFeed % 2;
        return inFeed * inAcross;
    }
}
