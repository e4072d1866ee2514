using System.Diagnostics;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>Puts a backup back into an empty database, proved whole before, in one transaction; the next start brings it up to date.</summary>
internal static class Restore
{
    /// <summary>A table goes after those its foreign keys lead to.</summary>
    private const string References = """
        select c.conrelid::regclass::text, c.confrelid::regclass::text from pg_constraint c where c.contype = 'f' and c.conrelid <> c.confrelid
        """;

    public static async Task RunAsync(IServiceProvider services, string connectionString, string dataFolder, string source, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var archive = Open(source);
        var manifest = await BackupFile.ProveAsync(archive, cancellation);
        await DemandEmptyAsync(connectionString, cancellation);
        await MigrateAsync(services, manifest, cancellation);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            await FillAsync(connection, archive, manifest, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        await UnpackAsync(archive, dataFolder, cancellation);
        Console.WriteLine($"Put back {manifest.Tables.Sum(table => table.Rows)} rows of {manifest.Tables.Count} tables, as they were at {manifest.MadeAt:u}, in {watch.Elapsed.TotalSeconds:0.0} s. Start Portal now.");
    }

    private static ZipArchive Open(string source)
    {
        try
        {
            return ZipFile.OpenRead(source);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new BackupException($"{source} can't be read as a backup: {exception.Message} Nothing was changed.");
        }
    }

    private static async Task DemandEmptyAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        if (await new NpgsqlCommand("select 1 from pg_class where relname = '__migrations' limit 1", connection).ExecuteScalarAsync(cancellation) is not null)
            throw new BackupException("The database holds a Portal already, and a backup goes into an empty one only. Give a new folder with --data, or an empty database with --database. Nothing was changed.");
    }

    /// <summary>To where each schema was when the backup was made: its rows fit those tables.</summary>
    private static async Task MigrateAsync(IServiceProvider services, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var type in services.GetRequiredService<Installed>().Databases)
        {
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().AsSystem("host", "restore");
            var db = (DbContext)scope.ServiceProvider.GetRequiredService(type);
            if (!manifest.Migrations.TryGetValue(db.Model.GetDefaultSchema()!, out var target))
                continue;
            if (!db.Database.GetMigrations().Contains(target))
                throw new BackupException($"The backup was made by a newer program (migration {target}). Update Portal, then put it back.");
            await Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>(db.Database).MigrateAsync(target, cancellation);
        }
    }

    private static async Task FillAsync(NpgsqlConnection connection, ZipArchive archive, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var table in await InOrderAsync(connection, manifest, cancellation))
        {
            // Rows that a migration made are in the backup as well.
            await new NpgsqlCommand($"delete from {table.Quoted}", connection).ExecuteNonQueryAsync(cancellation);
            await using (var rows = archive.GetEntry(table.Entry)!.Open())
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy {table.Quoted} ({table.ColumnList}) from stdin (format binary)", cancellation))
                await rows.CopyToAsync(copy, cancellation);
            if ((long)(await new NpgsqlCommand($"select count(*) from {table.Quoted}", connection).ExecuteScalarAsync(cancellation))! != table.Rows)
                throw new BackupException($"{table.Schema}.{table.Name} came back with another number of rows than it had, so nothing was kept. Begin again with an empty database.");
        }

        foreach (var sequence in manifest.Sequences)
        {
            await using var set = new NpgsqlCommand($"select setval('\"{sequence.Schema}\".\"{sequence.Name}\"', $1)", connection) { Parameters = { new() { Value = sequence.Last } } };
            await set.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<IReadOnlyList<BackupTable>> InOrderAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancellation)
    {
        var needs = new List<(string Table, string Needed)>();
        await using (var reader = await new NpgsqlCommand(References, connection).ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                needs.Add((reader.GetString(0).Replace("\"", ""), reader.GetString(1).Replace("\"", "")));
        }

        var (left, placed) = (manifest.Tables.ToList(), new List<BackupTable>());
        while (left.Count > 0)
        {
            var next = left.Where(table => needs.Where(need => need.Table == Name(table)).All(need => left.All(other => Name(other) != need.Needed))).ToList();
            if (next.Count == 0)
                throw new BackupException($"Tables refer to each other in a circle: {string.Join(", ", left.Select(Name))}.");
            placed.AddRange(next);
            left.RemoveAll(next.Contains);
        }

        return placed;

        static string Name(BackupTable table) => $"{table.Schema}.{table.Name}";
    }

    private static async Task UnpackAsync(ZipArchive archive, string folder, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith("data/", StringComparison.Ordinal)))
        {
            var path = Path.GetFullPath(Path.Combine(folder, entry.FullName[5..]));
            if (!path.StartsWith(root, StringComparison.Ordinal))
                continue;
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var from = entry.Open();
            await using var to = new FileStream(path, options);
            await from.CopyToAsync(to, cancellation);
        }
    }
}
