using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Portal.Host;

/// <summary>
/// The PostgreSQL of a host that was given no connection string: made at the first start, stopped with the host, taken up
/// again at the next. Everything of it lies in the folder "postgres" of the data folder; one host at a time may use it.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Superuser = "postgres", Role = "portal", Database = "portal", SocketPrefix = "portal-";
    private const string NobodysId = "999999999";
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60), LookEvery = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(1);

    private readonly PostgresUser _user;
    private readonly PostgresBinaries _binaries;
    private readonly string _home, _data;
    private readonly ILogger _log;
    private readonly FileStream _lock;
    private readonly CancellationTokenSource _ending = new();
    private Task _watch = Task.CompletedTask;
    private string? _socketFolder;

    private EmbeddedPostgres(PostgresUser user, PostgresBinaries binaries, string home, FileStream hold, ILogger log)
    {
        (_user, _binaries, _home, _lock, _log) = (user, binaries, home, hold, log);
        _data = Path.Combine(home, "data");
    }

    /// <summary>Leads to the database as a role that owns it, may create others, and is not a superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<EmbeddedPostgres> StartAsync(string dataDirectory, ILogger log, CancellationToken cancel = default)
    {
        var home = Path.Combine(Path.GetFullPath(dataDirectory), "postgres");
        FileStream hold;
        try
        {
            MakePrivateFolder(home);
            hold = Hold(home);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The database cannot start: {home} may not be written by this user ({e.Message}). It may have been made by root or by somebody else: start the host as that user, or choose another folder with --data.");
        }
        EmbeddedPostgres? postgres = null;
        try
        {
            var elsewhere = Path.Combine(home, "elsewhere");
            var place = File.Exists(elsewhere) ? (await File.ReadAllTextAsync(elsewhere, cancel)).Trim() : home;
            var binaries = await PostgresBinaries.FindAsync(MajorOf(place), Path.Combine(place, "lib"), log, cancel);
            (var user, place, binaries) = await PostgresUser.ChooseAsync(place, binaries, log, cancel);
            postgres = new EmbeddedPostgres(user, binaries, place, hold, log);
            await postgres.StartAsync(cancel);
            return postgres;
        }
        catch
        {
            if (postgres is not null) await postgres.DisposeAsync();
            else await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a database was made in this data folder.</summary>
    public static bool IsIn(string dataDirectory)
    {
        var home = Path.Combine(Path.GetFullPath(dataDirectory), "postgres");
        return MajorOf(home) is not null || File.Exists(Path.Combine(home, "elsewhere"));
    }

    /// <summary>The way to the database of a host that runs on this data folder; null where none does.</summary>
    public static string? Running(string dataDirectory)
    {
        var home = Path.Combine(Path.GetFullPath(dataDirectory), "postgres");
        var elsewhere = Path.Combine(home, "elsewhere");
        var place = File.Exists(elsewhere) ? File.ReadAllText(elsewhere).Trim() : home;
        var (pid, password) = (Path.Combine(place, "data", "postmaster.pid"), Path.Combine(place, "password"));
        // Its lines: process, folder, start, port, socket's folder, address, memory, state.
        return File.Exists(pid) && File.Exists(password) && File.ReadAllLines(pid) is [var process, _, _, var port, var socket, var address, ..] && int.TryParse(process, out var id) && IsAlive(id)
            ? new NpgsqlConnectionStringBuilder { Host = socket.Length > 0 ? socket : address, Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), Username = Role, Database = Database, Password = File.ReadAllText(password).Trim() }.ConnectionString
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watch;
        _ending.Dispose();
        if (_socketFolder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await StopServerAsync(CancellationToken.None);
            TryDelete(_socketFolder);
            _socketFolder = null;
        }
        await _lock.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        if (MajorOf(_home) is null) await MakeClusterAsync(cancel);
        else await ClearUpAfterEarlierRunAsync(cancel);

        var passwordFile = Path.Combine(_home, "password");
        if (!File.Exists(passwordFile)) await ReplacePasswordAsync(passwordFile, cancel);
        var password = (await File.ReadAllTextAsync(passwordFile, cancel)).Trim();

        var address = await ConfigureAsync(cancel);
        var watch = Stopwatch.StartNew();
        await StartServerAsync(cancel);
        address.Password = password;
        await PrepareDatabaseAsync(address, cancel);

        address.Username = Role;
        address.Database = Database;
        // Below max_connections, so that a second host or a person with psql still gets in.
        address.MaxPoolSize = 60;
        address.ApplicationName = "Portal";
        ConnectionString = address.ConnectionString;
        _log.LogInformation("PostgreSQL {Major} runs as {User}, started in {Milliseconds} ms, data in {Folder}", _binaries.Major, _user.Description, watch.ElapsedMilliseconds, _home);
        _watch = WatchAsync(_ending.Token);
    }

    /// <summary>The server has no keeper but its host: one that crashed or was stopped is started again at the same socket, and everything goes on by itself.</summary>
    private async Task WatchAsync(CancellationToken ending)
    {
        var pause = LookEvery;
        while (await SleepAsync(pause, ending))
        {
            if (Runs())
            {
                pause = LookEvery;
                continue;
            }

            try
            {
                _log.LogWarning("PostgreSQL is gone; starting it again");
                await ForgetServerThatIsGoneAsync(ending);
                // Not cut short: a start that was given up half-way would leave a server that nobody stops.
                await StartServerAsync(CancellationToken.None);
                _log.LogInformation("PostgreSQL runs again");
            }
            catch (Exception problem) when (problem is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                _log.LogError("PostgreSQL could not be started again, next attempt in {Seconds} s: {Problem}", pause.TotalSeconds, problem.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> SleepAsync(TimeSpan pause, CancellationToken ending)
    {
        await Task.Delay(pause, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ending.IsCancellationRequested;
    }

    /// <summary>A process that ended and was not cleared away has no current folder any more, so it does not pass for a server.</summary>
    private bool Runs()
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(_data, "postmaster.pid"));
            return int.TryParse(text.Split('\n')[0], out var id) && IsServerOf(id, text);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// Made beside its place and moved there when whole, so that a data folder that exists is a finished one and what an
    /// interrupted attempt left is known to hold nothing of worth.
    /// </summary>
    private async Task MakeClusterAsync(CancellationToken cancel)
    {
        if (Directory.Exists(_data) && Directory.EnumerateFileSystemEntries(_data).Any())
            throw new EmbeddedPostgresException(
                $"The database cannot start: {_data} holds files but no PG_VERSION, so it is no whole PostgreSQL data folder and Portal did not leave it so. " +
                "Nothing was changed. Put back a backup of the folder, or move it away to begin with an empty database.");

        var making = Path.Combine(_home, "data.making");
        if (Directory.Exists(making))
        {
            _log.LogInformation("An earlier start was interrupted while it made the database; beginning anew");
            Directory.Delete(making, recursive: true);
        }
        _log.LogInformation("Making the database in {Folder}, once", _home);
        var passwordFile = Path.Combine(_home, "password");
        await WritePrivateAsync(passwordFile, NewPassword(), cancel);

        string output = "";
        // The C library's locale decides which signs are letters for text search, so one with UTF-8 is tried first; sorting is ICU's.
        foreach (var locale in OperatingSystem.IsWindows() ? new[] { "C" } : ["C.UTF-8", "en_US.UTF-8", "C"])
        {
            (var code, output) = await _user.RunAsync(
                [_binaries.Initdb, "-D", making, "-U", Superuser, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                 "--locale-provider=icu", "--icu-locale=und", $"--locale={locale}"],
                _binaries.Environment, cancel);
            if (code == 0)
            {
                await File.AppendAllTextAsync(Path.Combine(making, "postgresql.conf"),
                    "\n# Written by Portal at every start, then what you add to own.conf, which Portal leaves alone.\n" +
                    "include_if_exists = 'portal.conf'\ninclude_if_exists = 'own.conf'\n", cancel);
                if (Directory.Exists(_data)) Directory.Delete(_data);
                Directory.Move(making, _data);
                return;
            }
            if (!output.Contains("locale", StringComparison.Ordinal)) break;
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        }
        throw new EmbeddedPostgresException($"The database could not be made in {_home} (as {_user.Description}): {LastLines(output, 6)} When the cause is removed, start again: what this attempt left is cleared away by itself.");
    }

    /// <summary>We hold the lock, so a server that still runs on this folder has lost its host; it is stopped to start afresh.</summary>
    private async Task ClearUpAfterEarlierRunAsync(CancellationToken cancel)
    {
        var file = Path.Combine(_data, "postmaster.pid");
        if (!File.Exists(file)) return;
        var lines = await File.ReadAllLinesAsync(file, cancel);
        if (Runs())
        {
            _log.LogInformation("An earlier host ended without stopping its database; stopping it to start afresh");
            await StopServerAsync(cancel);
        }
        else
            await ForgetServerThatIsGoneAsync(cancel);
        if (lines.Length > 4 && Path.GetFileName(lines[4].Trim()).StartsWith(SocketPrefix, StringComparison.Ordinal)) TryDelete(lines[4].Trim());
    }

    /// <summary>
    /// Its id may have been given to another program since, which PostgreSQL would take for a running server. Only the id is
    /// struck out: by the rest of the file it still makes sure that no process of the old server uses the data.
    /// </summary>
    private async Task ForgetServerThatIsGoneAsync(CancellationToken cancel)
    {
        var file = Path.Combine(_data, "postmaster.pid");
        if (!File.Exists(file)) return;
        var text = await File.ReadAllTextAsync(file, cancel);
        var id = text.Split('\n')[0];
        if (!int.TryParse(id, out var process) || !IsAlive(process)) return;
        _log.LogInformation("The database server is gone without having been stopped; it will recover");
        await File.WriteAllTextAsync(file, NobodysId + text[id.Length..], cancel);
    }

    private async Task<NpgsqlConnectionStringBuilder> ConfigureAsync(CancellationToken cancel)
    {
        var address = new NpgsqlConnectionStringBuilder { Username = Superuser, Database = "postgres", Port = 5432 };
        string listen;
        if (OperatingSystem.IsWindows())
        {
            using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            probe.Start();
            address.Port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
            address.Host = "127.0.0.1";
            listen = $"listen_addresses = '127.0.0.1'\nport = {address.Port}\n";
        }
        else
        {
            // A socket's path may have some 100 bytes in all, fewer than many data folders have: so a short private folder.
            try
            {
                _socketFolder = Directory.CreateTempSubdirectory(SocketPrefix).FullName;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new EmbeddedPostgresException($"The database cannot start: its socket lies in the folder for temporary files, and {Path.GetTempPath()} cannot be written ({exception.Message}). Name another one in TMPDIR, or make it writable.");
            }

            if (System.Text.Encoding.UTF8.GetByteCount(_socketFolder) > 80)
            {
                TryDelete(_socketFolder);
                _socketFolder = $"/tmp/{SocketPrefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
                Directory.CreateDirectory(_socketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            await _user.OwnAsync(_socketFolder, cancel);
            address.Host = _socketFolder;
            listen = $"listen_addresses = ''\nunix_socket_directories = '{_socketFolder}'\nunix_socket_permissions = 0700\nport = {address.Port}\n";
        }
        await File.WriteAllTextAsync(Path.Combine(_data, "portal.conf"),
            "# Written by Portal at every start: put settings of your own into own.conf beside this file.\n" + listen +
            """
            max_connections = 100
            shared_buffers = 128MB
            jit = off
            fsync = on
            synchronous_commit = on
            wal_level = replica
            log_checkpoints = off
            log_min_messages = warning
            log_line_prefix = '%m [%p] '

            """, cancel);
        var log = Path.Combine(_home, "log");
        if (File.Exists(log) && new FileInfo(log).Length > 10_000_000) File.Move(log, log + ".old", overwrite: true);
        await _user.OwnAsync(_home, cancel);
        return address;
    }

    private async Task StartServerAsync(CancellationToken cancel)
    {
        var log = Path.Combine(_home, "log");
        for (var attempt = 1; ; attempt++)
        {
            var before = File.Exists(log) ? new FileInfo(log).Length : 0;
            // pg_ctl puts the server into a session of its own: Ctrl-C at the host's console must not reach it before the host
            // is done. It waits long, as recovery after a power cut may take minutes.
            var (code, output) = await _user.RunAsync(
                [_binaries.PgCtl, "start", "-D", _data, "-l", log, "-w", "-t", "600", "-s"],
                // On Windows the server would inherit the pipe and reading it would not end.
                _binaries.Environment, cancel, capture: !OperatingSystem.IsWindows());
            if (code == 0) return;
            using var reader = new StreamReader(new FileStream(log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
            reader.BaseStream.Seek(Math.Min(before, reader.BaseStream.Length), SeekOrigin.Begin);
            var said = await reader.ReadToEndAsync(cancel);
            // The last processes of a killed server hold its memory for a moment longer.
            if (said.Contains("shared memory", StringComparison.Ordinal) && attempt < 20)
            {
                await Task.Delay(500, cancel);
                continue;
            }
            throw new EmbeddedPostgresException($"The database did not start (as {_user.Description}): {LastLines(said.Length > 0 ? said : output, 6)} The whole log is {log}.");
        }
    }

    private async Task StopServerAsync(CancellationToken cancel)
    {
        foreach (var mode in new[] { "fast", "immediate" })
        {
            if (!File.Exists(Path.Combine(_data, "postmaster.pid"))) return;
            var (code, output) = await _user.RunAsync(
                [_binaries.PgCtl, "stop", "-D", _data, "-m", mode, "-w", "-t", $"{StopTime.TotalSeconds:0}", "-s"], _binaries.Environment, cancel);
            if (code == 0) return;
            if (!File.Exists(_binaries.PgCtl) && await StopBySignalAsync(mode == "fast" ? "INT" : "QUIT")) return;
            if (File.Exists(Path.Combine(_data, "postmaster.pid")))
                _log.LogWarning("The database did not stop ({Mode}): {Output}", mode, output.Trim());
        }
    }

    /// <summary>The programs may be gone from under a server that runs, when the folder they came with is replaced. What pg_ctl would do is done without it.</summary>
    private async Task<bool> StopBySignalAsync(string signal)
    {
        if (OperatingSystem.IsWindows() || !Runs()) return false;
        await PostgresUser.Self.RunAsync(["kill", $"-{signal}", (await File.ReadAllLinesAsync(Path.Combine(_data, "postmaster.pid")))[0]], null, CancellationToken.None);
        for (var since = Stopwatch.StartNew(); Runs(); await Task.Delay(100))
            if (since.Elapsed > StopTime) return false;
        return true;
    }

    private async Task PrepareDatabaseAsync(NpgsqlConnectionStringBuilder address, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                $"The database runs but refuses the password in {Path.Combine(_home, "password")}: the file is not the one that was made for this data. Put that one back, or delete the file: the next start then sets a new password.");
        }
        async Task<bool> AnyAsync(string query) => await new NpgsqlCommand(query, connection).ExecuteScalarAsync(cancel) is not null;
        async Task DoAsync(string statement) => await new NpgsqlCommand(statement, connection).ExecuteNonQueryAsync(cancel);

        if (!await AnyAsync($"select 1 from pg_roles where rolname = '{Role}'")) await DoAsync($"create role {Role}");
        await DoAsync($"alter role {Role} login createdb password '{address.Password}'");
        if (!await AnyAsync($"select 1 from pg_database where datname = '{Database}'")) await DoAsync($"create database {Database} owner {Role}");
    }

    /// <summary>Whoever may write the data folder owns the data, so a lost password is set anew in single-user mode.</summary>
    private async Task ReplacePasswordAsync(string file, CancellationToken cancel)
    {
        _log.LogWarning("The database's password file {File} is missing; setting a new password", file);
        var password = NewPassword();
        var (code, output) = await _user.RunAsync([_binaries.Postgres, "--single", "-D", _data, "postgres"], _binaries.Environment, cancel,
            input: $"alter role {Superuser} password '{password}'\n");
        if (code != 0 || output.Contains("ERROR", StringComparison.Ordinal))
            throw new EmbeddedPostgresException($"The database's password file {file} is missing and no new password could be set: {LastLines(output, 4)} Put the file back from a backup.");
        await WritePrivateAsync(file, password, cancel);
    }

    private static FileStream Hold(string home)
    {
        try
        {
            // Freed by the system however the host ends.
            return new FileStream(Path.Combine(home, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new EmbeddedPostgresException(
                $"The database cannot start: another host that runs now uses {home}. Stop that one first, or give this one a folder of its own with --data, or let both use one server with --ConnectionStrings:Portal.");
        }
    }

    private static int? MajorOf(string home)
    {
        var file = Path.Combine(home, "data", "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var major) ? major : null;
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A server's current folder is its data folder; where that cannot be read, its name must do.</summary>
    private static bool IsServerOf(int id, string postmasterFile)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return File.ReadAllText($"/proc/{id}/cwd/postmaster.pid") == postmasterFile;
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static void MakePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task WritePrivateAsync(string file, string text, CancellationToken cancel)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(file, options)) await writer.WriteAsync(text.AsMemory(), cancel);
        await _user.OwnAsync(file, cancel);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder in the system's temporary place is no reason to fail.
        }
    }

    private static string LastLines(string text, int count) =>
        string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count));
}
