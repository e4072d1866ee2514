using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public partial class TextTests
{
    private static readonly string[] Languages = ["pl", "en", "cs", "de"];

    private static readonly Dictionary<string, Dictionary<string, string>> Texts = Languages.ToDictionary(language => language,
        language => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(PrintHouse.Folder, "texts", language + ".json")))!);

    [Fact]
    public void All_languages_have_the_same_keys_and_placeholders()
    {
        foreach (var language in Languages)
        {
            Texts[language].Keys.ShouldBe(Texts["en"].Keys, ignoreOrder: true);
            foreach (var (key, text) in Texts[language])
            {
                Placeholders(text).ShouldBe(Placeholders(Texts["en"][key]), $"{language} {key}");
                text.ShouldNotBeNullOrWhiteSpace();
                text.ShouldNotContain("!");
            }
        }
    }

    /// <summary>Every key that stands in the code, whether or not a test reaches it.</summary>
    [Fact]
    public void Every_key_in_the_code_has_a_text_and_every_text_is_used()
    {
        var code = string.Concat(Directory.GetFiles(PrintHouse.Folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .Select(File.ReadAllText));
        var named = Keys().Matches(code).Select(match => match.Groups[1].Value).Where(key => !key.EndsWith('.')).ToHashSet();
        named.Count.ShouldBeGreaterThan(100);
        named.Where(key => !Texts["en"].ContainsKey(key)).ShouldBeEmpty();

        // Keys that are put together: labels of fields and of folds.
        var made = Schemas().Select(phrase => phrase.Key).ToHashSet();
        Texts["en"].Keys.Where(key => key.StartsWith("printing.", StringComparison.Ordinal) && !named.Contains(key) && !made.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_phrase_of_schemas_has_a_text() => Schemas().ShouldAllBe(phrase => Texts["en"].ContainsKey(phrase.Key));

    [Fact]
    public void Every_phrase_and_unit_of_a_calculation_has_a_text_with_as_many_places_as_arguments() => Gen.Select(Specs.Any, Specs.Quantity)
        .Sample((spec, quantity) =>
    {
        var problems = PrintHouse.Books.Check(spec);
        foreach (var phrase in problems.Select(problem => problem.Message))
            Says(phrase);
        if (problems.Any(problem => problem.IsError))
            return;
        var calculation = PrintHouse.Books.Calculate(spec, quantity);
        foreach (var node in calculation.Cost.All())
        {
            Says(node.Label);
            if (node.Formula is { } formula)
                Says(formula);
            foreach (var input in node.Inputs)
            {
                Says(input.Name);
                HasUnit(input.Unit);
            }
        }

        foreach (var fact in calculation.Facts)
        {
            Says(fact.Label);
            HasUnit(fact.Unit);
        }

        foreach (var step in calculation.Plans.SelectMany(plan => plan.Steps))
            Says(step);
    }, iter: 200, threads: 1);

    [Fact]
    public void Units_of_schemas_and_dictionaries_have_a_text()
    {
        foreach (var field in new[] { PrintHouse.Book, PrintHouse.Leaflet }.SelectMany(type => type.Schema.Sections).SelectMany(section => section.Fields))
            HasUnit(field.Unit);
        foreach (var column in PrintHouse.Dictionaries.Tables.Values.SelectMany(table => table.Columns))
            HasUnit(column.Unit);
    }

    [Fact]
    public void Dictionaries_are_named_in_four_languages()
    {
        foreach (var table in PrintHouse.Dictionaries.Tables.Values)
        {
            foreach (var name in table.Columns.Select(column => column.Label).Append(table.Name))
                name.ByLanguage.Keys.ShouldBe(Languages, ignoreOrder: true);
            // A row whose name is a size reads the same everywhere.
            foreach (var row in table.Rows.Where(row => row.Name.ByLanguage.Count > 1))
                row.Name.ByLanguage.Keys.ShouldBe(Languages, ignoreOrder: true);
            table.Rows.SelectMany(row => row.Values.Keys).Distinct().Except(table.Columns.Select(column => column.Field)).ShouldBeEmpty();
        }
    }

    private static void Says(Phrase phrase)
    {
        Texts["en"].ShouldContainKey(phrase.Key);
        Placeholders(Texts["en"][phrase.Key]).Count.ShouldBe(phrase.Arguments.Count, phrase.Key);
        foreach (var argument in phrase.Arguments.OfType<Phrase>())
            Says(argument);
    }

    private static void HasUnit(string unit)
    {
        if (unit.Length > 0)
            Texts["en"].ShouldContainKey(unit);
    }

    private static IEnumerable<Phrase> Schemas() => new[] { PrintHouse.Book, PrintHouse.Leaflet }.SelectMany(type => type.Schema.Sections.SelectMany(section =>
        section.Fields.SelectMany(field => field.Options.Select(option => option.Label).Append(field.Label))
            .Append(section.Title).Concat(section.EntryTitle is { } title ? [new Phrase(title, 1)] : [])).Append(type.Name).Append(type.QuantityUnit));

    private static List<string> Placeholders(string text) => [.. Places().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Places();

    [GeneratedRegex("\"(printing\\.[a-z0-9.-]+|unit\\.[A-Za-z0-9/]+)\"")]
    private static partial Regex Keys();
}
