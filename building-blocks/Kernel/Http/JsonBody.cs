using System.IO.Pipelines;
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
        if (!request.HasJsonContentType() || await IsEmptyAsync(request.BodyReader, cancellation))
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

    /// <summary>Many programs name a content type though they send nothing, and none of the headers says so for certain.</summary>
    private static async Task<bool> IsEmptyAsync(PipeReader body, CancellationToken cancellation)
    {
        var start = await body.ReadAsync(cancellation);
        body.AdvanceTo(start.Buffer.Start);
        return start is { IsCompleted: true, Buffer.IsEmpty: true };
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
