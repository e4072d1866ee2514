using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.PluginSdk;

/// <summary>
/// Something to say to a person, kept as a key of the text files and its arguments, so that it can be said in the reader's language
/// and number format whenever it is shown. Arguments are text, numbers, dates, other phrases or <see cref="LocalText"/>.
/// </summary>
[JsonConverter(typeof(PhraseJsonConverter))]
public sealed record Phrase(string Key, params IReadOnlyList<object> Arguments)
{
    public static implicit operator Phrase(string key) => new(key);

    public bool Equals(Phrase? other) => other is not null && Key == other.Key && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => Arguments.Aggregate(Key.GetHashCode(StringComparison.Ordinal), HashCode.Combine);
}

/// <summary>A name given in several languages (pl, en, cs, de), as in dictionaries. English stands in for one that is missing.</summary>
[JsonConverter(typeof(LocalTextJsonConverter))]
public sealed record LocalText(IReadOnlyDictionary<string, string> ByLanguage)
{
    public static LocalText Same(string text) => new(new Dictionary<string, string> { ["en"] = text });

    public string In(string language) =>
        ByLanguage.TryGetValue(language, out var text) || ByLanguage.TryGetValue("en", out text) ? text : ByLanguage.Values.FirstOrDefault() ?? "";

    public bool Equals(LocalText? other) => other is not null && ByLanguage.Count == other.ByLanguage.Count
        && ByLanguage.All(pair => other.ByLanguage.TryGetValue(pair.Key, out var text) && text == pair.Value);

    public override int GetHashCode() => ByLanguage.Aggregate(0, (sum, pair) => sum ^ HashCode.Combine(pair.Key, pair.Value));
}

internal sealed class LocalTextJsonConverter : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? LocalText.Same(reader.GetString()!)
            : new LocalText(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ByLanguage, options);
}

/// <summary>A phrase without arguments is its key; with arguments an object {k, a}. A local text among the arguments is {t}, a date {d}.</summary>
internal sealed class PhraseJsonConverter : JsonConverter<Phrase>
{
    public override Phrase Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new Phrase(reader.GetString()!);
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options)
    {
        if (value.Arguments.Count == 0)
            writer.WriteStringValue(value.Key);
        else
            WriteWhole(writer, value, options);
    }

    /// <summary>Among arguments a phrase is always an object: as a bare string it would come back as text.</summary>
    private static void WriteWhole(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("k", value.Key);
        writer.WriteStartArray("a");
        foreach (var argument in value.Arguments)
        {
            switch (argument)
            {
                case Phrase phrase: WriteWhole(writer, phrase, options); break;
                case LocalText text:
                    writer.WriteStartObject();
                    writer.WritePropertyName("t");
                    JsonSerializer.Serialize(writer, text.ByLanguage, options);
                    writer.WriteEndObject();
                    break;
                case DateOnly day:
                    writer.WriteStartObject();
                    writer.WriteString("d", day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
                    writer.WriteEndObject();
                    break;
                case string text: writer.WriteStringValue(text); break;
                case int number: writer.WriteNumberValue(number); break;
                case long number: writer.WriteNumberValue(number); break;
                case decimal number: writer.WriteNumberValue(number); break;
                default: throw new JsonException($"A phrase can't carry {argument.GetType().Name}.");
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Phrase Read(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? new Phrase(element.GetString()!)
        : new Phrase(element.GetProperty("k").GetString()!, [.. element.GetProperty("a").EnumerateArray().Select(Argument)]);

    private static object Argument(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetDecimal(),
        _ when element.TryGetProperty("t", out var text) => new LocalText(text.Deserialize<Dictionary<string, string>>()!),
        _ when element.TryGetProperty("d", out var day) => DateOnly.ParseExact(day.GetString()!, "O", System.Globalization.CultureInfo.InvariantCulture),
        _ => Read(element),
    };
}
