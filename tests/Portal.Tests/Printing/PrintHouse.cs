using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Plugin.Printing;
using Portal.PluginSdk;

namespace Portal.Tests.Printing;

/// <summary>The printing house of the sample dictionaries, and what tests ask of it.</summary>
internal static class PrintHouse
{
    public static string Folder { get; } = Path.Combine(Root(), "plugins", "Printing");

    public static DictionarySet Dictionaries { get; } = Set(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dictionaries.json")))!);

    public static IProductType Book { get; } = Registered().Single(type => type.Id == "printing.book");

    public static IProductType Leaflet { get; } = Registered().Single(type => type.Id == "printing.leaflet");

    public static ICalculator Books { get; } = Book.Prepare(Dictionaries);

    public static PrintShop Shop { get; } = new(Dictionaries);

    public static Spec HardBook { get; } = Spec.Parse(
        """
        {
          "format": { "size": "165x240" },
          "block": [{ "pages": 240, "paper": "offset-90", "colours": "1/1" }, { "pages": 16, "paper": "matt-135", "colours": "4/4" }],
          "binding": { "kind": "flat-case" },
          "cover": { "paper": "matt-135", "colours": "4/0", "lamination": "matt", "hotStamp": true },
          "case": { "endpapers": "endpaper-140", "boards": "grey-2.0", "headbands": true, "ribbon": true },
          "extras": { "jacket": true, "jacketPaper": "gloss-130", "jacketColours": "4/0", "jacketFlap": 80, "jacketLamination": "gloss", "shrink": true },
          "delivery": { "packing": "carton", "zone": "pl" }
        }
        """);

    /// <summary>The sample dictionaries with one value replaced; null makes it unknown.</summary>
    public static DictionarySet With(string table, string row, string field, JsonNode? value)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dictionaries.json")))!;
        file["tables"]![table]!["rows"]!.AsArray().Single(node => (string)node!["key"]! == row)!["values"]![field] = value;
        return Set(file);
    }

    public static decimal Fact(this Calculation calculation, string key) => calculation.Facts.Single(fact => fact.Key == key).Value;

    public static decimal Fact(this IReadOnlyList<Fact> facts, string key) => facts.Single(fact => fact.Key == key).Value;

    public static CostNode At(this CostNode node, string path) =>
        path.Split('/').Aggregate(node, (current, key) => current.Children.Single(child => child.Key == key));

    public static IEnumerable<CostNode> All(this CostNode node) => node.Children.SelectMany(All).Prepend(node);

    public static SpecProblem Problem(this Spec spec, string path, bool isError = true) =>
        Books.Check(spec).Single(problem => problem.Path == path && problem.IsError == isError);

    public static Spec Taking(this Spec spec, SpecProblem problem) => spec.With(problem.Path, problem.Suggestion);

    private static DictionarySet Set(JsonNode file)
    {
        var read = file.Deserialize<DictionaryFile>(DictionaryFile.Json)!;
        return new DictionarySet(new Snapshot(Guid.Empty, 1, ""), read.Currency, read.Tables);
    }

    private static List<IProductType> Registered()
    {
        var registry = new Registry();
        new PrintingPlugin().Register(registry);
        return registry.Types;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Portal.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }

    private sealed class Registry : IPluginRegistry
    {
        public List<IProductType> Types { get; } = [];

        public void AddProductType(IProductType productType) => Types.Add(productType);
    }
}
