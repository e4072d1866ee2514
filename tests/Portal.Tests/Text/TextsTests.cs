using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Kernel;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.Tests.Text;

/// <summary>The text files: what one language says, all four say.</summary>
public sealed partial class TextsTests
{
    // Said by its key on purpose: the argument is the text itself.
    private static readonly string[] Plain = ["text"];

    public static TheoryData<string> Folders() => [.. TextFolders()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void All_languages_have_the_same_keys_and_placeholders(string folder)
    {
        var english = Read(folder, "en");
        english.ShouldNotBeEmpty();
        foreach (var language in Languages.All)
        {
            var texts = Read(folder, language);
            texts.Keys.Except(english.Keys).ShouldBeEmpty($"Only in {language}.");
            english.Keys.Except(texts.Keys).ShouldBeEmpty($"Missing in {language}.");
            foreach (var (key, text) in texts)
                Placeholders(text).ShouldBe(Placeholders(english[key]), $"{key} in {language}: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_text_is_empty_and_none_shouts(string folder)
    {
        foreach (var language in Languages.All)
        {
            var texts = Read(folder, language);
            texts.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).Select(pair => pair.Key).ShouldBeEmpty($"Empty in {language}.");
            texts.Where(pair => pair.Value.Contains('!')).Select(pair => pair.Key).ShouldBeEmpty($"Shouting in {language}.");
            texts.Where(pair => pair.Value != pair.Value.Trim()).Select(pair => pair.Key).ShouldBeEmpty($"With spaces at an end in {language}.");
        }
    }

    [Fact]
    public void Every_state_has_a_word()
    {
        var states = Assemblies().SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsEnum: true } && type.Name.EndsWith("State", StringComparison.Ordinal)).ToList();
        states.Count.ShouldBeGreaterThan(5);
        foreach (var language in Languages.All)
            states.SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}")).Except(All(language).Keys).ShouldBeEmpty($"Missing in {language}.");
    }

    [Fact]
    public void Every_permission_has_a_name()
    {
        var ids = Assemblies().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Permissions", StringComparison.Ordinal)).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public)).Select(field => $"permission.{field.GetRawConstantValue()}").Distinct().ToList();
        ids.Count.ShouldBeGreaterThan(10);
        ids.Except(All("en").Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_that_the_source_names_exists()
    {
        var known = All("en");
        var used = Sources().SelectMany(file => Keys(file).Select(key => (Key: key, File: Path.GetRelativePath(Repository.Folder, file)))).ToList();
        used.Count.ShouldBeGreaterThan(300);
        used.Where(use => !known.ContainsKey(use.Key) && !Plain.Contains(use.Key)).Select(use => $"{use.Key} in {use.File}").Distinct().ShouldBeEmpty();
    }

    private static IEnumerable<string> Keys(string file)
    {
        var source = File.ReadAllText(file);
        return new[] { Indexed(), Phrased() }.SelectMany(pattern => pattern.Matches(source)).Select(match => match.Groups[1].Value);
    }

    private static Dictionary<string, string> All(string language) =>
        TextFolders().SelectMany(folder => Read(folder, language)).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    private static Dictionary<string, string> Read(string folder, string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Repository.Folder, folder, $"{language}.json")))!;

    private static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());

    private static IEnumerable<string> TextFolders() => SourceFolders().SelectMany(folder => Directory.EnumerateFiles(folder, "en.json", SearchOption.AllDirectories))
        .Where(IsSource).Select(file => Path.GetRelativePath(Repository.Folder, Path.GetDirectoryName(file)!)).Where(folder => folder.EndsWith("exts", StringComparison.Ordinal)).Order();

    private static IEnumerable<string> Sources() => SourceFolders().SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => IsSource(file) && Path.GetExtension(file) is (".cs" or ".razor"));

    private static IEnumerable<string> SourceFolders() => new[] { "host", "modules", "building-blocks", "plugins" }.Select(folder => Path.Combine(Repository.Folder, folder));

    private static bool IsSource(string file) => !new[] { "obj", "bin", "node_modules", "wwwroot", "Migrations" }.Any(folder => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<Assembly> Assemblies() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Portal.*.dll").Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal)).Select(Assembly.LoadFrom);

    [GeneratedRegex("""\b(?:T|texts|Texts)\["([^"{}]+)"[,\]]""")]
    private static partial Regex Indexed();

    [GeneratedRegex("""new Phrase\("([^"{}]+)"[,)]""")]
    private static partial Regex Phrased();

    [GeneratedRegex("""\{(\d+)[:}]""")]
    private static partial Regex Placeholder();
}
