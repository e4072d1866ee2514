using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Accounts;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>What happens between building the host and opening its doors: migrations, fixed rows, demo; and what is printed then.</summary>
internal static class StartUp
{
    private const string DemoSetting = "demo.loaded";

    // Any number does, as long as every host of the installation uses the same.
    private const long StartLock = 7_306_271;

    public static async Task PrepareAsync(WebApplication app, HostOptions options, string connectionString)
    {
        // Hosts that start together take turns; the second finds everything done.
        await using var turn = new NpgsqlConnection(connectionString);
        await turn.OpenAsync();
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({StartLock})", turn))
            await take.ExecuteNonQueryAsync();
        await MigrateAsync(app.Services);
        await JobsSetup.CreateTablesAsync(connectionString, CancellationToken.None);

        // Before anybody writes: without the key of the trail nothing could be.
        await DemandKeysAsync(app.Services.GetRequiredService<PersonKeys>());
        await using (var scope = app.Services.GetRequiredService<IServiceScopeFactory>().AsSystem("host", "set-up"))
        {
            foreach (var step in scope.ServiceProvider.GetServices<ISetUp>())
                await step.RunAsync(CancellationToken.None);
        }
    }

    private static async Task DemandKeysAsync(PersonKeys keys)
    {
        try
        {
            await keys.OfAsync(PersonKeys.Installation, CancellationToken.None);
        }
        catch (System.Security.Cryptography.CryptographicException exception)
        {
            throw new MasterKeyException(exception.GetBaseException() is MasterKeyException known ? known.Message
                : "The keys in the database can't be opened: the data-protection keys they were sealed with are gone. Put back a backup of the database.");
        }
    }

    public static async Task AnnounceAsync(WebApplication app, HostOptions options)
    {
        var address = OwnAddress.Of(app.Services.GetRequiredService<IServer>());
        if (options.Demo)
            await LoadDemoAsync(app, options, address);
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().AsSystem("host", "announce");
        Console.WriteLine();
        Console.WriteLine($"Portal is ready: {address}");
        if (File.Exists(DemoFile(options)))
        {
            Console.WriteLine("Demo sign-ins (also in demo.json in the data folder):");
            foreach (var entry in JsonSerializer.Deserialize<DemoFileContent>(await File.ReadAllTextAsync(DemoFile(options)), Json.Options)!.People)
                Console.WriteLine($"  {entry.Email,-36} {entry.Password}   {entry.Name}, {entry.Role}");
        }
        else if (await SetUpLink.MakeAsync(scope.ServiceProvider, CancellationToken.None) is { } code)
        {
            Console.WriteLine($"No administrator yet. This link makes the first one and works once: {address}/set-up/{code}");
        }

        Console.WriteLine();
    }

    private static async Task MigrateAsync(IServiceProvider services)
    {
        foreach (var type in services.GetRequiredService<Installed>().Databases)
        {
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().AsSystem("host", "migration");
            await ((DbContext)scope.ServiceProvider.GetRequiredService(type)).Database.MigrateAsync();
        }
    }

    private static async Task LoadDemoAsync(WebApplication app, HostOptions options, string address)
    {
        var scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
        await using (var scope = scopes.AsSystem("host", "demo"))
        {
            if (await scope.ServiceProvider.GetRequiredService<KernelDb>().Settings.AnyAsync(setting => setting.Key == DemoSetting))
                return;
        }

        Console.WriteLine("Loading demo data …");
        var steps = 0;
        await using (var scope = scopes.AsSystem("host", "demo"))
            steps = scope.ServiceProvider.GetServices<IDemoData>().Count();
        for (var step = 0; step < steps; step++)
        {
            await using var scope = scopes.AsSystem("host", "demo");
            await scope.ServiceProvider.GetServices<IDemoData>().OrderBy(data => data.Order).ElementAt(step).LoadAsync(CancellationToken.None);
        }

        await WriteDemoFileAsync(options, address, app.Services.GetRequiredService<DemoBook>());
        await using var last = scopes.AsSystem("host", "demo");
        var db = last.ServiceProvider.GetRequiredService<KernelDb>();
        db.Settings.Add(new Setting(DemoSetting, "true"));
        await db.SaveChangesAsync();
    }

    private static async Task WriteDemoFileAsync(HostOptions options, string address, DemoBook book)
    {
        var path = DemoFile(options);
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, open);
        await JsonSerializer.SerializeAsync(file, new DemoFileContent(address, book.Entries), new JsonSerializerOptions(Json.Options) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string DemoFile(HostOptions options) => Path.Combine(options.DataFolder, "demo.json");

    private sealed record DemoFileContent(string Address, List<DemoBook.Entry> People);
}
