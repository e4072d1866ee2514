using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>A run length is a whole number of copies, from one to a million.</summary>
internal static class QuantityChecks
{
    public static IReadOnlyList<SpecProblem> Of(decimal quantity)
    {
        var nearest = Math.Clamp(decimal.Ceiling(quantity), 1, Guards.MostCopies);
        return nearest == quantity
            ? []
            : [new SpecProblem("quantity", new Phrase("printing.problem.quantity", quantity, Guards.MostCopies, nearest), Suggestion: nearest)];
    }
}
