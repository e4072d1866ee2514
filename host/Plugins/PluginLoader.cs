using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Portal.Kernel;
using Portal.PluginSdk;

namespace Portal.Host;

/// <summary>
/// Finds plugins (a folder with plugin.json) and loads each into a context of its own that shares SDK and Kernel with the host. Every step is
/// guarded: what fails is parked with its reason, and the site runs.
/// </summary>
internal static class PluginLoader
{
    public static Kernel.Plugins Load(string folder, IConfiguration configuration, Texts texts)
    {
        if (!Directory.Exists(folder))
            return new Kernel.Plugins([]);
        var found = new List<InstalledPlugin>();
        foreach (var home in Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(home => File.Exists(Path.Combine(home, "plugin.json"))))
            found.Add(LoadOne(home, found, configuration, texts));
        return new Kernel.Plugins(found);
    }

    private static InstalledPlugin LoadOne(string home, List<InstalledPlugin> before, IConfiguration configuration, Texts texts)
    {
        var plugin = new InstalledPlugin(Path.GetFileName(home), "", LocalText.Same(Path.GetFileName(home)), PluginState.Failed, null, home);
        try
        {
            var manifest = JsonSerializer.Deserialize<PluginManifest>(File.ReadAllText(Path.Combine(home, "plugin.json")), DictionaryFile.Json)
                ?? throw new InvalidDataException("plugin.json is empty.");
            plugin = plugin with { Id = manifest.Id, Version = manifest.Version, Name = manifest.Name };
            if (before.Any(other => other.Id == manifest.Id))
                throw new InvalidDataException($"Another folder brings plugin \"{manifest.Id}\" already.");
            if (!configuration.GetValue($"Portal:Plugin:{manifest.Id}", true))
                return plugin with { State = PluginState.Disabled };
            if (!SdkRange.Includes(manifest.Sdk, PluginManifest.SdkVersion))
                return plugin with { State = PluginState.Incompatible, Reason = $"It asks for SDK {manifest.Sdk}; this host has {PluginManifest.SdkVersion.ToString(3)}." };

            var assembly = new PluginContext(Path.Combine(home, manifest.Entry)).LoadFromAssemblyPath(Path.GetFullPath(Path.Combine(home, manifest.Entry)));
            var entry = assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IPlugin)) && !type.IsAbstract).ToList() is [var only]
                ? only
                : throw new InvalidDataException($"{manifest.Entry} must have one public class that implements IPlugin. A copy of Portal.PluginSdk.dll beside it hides it: build with the SDK's runtime assets left out.");
            var registry = new Registry(manifest.Id);
            ((IPlugin)Activator.CreateInstance(entry)!).Register(registry);
            var dictionaries = Path.Combine(home, "dictionaries.json") is var path && File.Exists(path)
                ? JsonSerializer.Deserialize<DictionaryFile>(File.ReadAllText(path), DictionaryFile.Json)
                : null;
            if (dictionaries is not null)
            {
                var trial = new DictionarySet(new Snapshot(Guid.Empty, 0, ""), dictionaries.Currency, dictionaries.Tables);
                foreach (var productType in registry.ProductTypes)
                    productType.Prepare(trial);
            }

            texts.AddFrom(Path.Combine(home, "texts"));
            return plugin with { State = PluginState.Loaded, Assembly = assembly, ProductTypes = registry.ProductTypes, Dictionaries = dictionaries };
        }
        catch (Exception exception)
        {
            // Whatever a plugin throws at start is its own misfortune.
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            return plugin with { Reason = $"{cause.GetType().Name}: {cause.Message}" };
        }
    }

    private sealed class Registry(string pluginId) : IPluginRegistry
    {
        public List<IProductType> ProductTypes { get; } = [];

        public void AddProductType(IProductType productType)
        {
            if (!productType.Id.StartsWith(pluginId + ".", StringComparison.Ordinal))
                throw new InvalidDataException($"Product type \"{productType.Id}\" must begin with \"{pluginId}.\".");
            ProductTypes.Add(productType);
        }
    }

    /// <summary>The host's own assemblies win for what both have: a type must be one type on both sides.</summary>
    private sealed class PluginContext(string entry) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(entry))
    {
        private readonly AssemblyDependencyResolver _resolver = new(Path.GetFullPath(entry));

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is "Portal.PluginSdk" or "Portal.Kernel" || _resolver.ResolveAssemblyToPath(assemblyName) is not { } path ? null : LoadFromAssemblyPath(path);

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}

/// <summary>Version ranges as NuGet writes them: "[1.0,2.0)".</summary>
internal static class SdkRange
{
    /// <exception cref="InvalidDataException">It is no range.</exception>
    public static bool Includes(string range, Version version)
    {
        var parts = range.Trim().TrimStart('[', '(').TrimEnd(']', ')').Split(',');
        if (range.Length < 3 || !"[(".Contains(range[0]) || !"])".Contains(range[^1]) || parts.Length != 2)
            throw new InvalidDataException($"\"{range}\" is no version range; write it as [1.0,2.0).");
        var (least, most) = (Read(parts[0]), Read(parts[1]));
        return (least is null || (range[0] == '[' ? version >= least : version > least)) && (most is null || (range[^1] == ']' ? version <= most : version < most));
        Version? Read(string text) => text.Trim().Length == 0 ? null
            : Version.TryParse(text, out var read) ? new Version(read.Major, read.Minor, Math.Max(read.Build, 0), Math.Max(read.Revision, 0))
            : throw new InvalidDataException($"\"{text}\" is no version.");
    }
}
