using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Carter;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Kernel;
using Portal.Kernel.Documents;
using Portal.Kernel.Mail;
using Serilog;

namespace Portal.Host;

/// <summary>Puts the modules together into a web host and runs it.</summary>
internal static class PortalHost
{
    /// <returns>0 when it stopped as asked, 1 when it could not start, 2 when the address is taken, 3 when the trail was tampered with.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Log.Logger = new LoggerConfiguration().WriteTo.Console(formatProvider: CultureInfo.InvariantCulture).CreateBootstrapLogger();
        EmbeddedPostgres? postgres = null;
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Portal.Host" });
            var options = HostOptions.Read(builder.Configuration);
            builder.Host.UseSerilog((context, log) => log.ReadFrom.Configuration(context.Configuration).MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning).MinimumLevel.Override("Quartz", Serilog.Events.LogEventLevel.Warning)
                .MinimumLevel.Override("System", Serilog.Events.LogEventLevel.Warning).Enrich.FromLogContext()
                .WriteTo.File(new Serilog.Formatting.Compact.CompactJsonFormatter(), Path.Combine(options.DataFolder, "logs", "portal-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, shared: true));
            var connectionString = options.ConnectionString;
            // A backup of a database that a host runs now is taken beside it, and its trail gone through.
            if (connectionString is null && args is ["backup" or "verify-trail", ..])
                connectionString = EmbeddedPostgres.Running(options.DataFolder);
            if (connectionString is null && args is ["backup", ..] && !EmbeddedPostgres.IsIn(options.DataFolder))
                throw new BackupException($"There is nothing to back up in {options.DataFolder}. Say where the data is with --data, or the database with --database.");
            if (args is ["restore", ..] && !File.Exists(Demanded(builder.Configuration, "from")))
                throw new BackupException($"There is no file {Demanded(builder.Configuration, "from")}.");
            if (connectionString is null)
            {
                using var logs = LoggerFactory.Create(logging => logging.AddSerilog(Log.Logger));
                postgres = await EmbeddedPostgres.StartAsync(options.DataFolder, logs.CreateLogger("Portal.Postgres"));
                connectionString = postgres.ConnectionString;
            }

            if (args is ["backup", ..])
            {
                await Backup.RunAsync(connectionString, options.DataFolder, Demanded(builder.Configuration, "to"), CancellationToken.None);
                return 0;
            }

            await using var app = Build(builder, options, connectionString);
            if (args is ["restore", ..])
            {
                await Restore.RunAsync(app.Services, connectionString, options.DataFolder, Demanded(builder.Configuration, "from"), CancellationToken.None);
                return 0;
            }

            if (args is ["verify-trail", ..])
                return await VerifyTrail.RunAsync(app.Services.GetRequiredService<TrailChain>(), CancellationToken.None);

            // All paths are whole by now. The folder it was started in may be replaced under it, upon which no program could be started from there.
            Directory.SetCurrentDirectory(Path.GetPathRoot(AppContext.BaseDirectory)!);
            await StartUp.PrepareAsync(app, options, connectionString);
            if (args.Contains("migrate"))
                return 0;
            await app.StartAsync();
            await StartUp.AnnounceAsync(app, options);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is StartException or EmbeddedPostgresException or BackupException or MasterKeyException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Stop what uses it, or choose another with --port.");
            return 2;
        }
        finally
        {
            if (postgres is not null)
                await postgres.DisposeAsync();
            await Log.CloseAndFlushAsync();
        }
    }

    private static string Demanded(ConfigurationManager configuration, string option) => configuration[option] is { Length: > 0 } path
        ? Path.GetFullPath(path)
        : throw new BackupException($"Say which file: --{option} FILE.");

    /// <summary>Of an address the route alone: tokens of links are in paths.</summary>
    private static void WithoutSecrets(System.Diagnostics.Activity span, HttpResponse response) =>
        span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");

