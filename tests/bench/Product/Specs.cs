using System.Text.Json.Nodes;

namespace Portal.Bench;

/// <summary>The books that are asked for.</summary>
internal static class Specs
{
    public static IReadOnlyList<decimal> TenQuantities { get; } = [100, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000];

    /// <summary>One choice in five run lengths.</summary>
    public static object Five(JsonNode spec) => Inquiry("Five run lengths", spec, [500, 1000, 1500, 2000, 3000], []);

    /// <summary>Six choices in ten run lengths.</summary>
    public static object Sixty(JsonNode spec) => Inquiry("Sixty cells", spec, TenQuantities, Alternatives);

    public static IReadOnlyList<IReadOnlyDictionary<string, JsonNode?>> Alternatives { get; } =
    [
        .. from paper in new[] { "offset-80", "offset-90", "volume-90" }
           from binding in new[] { "pur", "sewn" }
           where (paper, binding) != ("offset-80", "pur")
           select new Dictionary<string, JsonNode?> { ["block/0/paper"] = paper, ["binding/kind"] = binding },
    ];

    private static object Inquiry(string title, JsonNode spec, IReadOnlyList<decimal> quantities, IReadOnlyList<IReadOnlyDictionary<string, JsonNode?>> alternatives) => new
    {
        productType = "printing.book",
        title,
        items = new[] { new { spec, quantities, alternatives = alternatives.Select(changes => new { name = "", changes }) } },
    };
}
