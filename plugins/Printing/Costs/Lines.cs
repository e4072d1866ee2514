using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Makes cost lines; one whose price is not known becomes a line to complete.</summary>
internal static class Lines
{
    public static CostNode Of(string key, Phrase label, decimal amount, Phrase formula, IReadOnlyList<CostInput> inputs, params ReadOnlySpan<Figure> prices)
    {
        foreach (var price in prices)
        {
            if (!price.IsKnown)
            {
                return CostNode.Incomplete(key, label, new Phrase("printing.missing", price.Row, price.Column, price.Table),
                    [.. inputs.Where(input => input.Source != price.Source)]);
            }
        }

        return CostNode.Leaf(key, label, amount, formula, inputs);
    }

    /// <summary>A group without the lines that cost nothing and lack nothing, or null if none is left.</summary>
    public static CostNode? Group(string key, Phrase label, IEnumerable<CostNode?> lines)
    {
        CostNode[] kept = [.. lines.OfType<CostNode>().Where(line => line.Amount != 0 || !line.IsComplete)];
        return kept.Length == 0 ? null : CostNode.Sum(key, label, kept);
    }
}
