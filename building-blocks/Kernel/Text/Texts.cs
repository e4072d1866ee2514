using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// All text people read, by language and key, from the files of modules and plugins (Texts/pl.json …). A text takes arguments as {0}; numbers and
/// dates are written in the reader's culture; {0:plural|wariant|warianty|wariantów} takes the form the language wants for the number.
/// </summary>
public sealed class Texts
{
    private readonly Dictionary<string, Dictionary<string, string>> _byLanguage = Languages.All.ToDictionary(language => language, _ => new Dictionary<string, string>());

    /// <summary>The text in the reader's language (the current UI culture).</summary>
    public string this[string key, params ReadOnlySpan<object> arguments] => Say(new Phrase(key, arguments.ToArray()));

    public string Say(Phrase phrase) => Say(phrase, CultureInfo.CurrentUICulture);

    public string Say(Phrase phrase, CultureInfo culture)
    {
        var language = culture.TwoLetterISOLanguageName;
        return Find(phrase.Key, language) is { } text ? Fill(text, phrase.Arguments, culture) : phrase.Key;
    }

    /// <summary>The name of an enum's value: key "Type.Value".</summary>
    public string Of(Enum value) => this[$"{value.GetType().Name}.{value}"];

    public bool Has(string key) => Find(key, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) is not null;

    public IReadOnlyDictionary<string, string> In(string language) => _byLanguage[language];

    public void AddFrom(Assembly assembly)
    {
        foreach (var language in Languages.All)
        {
            var name = assembly.GetManifestResourceNames().FirstOrDefault(name => name.EndsWith($"Texts.{language}.json", StringComparison.Ordinal));
            if (name is null)
                continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            Add(language, stream);
        }
    }

    public void AddFrom(string folder)
    {
        foreach (var language in Languages.All.Where(language => File.Exists(Path.Combine(folder, $"{language}.json"))))
        {
            using var stream = File.OpenRead(Path.Combine(folder, $"{language}.json"));
            Add(language, stream);
        }
    }

    private void Add(string language, Stream json)
    {
        foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(json)!)
            _byLanguage[language][key] = text;
    }

    private string? Find(string key, string language) =>
        (_byLanguage.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text)) || _byLanguage["en"].TryGetValue(key, out text) ? text : null;

    private string Fill(string text, IReadOnlyList<object> arguments, CultureInfo culture)
    {
        if (arguments.Count == 0 || !text.Contains('{'))
            return text;
        var filled = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                filled.Append(text[i]);
                continue;
            }

            var hole = text[(i + 1)..end];
            var format = hole.IndexOf(':') is var colon && colon >= 0 ? hole[(colon + 1)..] : "";
            var index = int.TryParse(colon >= 0 ? hole[..colon] : hole, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            if (index < 0 || index >= arguments.Count)
                filled.Append(text, i, end - i + 1);
            else
                filled.Append(format.StartsWith("plural|", StringComparison.Ordinal)
                    ? Plurals.Choose(format[7..].Split('|'), arguments[index], culture)
                    : Argument(arguments[index], culture));
            i = end;
        }

        return filled.ToString();
    }

    private string Argument(object argument, CultureInfo culture) => argument switch
    {
        Phrase phrase => Say(phrase, culture),
        LocalText text => text.In(culture.TwoLetterISOLanguageName),
        decimal number => Show.Number(number, culture),
        int number => Show.Number(number, culture),
        long number => Show.Number(number, culture),
        DateOnly day => day.ToString("d", culture),
        Money money => Show.Money(money, culture),
        _ => argument.ToString() ?? "",
    };
}

/// <summary>The languages of the product, the first being what a stranger sees whose browser asks for none of them.</summary>
public static class Languages
{
    public static IReadOnlyList<string> All { get; } = ["pl", "en", "cs", "de"];

    public static CultureInfo Culture(string language) => language switch
    {
        "pl" => CultureInfo.GetCultureInfo("pl-PL"),
        "cs" => CultureInfo.GetCultureInfo("cs-CZ"),
        "de" => CultureInfo.GetCultureInfo("de-DE"),
        _ => CultureInfo.GetCultureInfo("en-GB"),
    };
}

/// <summary>Plural forms by the rules of Unicode CLDR for the four languages.</summary>
internal static class Plurals
{
    /// <param name="forms">pl: one, few, many, and optionally fraction; cs: one, few, other; en, de: one, other.</param>
    public static string Choose(string[] forms, object number, CultureInfo culture)
    {
        var value = Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        return forms[Math.Min(Form(value, culture.TwoLetterISOLanguageName), forms.Length - 1)];
    }

    private static int Form(decimal value, string language)
    {
        var whole = value == decimal.Truncate(value);
        var (ten, hundred) = (Math.Abs(value) % 10, Math.Abs(value) % 100);
        return language switch
        {
            "pl" => value == 1 ? 0 : !whole ? 3 : ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? ten is >= 2 and <= 4 ? 1 : 2 : 2,
            "cs" => value == 1 ? 0 : whole && value is >= 2 and <= 4 ? 1 : 2,
            _ => value == 1 ? 0 : 1,
        };
    }
}
