using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The lines of a hard cover's case: boards, case making, endpapers tipped on, bands and ribbon.</summary>
internal sealed class CaseLines(PrintShop shop, Book book, decimal spine)
{
    private readonly OperationLines _operations = new(shop);

    public CostNode? Case(decimal quantity, decimal cases) => Lines.Group("case", "printing.component.case",
    [
        Boards(cases),
        _operations.Machine(shop.Operation("casemaking"), cases),
        _operations.Material(shop.Operation("casemaking"), cases),
        _operations.Machine(shop.Operation("endpapers"), 2 * quantity, "tipping-endpapers"),
        book.Headbands ? _operations.Metres(shop.Operation("headbands"), quantity, 2 * spine / 1000) : null,
        book.Ribbon ? _operations.Metres(shop.Operation("ribbon"), quantity, decimal.Round(BookGeometry.RibbonMetres(book), 4)) : null,
        book.Ribbon ? _operations.Material(shop.Operation("ribbon"), quantity) : null,
    ]);

    /// <summary>Two boards and a spine strip for each case, cut with the grain along the height; the sheet that wastes least.</summary>
    private CostNode Boards(decimal cases)
    {
        var board = book.Board!;
        var (width, height) = BookGeometry.BoardSize(book);
        var best = board.Sheets.SelectMany(stock => stock.Cuts.Take(1))
            .Select(sheet => (Sheet: sheet, Boards: BoardCutting.Ups(sheet, width, height), Strips: BoardCutting.Ups(sheet, spine, height)))
            .Where(option => option is { Boards: > 0, Strips: > 0 })
            .Select(option => (option.Sheet, option.Boards, option.Strips,
                Count: decimal.Ceiling(2 * cases / option.Boards) + decimal.Ceiling(cases / option.Strips)))
            .MinBy(option => option.Count * option.Sheet.Area);
        return Lines.Of("boards", board.Name.AsPhrase(), best.Count * best.Sheet.Area * board.Gsm / 1000 * board.PricePerKg.OrZero, "printing.formula.boards",
            [new("printing.input.cases", cases, "unit.piece"), new("printing.input.boards-per-sheet", best.Boards, ""),
                new("printing.input.strips-per-sheet", best.Strips, ""),
                new("printing.input.net", best.Count, "unit.sheet"), new("printing.input.area", best.Sheet.Area, "unit.m2"),
                    board.GsmFigure.As("printing.input.gsm", "unit.g/m2"),
                board.PricePerKg.AsPrice(shop, "kg")], board.PricePerKg);
    }
}
