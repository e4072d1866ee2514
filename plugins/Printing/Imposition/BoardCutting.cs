namespace Portal.Plugin.Printing;

/// <summary>Boards are cut from the whole sheet, without margins.</summary>
internal static class BoardCutting
{
    public static int Ups(PressSheet sheet, decimal width, decimal height) => sheet.GrainAcross
        ? (int)(decimal.Floor(sheet.Feed / width) * decimal.Floor(sheet.Across / height))
        : (int)(decimal.Floor(sheet.Feed / height) * decimal.Floor(sheet.Across / width));

    public static bool Fits(Paper board, decimal width, decimal height) => board.Sheets
        .SelectMany(stock => stock.Cuts.Take(1)).Any(sheet => Ups(sheet, width, height) > 0);
}