    private static WebApplication Build(WebApplicationBuilder builder, HostOptions options, string connectionString)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var (installed, texts, consumers) = (new Installed(), new Texts(), new ConsumerRegistry());
        services.AddSingleton(new MasterKey(options.MasterKeyFile ?? Path.Combine(options.DataFolder, "master.key"), options.MasterKeyFile is not null));
        services.AddKernel(configuration, connectionString, installed, texts, consumers);
        texts.AddFrom(typeof(PortalHost).Assembly);
        services.AddFrom(typeof(PortalHost).Assembly, "host", consumers, texts);
        foreach (var (module, enabled) in ModuleCatalog.Read(configuration))
        {
            var assembly = module.GetType().Assembly;
            installed.Modules.Add((module.Id, assembly, enabled));
            if (!enabled)
                continue;
            module.Add(new ModuleBuilder(module.Id, services, configuration, installed));
            services.AddFrom(assembly, module.Id, consumers, texts);
        }

        installed.Menu.AddRange(AdminMenu.Items);
        services.AddSingleton(PluginLoader.Load(options.PluginFolder, configuration, texts));
        services.AddSingleton(options).AddSingleton<DemoBook>().AddHostedService<OwnAddress>();
        services.AddSingleton(_ => PdfFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"))).AddSingleton<PdfRenderer>();
        services.AddPortalMail(configuration, options.DataFolder);
        services.AddPortalJobs(connectionString, installed.Jobs);

        services.AddRazorComponents();
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        // An inquiry of a thousand cells is a form of some thousand fields.
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.ValueCountLimit = 10_000);
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "portal-form");
        services.AddCarter(new DependencyContextAssemblyCatalog([.. Assemblies(installed), typeof(Texts).Assembly, typeof(PortalHost).Assembly]), carter => carter.WithEmptyValidators());
        services.AddExceptionHandler<Errors>().AddProblemDetails();
        services.AddOpenApi("v1");
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            // Only where somebody listens: spans that nobody reads cost a request as much as a query.
            services.AddOpenTelemetry()
                .WithTracing(tracing => tracing.AddSource(Telemetry.Source.Name).AddAspNetCoreInstrumentation(spans => spans.EnrichWithHttpResponse = WithoutSecrets).AddNpgsql().AddOtlpExporter())
                .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql").AddOtlpExporter());
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var app = builder.Build();
        app.UseResponseCompression();
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true));
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.UseCaller();
        app.UseRequestLocalization(localization =>
        {
            var cultures = Languages.All.Select(Languages.Culture).ToList();
            localization.DefaultRequestCulture = new RequestCulture(cultures[0]);
            localization.SupportedCultures = localization.SupportedUICultures = cultures;
            localization.RequestCultureProviders = [new ReaderCulture()];
        });
        app.UseRouting();
        app.UseAccessGate();
        app.UseAntiforgery();
        app.MapStaticAssets();
        PluginAssets.Map(app);
        app.MapKernel();
        app.MapCarter();
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new PublicAttribute());
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).WithMetadata(new PublicAttribute());
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).WithMetadata(new PublicAttribute());
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. Assemblies(installed), typeof(Texts).Assembly, .. app.Services.GetRequiredService<Kernel.Plugins>().All.Select(plugin => plugin.Assembly).OfType<System.Reflection.Assembly>()]);
        ((IEndpointRouteBuilder)app).DemandAccessOnEverything();
        return app;
    }

    private static IEnumerable<System.Reflection.Assembly> Assemblies(Installed installed) => installed.Modules.Where(module => module.Enabled).Select(module => module.Assembly);
}

/// <summary>The settings the host itself reads.</summary>
internal sealed record HostOptions(string DataFolder, string PluginFolder, string? ConnectionString, bool Demo, string? MasterKeyFile)
{
    public static HostOptions Read(IConfiguration configuration)
    {
        var data = Path.GetFullPath(configuration["Portal:Data"] ?? Path.Combine(AppContext.BaseDirectory, "data"));
        Directory.CreateDirectory(data);
        return new HostOptions(
            data,
            Path.GetFullPath(configuration["Portal:Plugins"] ?? Path.Combine(AppContext.BaseDirectory, "plugins")),
            configuration.GetConnectionString("Portal") is { Length: > 0 } connection ? connection : null,
            configuration.GetValue("Portal:Demo", false),
            configuration["Portal:MasterKeyFile"] is { Length: > 0 } key ? Path.GetFullPath(key) : null);
    }
}
