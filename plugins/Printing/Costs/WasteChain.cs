namespace Portal.Plugin.Printing;

/// <summary>Pieces to start with so that the quantity is left after all operations: each adds its own share of the run length, as German averages do.</summary>
internal sealed record WasteChain(decimal Quantity, IReadOnlyList<Figure> Operations)
{
    public decimal Copies { get; } = decimal.Ceiling(Quantity * (1 + (Operations.Sum(operation => operation.OrZero) / 100)));
}
