using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>What a backup holds: each table's rows with their count and hash, and up to where each schema had been migrated.</summary>
internal sealed record BackupManifest(int Format, DateTimeOffset MadeAt, IReadOnlyDictionary<string, string> Migrations, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupSequence> Sequences)
{
    public const int CurrentFormat = 1;

    public const string Entry = "manifest.json";
}

internal sealed record BackupTable(string Schema, string Name, IReadOnlyList<string> Columns, long Rows, string Sha256)
{
    public string Entry => $"tables/{Schema}.{Name}.copy";

    public string Quoted => $"\"{Schema}\".\"{Name}\"";

    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column}\""));
}

internal sealed record BackupSequence(string Schema, string Name, long Last);

/// <summary>A backup can't be made or put back; the message says why and what to do.</summary>
internal sealed class BackupException(string message) : Exception(message);

/// <summary>Reads a backup and proves it whole before anything is done with it.</summary>
internal static class BackupFile
{
    /// <exception cref="BackupException">It is no backup, of another format, or damaged.</exception>
    public static async Task<BackupManifest> ProveAsync(ZipArchive archive, CancellationToken cancellation)
    {
        var manifest = await ReadManifestAsync(archive, cancellation);
        foreach (var table in manifest.Tables)
        {
            await using var rows = (archive.GetEntry(table.Entry) ?? throw Damaged(table.Entry)).Open();
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(rows, cancellation)) != table.Sha256)
                throw Damaged(table.Entry);
        }

        return manifest;
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive archive, CancellationToken cancellation)
    {
        try
        {
            await using var text = (archive.GetEntry(BackupManifest.Entry) ?? throw new BackupException("The file has no manifest: it is no backup of Portal, or its end is missing. Take another one.")).Open();
            var manifest = (await JsonSerializer.DeserializeAsync<BackupManifest>(text, Json.Options, cancellation))!;
            return manifest.Format == BackupManifest.CurrentFormat ? manifest : throw new BackupException($"The backup is of format {manifest.Format}, this program reads {BackupManifest.CurrentFormat}. Put it back with the program that made it, then update.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw Damaged(BackupManifest.Entry);
        }
    }

    private static BackupException Damaged(string entry) => new($"The backup is damaged at {entry}, so nothing was changed. Take another one.");
}
