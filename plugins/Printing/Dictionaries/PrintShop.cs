using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>The printing house as its dictionaries describe it, read once for all calculations of a snapshot.</summary>
internal sealed class PrintShop
{
    private readonly DictionarySet _dictionaries;
    private readonly Dictionary<string, Operation> _operations;
    private readonly Dictionary<string, Figure> _terms;

    public PrintShop(DictionarySet dictionaries)
    {
        _dictionaries = dictionaries;
        Papers = Read("papers", Paper.Read).ToDictionary(paper => paper.Key);
        Boards = Read("boards", Paper.ReadBoard).ToDictionary(board => board.Key);
        Formats = Read("formats", PageFormat.Read).ToDictionary(format => format.Key);
        Presses = [.. Read("presses", Press.Read), .. Read("digital", Press.ReadDigital)];
        Schemes = [.. Read("folding", FoldScheme.Read).OrderByDescending(scheme => scheme.Pages)];
        Bindings = Read("bindings", Binding.Read);
        _operations = Read("finishing", Printing.Operation.Read).ToDictionary(operation => operation.Key);
        Cartons = Read("packing", Carton.Read).ToDictionary(carton => carton.Key);
        Zones = Read("transport", row => (row.Key, row.Name, Price: row.Figure("perPallet"))).ToDictionary(zone => zone.Key, zone => (zone.Name, zone.Price));
        _terms = Read("commercial", row => (row.Key, Value: row.Figure("value"))).ToDictionary(term => term.Key, term => term.Value);
        if (Schemes.All(scheme => scheme.Pages != 4))
            throw new InvalidDictionariesException("Dictionary 'folding' lacks a row with 'pages' 4, without which not every page count can be made.");
        foreach (var key in RequiredOperations)
            Operation(key);
        if (!Cartons.TryGetValue("pallet", out var pallet))
            throw Missing("packing", "pallet");
        Pallet = pallet;
        Overhead = Term("overhead");
        Layouts = new Layouts(this);
    }

    private static string[] RequiredOperations { get; } =
        ["none", "spot-uv", "hot-stamp", "creasing", "cutting", "tip-in", "sewing", "endpapers", "casemaking", "headbands", "ribbon", "jacketing", "shrink",
            "leaflet-fold"];

    public string Currency => _dictionaries.Currency;

    public IReadOnlyDictionary<string, Paper> Papers { get; }

    public IReadOnlyDictionary<string, Paper> Boards { get; }

    public IReadOnlyDictionary<string, PageFormat> Formats { get; }

    public IReadOnlyList<Press> Presses { get; }

    public IReadOnlyList<FoldScheme> Schemes { get; }

    public IReadOnlyList<Binding> Bindings { get; }

    public IReadOnlyDictionary<string, Carton> Cartons { get; }

    public IReadOnlyDictionary<string, (LocalText Name, Figure PerPallet)> Zones { get; }

    public Carton Pallet { get; }

    public Figure Overhead { get; }

    public Layouts Layouts { get; }

    public IEnumerable<Operation> Laminations => _operations.Values.Where(operation => operation.Uses.Contains("lamination"));

    public Operation Operation(string key) => FindOperation(key) ?? throw Missing("finishing", key);

    public Operation? FindOperation(string? key) => key is not null && _operations.TryGetValue(key, out var operation) ? operation : null;

    public Binding? FindBinding(string? key) => Bindings.FirstOrDefault(binding => binding.Key == key);

    public CommercialTerms Terms(string vat) =>
        new(Known("margin", 99), Known("minimum", 1_000_000), (int)Known("unitDecimals", 6), Known(vat, 100), Known("tolerance", 100));

    /// <summary>A unit in the dictionaries' currency: "unit.PLN/kg".</summary>
    public string Per(string what) => $"unit.{Currency}/{what}";

    private decimal Known(string key, decimal most) => Term(key).Value switch
    {
        null => throw new InvalidDictionariesException($"Dictionary 'commercial', row '{key}', field 'value' is missing."),
        { } value when value > most => throw new InvalidDictionariesException($"Dictionary 'commercial', row '{key}', field 'value' is above {most}."),
        { } value => value,
    };

    private Figure Term(string key) => _terms.TryGetValue(key, out var figure) ? figure : throw Missing("commercial", key);

    private static InvalidDictionariesException Missing(string dictionary, string row) => new($"Dictionary '{dictionary}' lacks the row '{row}'.");

    private List<T> Read<T>(string dictionary, Func<RowReader, T> read)
    {
        if (!_dictionaries.Tables.TryGetValue(dictionary, out var table))
            throw new InvalidDictionariesException($"The dictionary '{dictionary}' is missing.");
        if (table.Rows.GroupBy(row => row.Key).FirstOrDefault(rows => rows.Count() > 1) is { } twice)
            throw new InvalidDictionariesException($"Dictionary '{dictionary}' has the row '{twice.Key}' twice.");
        return [.. table.Rows.Select(row => read(new RowReader(dictionary, table, row)))];
    }
}
