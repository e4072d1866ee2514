using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>Limits of uploads.</summary>
public sealed class FileOptions
{
    /// <summary>Bytes of one file at the most.</summary>
    public long MostBytes { get; set; } = 500_000_000;
}

/// <summary>
/// Files, streamed in and out in chunks of 256 KiB: never whole in memory. The content decides the type, the size is checked as it streams,
/// and a file exists only once it arrived whole.
/// </summary>
public sealed class FileStore(KernelDb db, DbSession session, Caller caller, TimeProvider clock, IOptions<FileOptions> options)
{
    private const int ChunkSize = 256 * 1024;

    public long MostBytes => options.Value.MostBytes;

    /// <exception cref="RuleBroken">Empty, over the limit, of a kind not taken, or its content belies its name.</exception>
    public async Task<StoredFile> SaveAsync(
        Stream content, string name, string subjectKind, Guid subjectId, Guid companyId, Audience audience, CancellationToken cancellation)
    {
        name = CleanName(name);
        var joined = session.InTransaction;
        if (!joined)
            await session.BeginAsync(cancellation);
        try
        {
            var id = Guid.CreateVersion7();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[ChunkSize];
            string? mediaType = null;
            long size = 0;
            for (var no = 0; ; no++)
            {
                var read = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
                if (no == 0)
                {
                    mediaType = read == 0
                        ? throw new RuleBroken("file", new Phrase("file.empty", name))
                        : FileKinds.Tell(buffer.AsSpan(0, read), name) ?? throw new RuleBroken("file", new Phrase("file.kind", name));
                }

                size += read;
                RefuseOver(size, name);
                if (read > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await using var insert = session.CreateCommand("insert into portal.file_chunk (file_id, no, data) values ($1, $2, $3)");
                    insert.Parameters.Add(new() { Value = id });
                    insert.Parameters.Add(new() { Value = no });
                    insert.Parameters.Add(new() { Value = new ArraySegment<byte>(buffer, 0, read) });
                    await insert.ExecuteNonQueryAsync(cancellation);
                }

                if (read < ChunkSize)
                    break;
            }

            var file = new StoredFile
            {
                CompanyId = companyId,
                Audience = audience,
                SubjectKind = subjectKind,
                SubjectId = subjectId,
                Name = name,
                MediaType = mediaType!,
                Size = size,
                Sha256 = hash.GetHashAndReset(),
                At = clock.GetUtcNow(),
                PersonId = caller.Principal.PersonId,
            };
            db.Entry(file).Property(row => row.Id).CurrentValue = id;
            db.Add(file);
            db.Touch($"{subjectKind}:{subjectId}");
            await db.SaveChangesAsync(cancellation);
            if (!joined)
                await session.CommitAsync(cancellation);
            return file;
        }
        catch when (!joined)
        {
            await session.RollbackAsync();
            throw;
        }
    }

    /// <exception cref="RuleBroken">It is over the limit.</exception>
    public void RefuseOver(long size, string name)
    {
        if (size > MostBytes)
            throw new RuleBroken("file", new Phrase("file.tooLarge", CleanName(name), Show.Size(MostBytes)));
    }

    /// <summary>The hash of a content that is not kept.</summary>
    /// <exception cref="RuleBroken">It is over the limit.</exception>
    public async Task<byte[]> HashAsync(Stream content, string name, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        var size = 0L;
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; hash.AppendData(buffer, 0, read))
            RefuseOver(size += read, name);
        return hash.GetHashAndReset();
    }

    /// <summary>The file's row, if the caller may see it.</summary>
    public Task<StoredFile?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.Files.AsNoTracking().FirstOrDefaultAsync(file => file.Id == id, cancellation);

    /// <summary>The files of a matter the caller may see, oldest first.</summary>
    public Task<List<StoredFile>> OfAsync(string subjectKind, Guid subjectId, CancellationToken cancellation) =>
        db.Files.AsNoTracking().Where(file => file.SubjectKind == subjectKind && file.SubjectId == subjectId).OrderBy(file => file.Id).ToListAsync(cancellation);

    /// <summary>Streams the content of a file that <see cref="FindAsync"/> gave.</summary>
    public async Task CopyToAsync(StoredFile file, Stream target, CancellationToken cancellation)
    {
        if (session.Connection.State != System.Data.ConnectionState.Open)
            await session.Connection.OpenAsync(cancellation);
        await using var select = session.CreateCommand("select data from portal.file_chunk where file_id = $1 order by no");
        select.Parameters.Add(new() { Value = file.Id });
        await using var reader = await select.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            await using var chunk = reader.GetStream(0);
            await chunk.CopyToAsync(target, cancellation);
        }
    }

    /// <summary>Deletes all files and notes of a matter that ends without a trace, such as a draft never sent, in the caller's transaction.</summary>
    public async Task ForgetAsync(string subjectKind, Guid subjectId, CancellationToken cancellation)
    {
        var gone = await db.Files.Where(file => file.SubjectKind == subjectKind && file.SubjectId == subjectId).ToListAsync(cancellation);
        foreach (var table in new[] { "file_chunk", "file_preview" })
        {
            await using var delete = session.CreateCommand($"delete from portal.{table} where file_id = any($1)");
            delete.Parameters.Add(new() { Value = gone.Select(file => file.Id).ToArray() });
            await delete.ExecuteNonQueryAsync(cancellation);
        }

        db.Files.RemoveRange(gone);
        db.Notes.RemoveRange(await db.Notes.Where(note => note.SubjectKind == subjectKind && note.SubjectId == subjectId).ToListAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Gives the files of one matter to another, in the caller's transaction.</summary>
    public async Task MoveAsync(string subjectKind, Guid subjectId, string toKind, Guid toId, Guid companyId, Audience audience, CancellationToken cancellation)
    {
        foreach (var file in await db.Files.Where(row => row.SubjectKind == subjectKind && row.SubjectId == subjectId).ToListAsync(cancellation))
        {
            var entry = db.Entry(file);
            entry.Property(row => row.SubjectKind).CurrentValue = toKind;
            entry.Property(row => row.SubjectId).CurrentValue = toId;
            entry.Property(row => row.CompanyId).CurrentValue = companyId;
            entry.Property(row => row.Audience).CurrentValue = audience;
        }

        db.Touch($"{toKind}:{toId}");
        await db.SaveChangesAsync(cancellation);
    }

    private static string CleanName(string name)
    {
        var bare = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        bare = new string([.. bare.Where(sign => !char.IsControl(sign))]);
        return bare.Length switch { 0 => "file", > 200 => bare[..150] + Path.GetExtension(bare), _ => bare };
    }
}
