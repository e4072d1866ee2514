namespace Portal.Kernel;

/// <summary>
/// Small pictures of files, made when they are first asked for and kept. One is made at a time, so that a page of hostile files can at worst keep one
/// worker busy; who would wait too long for the turn gets none this time.
/// </summary>
internal sealed class FilePreviews(DbSession session, FileStore files)
{
    public const string MediaType = "image/webp";

    private const long MostBytes = 100_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly SemaphoreSlim Turn = new(1, 1);

    public static bool CanBeOf(string mediaType, long size) => mediaType is "application/pdf" or "image/png" or "image/jpeg" or "image/gif" or "image/webp" && size <= MostBytes;

    /// <returns>Null where there is no picture of it.</returns>
    public async Task<byte[]?> OfAsync(StoredFile file, CancellationToken cancellation)
    {
        if (!CanBeOf(file.MediaType, file.Size))
            return null;
        if (await KeptAsync(file.Id, cancellation) is { } kept)
            return kept.Data;
        if (!await Turn.WaitAsync(Patience, cancellation))
            return null;
        try
        {
            return await KeptAsync(file.Id, cancellation) is { } meanwhile ? meanwhile.Data : await MakeAsync(file, cancellation);
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <returns>Null where none was tried yet; else the picture, or that there is none. Asked by the file's own id, which its reader was found to know.</returns>
    private async Task<FilePreview?> KeptAsync(Guid id, CancellationToken cancellation)
    {
        await using var turn = await OpenAsync(cancellation);
        await using var select = session.CreateCommand("select data from portal.file_preview where file_id = $1");
        select.Parameters.Add(new() { Value = id });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new FilePreview { FileId = id, Data = reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0) } : null;
    }

    private async Task<byte[]?> MakeAsync(StoredFile file, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("portal-preview-");
        var copy = Path.Combine(folder.FullName, "file");
        try
        {
            await using (await OpenAsync(cancellation))
            await using (var target = File.Create(copy))
                await files.CopyToAsync(file, target, cancellation);
            byte[]? picture;
            if (file.MediaType == "application/pdf")
            {
                // Without the program that draws pages there is none now, and may be one once it is installed.
                if (!PagePainter.IsInstalled)
                    return null;
                picture = await PagePainter.FirstPageAsync(copy, cancellation) is { } page ? Thumbnail.Of(new MemoryStream(page)) : null;
            }
            else
            {
                await using var source = File.OpenRead(copy);
                picture = Thumbnail.Of(source);
            }

            await KeepAsync(file.Id, picture, cancellation);
            return picture;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task KeepAsync(Guid id, byte[]? picture, CancellationToken cancellation)
    {
        await using var turn = await OpenAsync(cancellation);
        await using var insert = session.CreateCommand("insert into portal.file_preview (file_id, data) select $1, $2 where exists (select 1 from portal.file where id = $1) on conflict do nothing");
        insert.Parameters.Add(new() { Value = id });
        insert.Parameters.Add(new() { Value = (object?)picture ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The connection for a statement only: waiting for a turn and drawing may take seconds, in which nobody else is kept from it.</summary>
    private async Task<Closing> OpenAsync(CancellationToken cancellation)
    {
        if (session.Connection.State != System.Data.ConnectionState.Open)
            await session.Connection.OpenAsync(cancellation);
        return new Closing(session);
    }

    private readonly struct Closing(DbSession session) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(session.Connection.CloseAsync());
    }
}
