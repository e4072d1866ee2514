using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Reads the body of a write. Null where a value has to be, an entry of a list that is null, and a zero character, which no row can hold, are
/// refused here with their place, so that no handler has to expect them.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(Json.Options) { RespectNullableAnnotations = true };

    /// <exception cref="RuleBroken">It can't be read as the request; the field says where.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : new()
    {
        if (!request.HasJsonContentType() || request.ContentLength == 0)
            return new T();
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, default, cancellation);
            RefuseWhatNothingHolds(body.RootElement, "$");
            return body.RootElement.Deserialize<T>(Strict) ?? new T();
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception.Path ?? "");
        }
    }

    private static void RefuseWhatNothingHolds(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    RefuseWhatNothingHolds(property.Name.Contains('\0') ? throw Unreadable(path) : property.Value, $"{path}.{property.Name}");
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var entry in element.EnumerateArray())
                    RefuseWhatNothingHolds(entry.ValueKind == JsonValueKind.Null ? throw Unreadable($"{path}[{index}]") : entry, $"{path}[{index++}]");
                break;
            case JsonValueKind.String when element.GetString()!.Contains('\0'):
                throw Unreadable(path);
        }
    }

    private static RuleBroken Unreadable(string path) => new(path.TrimStart('$', '.'), new Phrase("api.unreadable", path));
}
