using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Host;

/// <summary>
/// Who the database server runs as. PostgreSQL refuses to run as root, so a host started by root hands it to somebody
/// else; for everyone else it is the person who started the host.
/// </summary>
/// <param name="Prefix">The words in front of a command that make it run so.</param>
/// <param name="Owner">"uid:gid" that must own what the server writes, when it is not our own.</param>
internal sealed record PostgresUser(string Description, IReadOnlyList<string> Prefix, string? Owner)
{
    private const string SharedFolder = "/var/lib/portal-postgres";

    public static PostgresUser Self { get; } = new("the user who started the host", [], null);

    public static bool Needed => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>
    /// The first way that works for this data folder and these programs: the ordinary user whom the folder belongs to; a user
    /// namespace, in which root's own files stay reachable below a folder with mode 0700, where a user of our choosing would
    /// be locked out; else a service user, with the data and programs moved to where that user gets at them.
    /// </summary>
    public static async Task<(PostgresUser User, string Home, PostgresBinaries Binaries)> ChooseAsync(
        string home, PostgresBinaries binaries, ILogger log, CancellationToken cancel)
    {
        if (!Needed) return (Self, home, binaries);
        if (!OperatingSystem.IsLinux())
            throw new EmbeddedPostgresException("The database cannot start: PostgreSQL refuses to run as root. Start the host as an ordinary user.");

        var users = ReadUsers();
        var folderOwner = await OwnerOfAsync(home, cancel);
        foreach (var candidate in Candidates(users, folderOwner))
            if (await candidate.CanRunAsync(home, binaries, cancel)) return (candidate, home, binaries);

        var service = Service(users);
        var isMoved = home.StartsWith(SharedFolder + "/", StringComparison.Ordinal);
        if (service is not null && (isMoved || !File.Exists(Path.Combine(home, "data", "PG_VERSION"))))
        {
            var moved = isMoved ? home : Path.Combine(SharedFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..12]);
            Directory.CreateDirectory(moved);
            var reachable = binaries;
            if (!await service.CanRunAsync(moved, binaries, cancel) && binaries.FromPackage)
            {
                var copy = Path.Combine(SharedFolder, $"postgresql-{binaries.Major}");
                await Self.MustRunAsync(["cp", "-a", "--", Path.GetDirectoryName(binaries.Folder)! + "/.", copy], cancel);
                reachable = binaries with { Folder = Path.Combine(copy, "bin") };
            }
            if (await service.CanRunAsync(moved, reachable, cancel))
            {
                if (isMoved) return (service, moved, reachable);
                log.LogWarning(
                    "The database's files are kept in {Moved} and not in {Home}: the host runs as root, PostgreSQL refuses to, and {User} cannot get at that folder",
                    moved, home, service.Description);
                await File.WriteAllTextAsync(Path.Combine(home, "elsewhere"), moved, cancel);
                return (service, moved, reachable);
            }
        }
        throw new EmbeddedPostgresException(
            $"The database cannot start: the host runs as root, PostgreSQL refuses to, and no other way was found to let it use {home} " +
            "(tried the folder's owner, a user namespace and a service user). Start the host as an ordinary user, or give it a data folder that ordinary users can reach, such as --data /srv/portal, or name a database server of your own with --ConnectionStrings:Portal.");
    }

    /// <summary>Makes a file or folder the server's own.</summary>
    public async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (Owner is not null) await Self.MustRunAsync(["chown", "-R", "--", Owner, path], cancel);
    }

    public async Task MustRunAsync(IReadOnlyList<string> command, CancellationToken cancel)
    {
        var (code, output) = await RunAsync(command, null, cancel);
        if (code != 0) throw new EmbeddedPostgresException($"The database cannot start: \"{string.Join(' ', command)}\" failed: {output.Trim()}");
    }

    public async Task<(int Code, string Output)> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancel, string? input = null, bool capture = true)
    {
        string[] words = [.. Prefix, .. command];
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
            RedirectStandardInput = input is not null,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The current folder may be one that the other user cannot enter, and PostgreSQL's programs stop at that.
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory)!,
        };
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
                process.StandardInput.Close();
            }
            var output = capture ? Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel)) : Task.FromResult(new[] { "" });
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, string.Concat(await output));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (127, e.Message);
        }
    }

    private async Task<bool> CanRunAsync(string home, PostgresBinaries binaries, CancellationToken cancel)
    {
        await Self.MustRunAsync(["chown", "-R", "--", Owner ?? "0:0", home], cancel);
        var (code, _) = await RunAsync(
            ["sh", "-c", "test -w \"$1\" && test -x \"$1\" && \"$2\" --version", "sh", home, binaries.Postgres], binaries.Environment, cancel);
        return code == 0;
    }

    private static IEnumerable<PostgresUser> Candidates(IReadOnlyList<(string Name, int User, int Group)> users, int folderOwner)
    {
        foreach (var (name, user, group) in users)
            if (user == folderOwner && user != 0) yield return As(name, user, group);
        // Any user that exists will do for the name inside the namespace; outside of it the server is still root's.
        if (users.FirstOrDefault(user => user.Name == "nobody") is { Name: not null } nobody)
            yield return new("root in a user namespace of its own", ["unshare", "--user", $"--map-user={nobody.User}", $"--map-group={nobody.Group}", "--"], null);
        if (Service(users) is { } service) yield return service;
    }

    private static PostgresUser? Service(IReadOnlyList<(string Name, int User, int Group)> users) =>
        users.Where(user => user.Name is "postgres" or "nobody").OrderBy(user => user.Name == "postgres" ? 0 : 1)
            .Select(user => As(user.Name, user.User, user.Group)).FirstOrDefault();

    private static PostgresUser As(string name, int user, int group) =>
        new($"user {name}", ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"], $"{user}:{group}");

    private static List<(string Name, int User, int Group)> ReadUsers() =>
        (from line in File.ReadLines("/etc/passwd")
         let parts = line.Split(':')
         where parts.Length > 3 && int.TryParse(parts[2], out _) && int.TryParse(parts[3], out _)
         select (parts[0], int.Parse(parts[2]), int.Parse(parts[3]))).ToList();

    /// <summary>Whose the data is, or the nearest folder around it that is not root's: somebody's home, say, or their clone.</summary>
    private static async Task<int> OwnerOfAsync(string home, CancellationToken cancel)
    {
        var around = new List<string> { Path.Combine(home, "data") };
        for (var at = Path.GetDirectoryName(home); at is not null; at = Path.GetDirectoryName(at)) around.Add(at);
        var (_, output) = await Self.RunAsync(["stat", "-c", "%u", "--", .. around.Where(Directory.Exists)], null, cancel);
        return output.Split('\n').Select(line => int.TryParse(line, out var owner) ? owner : 0).FirstOrDefault(owner => owner != 0);
    }
}
