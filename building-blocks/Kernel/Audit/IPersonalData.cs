namespace Portal.Kernel;

/// <summary>
/// What a module or plugin keeps about people: it gives it out when a person asks for their data and lets go of it when they are to be forgotten. Whatever the
/// law or the books need stays, and says so in the module's own doc comment. Registered as a service; all of them are asked.
/// </summary>
public interface IPersonalData
{
    /// <summary>The file in the archive, without extension.</summary>
    string Name { get; }

    /// <summary>All of it, to be written as JSON; null for nothing. Asked as the system.</summary>
    Task<object?> ExportAsync(Guid person, CancellationToken cancellation);

    /// <summary>Forgets the person, in the caller's transaction. Trail entries about them go by themselves, with their key.</summary>
    Task EraseAsync(Guid person, CancellationToken cancellation);
}

/// <summary>Writes all that is kept about a person into one archive, and forgets them.</summary>
public sealed class PersonalData(IEnumerable<IPersonalData> all, DbSession session, TimeProvider clock)
{
    /// <summary>In place of a name that was erased.</summary>
    public const string Nobody = "—";

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    /// <summary>A ZIP with a JSON file for each part that has something.</summary>
    public async Task WriteAsync(Guid person, Stream target, CancellationToken cancellation)
    {
        using var archive = new System.IO.Compression.ZipArchive(target, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in all.OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            if (await part.ExportAsync(person, cancellation) is not { } content)
                continue;
            await using var file = await archive.CreateEntry($"{part.Name}.json").OpenAsync(cancellation);
            await System.Text.Json.JsonSerializer.SerializeAsync(file, content, content.GetType(), Readable, cancellation);
        }
    }

    /// <summary>For good. What other people's matters and the books need of the person stays under a number without a name.</summary>
    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        foreach (var part in all)
            await part.EraseAsync(person, cancellation);
        await PersonKeys.DestroyAsync(person, session, clock.GetUtcNow(), cancellation);
    }
}
