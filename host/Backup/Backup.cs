using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>
/// Writes the whole installation into one file, also while it runs: every table as it was at one instant, files of people among them, and the mails of the
/// data folder. Needs no tool of PostgreSQL and works with any server.
/// </summary>
internal static class Backup
{
    /// <summary>What the scheduler keeps is made anew by each start.</summary>
    private const string Tables = """
        select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relkind = 'r' and exists (select 1 from pg_class m where m.relnamespace = n.oid and m.relname = '__migrations') and c.relname <> '__migrations' and c.relname not like 'qrtz\_%'
        group by 1, 2 order by 1, 2
        """;

    public static async Task RunAsync(string connectionString, string dataFolder, string target, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var making = target + ".making";
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        BackupManifest manifest;
        try
        {
            await using (var file = new FileStream(making, Private()))
            await using (var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation))
            {
                using var archive = new ZipArchive(file, ZipArchiveMode.Create);
                manifest = await WriteAsync(connection, archive, cancellation);
                await AddFolderAsync(archive, dataFolder, cancellation);
            }

            // Whole or not at all: what has the name of a backup is one.
            File.Move(making, target, overwrite: true);
        }
        finally
        {
            File.Delete(making);
        }

        Console.WriteLine($"Backed up {manifest.Tables.Sum(table => table.Rows)} rows of {manifest.Tables.Count} tables, as of {manifest.MadeAt:u}, in {watch.Elapsed.TotalSeconds:0.0} s: {target}, {new FileInfo(target).Length / 1_000_000.0:0.0} MB.");
        Console.WriteLine("What is written after that instant is not in it. It holds personal data and keys: keep it as closely as the database.");
    }

    private static async Task<BackupManifest> WriteAsync(NpgsqlConnection connection, ZipArchive archive, CancellationToken cancellation)
    {
        var madeAt = (DateTime)(await new NpgsqlCommand("select now()", connection).ExecuteScalarAsync(cancellation))!;
        var listed = new List<(string Schema, string Name, string[] Columns)>();
        await using (var reader = await new NpgsqlCommand(Tables, connection).ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                listed.Add((reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)));
        }

        if (listed.Count == 0)
            throw new BackupException("There is nothing to back up: this database holds no Portal. Say which one with --data or --database.");
        var tables = new List<BackupTable>();
        foreach (var (schema, name, columns) in listed)
            tables.Add(await CopyAsync(connection, archive, new BackupTable(schema, name, columns, 0, ""), cancellation));
        var migrations = new Dictionary<string, string>();
        foreach (var schema in tables.Select(table => table.Schema).Distinct())
            migrations[schema] = (string)(await new NpgsqlCommand($"select max(migration_id) from \"{schema}\".__migrations", connection).ExecuteScalarAsync(cancellation))!;
        var sequences = new List<BackupSequence>();
        await using (var reader = await new NpgsqlCommand("select schemaname::text, sequencename::text, last_value from pg_sequences where last_value is not null", connection).ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                sequences.Add(new BackupSequence(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, madeAt, migrations, tables, [.. sequences.Where(sequence => migrations.ContainsKey(sequence.Schema))]);
        await using var entry = archive.CreateEntry(BackupManifest.Entry).Open();
        await JsonSerializer.SerializeAsync(entry, manifest, Json.Options, cancellation);
        return manifest;
    }

    private static async Task<BackupTable> CopyAsync(NpgsqlConnection connection, ZipArchive archive, BackupTable table, CancellationToken cancellation)
    {
        var rows = (long)(await new NpgsqlCommand($"select count(*) from {table.Quoted}", connection).ExecuteScalarAsync(cancellation))!;
        using var hash = SHA256.Create();
        await using (var entry = archive.CreateEntry(table.Entry, CompressionLevel.Fastest).Open())
        await using (var hashed = new CryptoStream(entry, hash, CryptoStreamMode.Write))
        await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy {table.Quoted} ({table.ColumnList}) to stdout (format binary)", cancellation))
            await copy.CopyToAsync(hashed, cancellation);
        return table with { Rows = rows, Sha256 = Convert.ToHexStringLower(hash.Hash!) };
    }

    /// <summary>The key above all keys, mails that were kept instead of sent, and the demo's sign-ins: what of the data folder is not in the database.</summary>
    private static async Task AddFolderAsync(ZipArchive archive, string folder, CancellationToken cancellation)
    {
        var mail = Path.Combine(folder, "mail");
        var files = new[] { Path.Combine(folder, "master.key"), Path.Combine(folder, "demo.json") }.Where(File.Exists).Concat(Directory.Exists(mail) ? Directory.EnumerateFiles(mail, "*.eml") : []);
        foreach (var path in files)
        {
            await using var entry = archive.CreateEntry("data/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), CompressionLevel.Fastest).Open();
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(entry, cancellation);
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
