using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The lines of a finishing operation.</summary>
internal sealed class OperationLines(PrintShop shop)
{
    /// <summary>Machine time for so many pieces.</summary>
    public CostNode Machine(Operation operation, decimal pieces, string? key = null) =>
        Lines.Of(key ?? operation.Key, operation.Name.AsPhrase(), Work.Amount(operation.SetupMin, operation.Speed, operation.Rate, pieces),
            "printing.formula.machine",
            [operation.SetupMin.AsSetup(), new("printing.input.pieces", pieces, "unit.piece"), operation.Speed.AsSpeed("unit.piece/h"),
                operation.Rate.AsRate(shop)], operation.SetupMin, operation.Speed, operation.Rate);

    /// <summary>A coating of the sheets of a run.</summary>
    public CostNode Coating(Operation operation, Run run, string? key = null) =>
        Lines.Of(key ?? operation.Key, operation.Name.AsPhrase(), FlatPlan.CoatingCost(operation, run), "printing.formula.area",
            [operation.SetupPrice.As("printing.input.setup-price", $"unit.{shop.Currency}"), new("printing.input.net", run.Net, "unit.sheet"),
                new("printing.input.area", run.Layout.Sheet.Area, "unit.m2"), operation.PerM2.AsPrice(shop, "m2")], operation.SetupPrice, operation.PerM2);

    /// <summary>A tool or other fixed charge and a price for each piece.</summary>
    public CostNode Pieces(Operation operation, decimal pieces) =>
        Lines.Of(operation.Key, operation.Name.AsPhrase(), operation.SetupPrice.OrZero + (pieces * operation.PerPiece.OrZero), "printing.formula.pieces",
            [operation.SetupPrice.As("printing.input.setup-price", $"unit.{shop.Currency}"), new("printing.input.pieces", pieces, "unit.piece"),
                operation.PerPiece.AsPrice(shop, "piece")], operation.SetupPrice, operation.PerPiece);

    public CostNode Material(Operation operation, decimal pieces) =>
        Lines.Of(operation.Key + "-material", new Phrase("printing.line.material", operation.Name), pieces * operation.PerPiece.OrZero,
            "printing.formula.material",
            [new("printing.input.pieces", pieces, "unit.piece"), operation.PerPiece.AsPrice(shop, "piece")], operation.PerPiece);

    public CostNode Metres(Operation operation, decimal pieces, decimal metres) =>
        Lines.Of(operation.Key, operation.Name.AsPhrase(), pieces * metres * operation.PerM.OrZero, "printing.formula.metres",
            [new("printing.input.pieces", pieces, "unit.piece"), new("printing.input.length", metres, "unit.m"), operation.PerM.AsPrice(shop, "m")],
                operation.PerM);
}
